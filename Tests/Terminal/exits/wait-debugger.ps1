# Wait-Debugger and quitting
function Test-W { Wait-Debugger; 'inside'; 'more' }
Test-W
'end'
