# Confirm: yes to all
function Remove-CfThing { [CmdletBinding(SupportsShouldProcess)] param([Parameter(ValueFromPipeline)]$Name) process { if ($PSCmdlet.ShouldProcess($Name, 'Remove')) { "removed $Name" } else { "kept $Name" } } }
'a', 'b', 'c' | Remove-CfThing -Confirm
