# several choices that take more than a line together; a default given twice counts once; wide labels
$c = [System.Management.Automation.Host.ChoiceDescription[]](1..9 | ForEach-Object { "Long label number &$_" })
"$($Host.UI.PromptForChoice('Cap', 'Msg', $c, [int[]](0, 2, 3, 0)))"
$Host.UI.PromptForChoice('', '日本語の本文がここにあります。' * 5, [string[]]('&赤い色です日本語日本語日本語', '&青い色です日本語日本語日本語', '&緑の色です'), 1)
