# long captions, messages and helps
$c = [System.Management.Automation.Host.ChoiceDescription[]]@([System.Management.Automation.Host.ChoiceDescription]::new('&Yes', 'A long help text that does not fit on one line of the terminal since it has so many words in it, you see.'), [System.Management.Automation.Host.ChoiceDescription]::new('&No', "Two`nlines."))
$Host.UI.PromptForChoice(('A caption ' * 12), ('A message with words ' * 8), $c, 1)
