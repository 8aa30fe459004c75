# inputs at a nested prompt: history, advice, lines that go on over an empty one
$Host.EnterNestedPrompt()
'after'
