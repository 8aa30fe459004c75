# wrong arguments
try { [System.Management.Automation.Host.ChoiceDescription]::new('') } catch { $_.Exception.Message }
try { $Host.UI.PromptForChoice('a', 'b', $null, 0) } catch { $_.Exception.Message }
try { $Host.UI.Prompt('a', 'b', $null) } catch { $_.Exception.Message }
try { $Host.UI.ReadLine(5) } catch { $_.Exception.Message }
