# exit within a nested prompt ends only the prompt
$Host.EnterNestedPrompt()
'after'
exit 2
