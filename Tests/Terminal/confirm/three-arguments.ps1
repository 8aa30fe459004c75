# ShouldProcess with three arguments
function Test-Cf { [CmdletBinding(SupportsShouldProcess)] param() if ($PSCmdlet.ShouldProcess('description', 'warning text', 'caption text')) { 'yes' } else { 'no' } }
Test-Cf -Confirm
Test-Cf -WhatIf
Test-Cf -Verbose
