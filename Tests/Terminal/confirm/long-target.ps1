# a long target wraps
function Remove-CfThing { [CmdletBinding(SupportsShouldProcess)] param($Name) if ($PSCmdlet.ShouldProcess($Name, 'Remove the following thing which has a long name')) { "removed" } else { "kept" } }
Remove-CfThing ('a long name ' * 12) -Confirm
Remove-CfThing ('x' * 150) -Confirm
