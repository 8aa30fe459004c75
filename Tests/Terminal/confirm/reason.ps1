# ShouldProcess tells why
function Test-Why { [CmdletBinding(SupportsShouldProcess)] param() $why = [System.Management.Automation.ShouldProcessReason]::None; $PSCmdlet.ShouldProcess('does it', 'do it?', 'Caption', [ref]$why); $why }
Test-Why -WhatIf
Test-Why -Confirm
