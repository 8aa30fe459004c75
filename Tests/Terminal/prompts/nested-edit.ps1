# screen
# editing at a nested prompt
$Host.EnterNestedPrompt()
'after'
