# lists of every kind are asked for element by element, secrets of arrays too
function Test-Man { param([Parameter(Mandatory)][Collections.ArrayList]$A, [Parameter(Mandatory)][array]$B, [Parameter(Mandatory)][securestring[]]$C) "got $A / $B / $($C.Count)" }
Test-Man
class CfPort { [int]$Number; CfPort([string]$text) { $this.Number = [int]$text } }
function Test-Class { param([Parameter(Mandatory)][CfPort]$Port) "got $($Port.Number)" }
Test-Class
'after'
