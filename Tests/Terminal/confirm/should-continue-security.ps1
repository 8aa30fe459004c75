# ShouldContinue help and nested suspend
function Test-Cont { [CmdletBinding()] param() $y = $n = $false; if ($PSCmdlet.ShouldContinue('Sure?', 'Caption', [ref]$y, [ref]$n)) { 'wanted' } else { 'refused' }; "$y $n" }
Test-Cont
