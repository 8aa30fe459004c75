# a nested prompt and its errors
"before"
$Host.EnterNestedPrompt()
"after"
