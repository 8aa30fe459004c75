# Confirm: suspend
function Remove-CfThing { [CmdletBinding(SupportsShouldProcess)] param($Name) if ($PSCmdlet.ShouldProcess($Name, 'Remove')) { "removed $Name" } else { "kept $Name" } }
Remove-CfThing a -Confirm
