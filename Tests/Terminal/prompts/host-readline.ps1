# the host's own reading
$Host.UI.Write('> '); $l = $Host.UI.ReadLine(); "[$l]"
$Host.UI.Write('> '); $s = $Host.UI.ReadLineAsSecureString(); $s.Length
[Console]::Write('console> '); $c = [Console]::ReadLine(); "[$c]"
$p = $Host.UI.PromptForCredential('Caption', 'Message', 'ann', 'target'); $p.UserName
