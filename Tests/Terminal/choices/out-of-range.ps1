# a default that is not there
try { $Host.UI.PromptForChoice('T', 'M', [string[]]('&A', '&B'), 5) } catch { $_.Exception.Message }
try { $Host.UI.PromptForChoice('T', 'M', [string[]]@(), 0) } catch { $_.Exception.Message }
$Host.UI.PromptForChoice('T', 'M', [string[]]('&A', '&B'), 5)
