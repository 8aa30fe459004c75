# Confirm: Enter alone, wrong input
function Remove-CfThing { [CmdletBinding(SupportsShouldProcess)] param([Parameter(ValueFromPipeline)]$Name) process { if ($PSCmdlet.ShouldProcess($Name, 'Remove')) { "removed $Name" } else { "kept $Name" } } }
'a', 'b' | Remove-CfThing -Confirm
