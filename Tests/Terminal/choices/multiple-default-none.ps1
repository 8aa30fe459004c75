# several choices, no default
$c = [System.Collections.ObjectModel.Collection[System.Management.Automation.Host.ChoiceDescription]]::new()
foreach ($n in '&Red', '&Green', '&Blue') { $c.Add([System.Management.Automation.Host.ChoiceDescription]::new($n, "the colour $n")) }
$r = $Host.UI.PromptForChoice('Colours', 'Pick some', $c, [int[]]@())
"[$r]"
$r = $Host.UI.PromptForChoice('Colours', 'Pick some', $c, [int[]](2))
"[$r]"
