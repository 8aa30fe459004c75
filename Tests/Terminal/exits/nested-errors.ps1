# nested prompt: several lines, errors
$Host.EnterNestedPrompt()
'after'
