# $Host.UI.Prompt with several types
$f = [System.Collections.ObjectModel.Collection[System.Management.Automation.Host.FieldDescription]]::new()
$a = [System.Management.Automation.Host.FieldDescription]::new('When'); $a.SetParameterType([datetime]); $f.Add($a)
$b = [System.Management.Automation.Host.FieldDescription]::new('Names'); $b.SetParameterType([string[]]); $f.Add($b)
$c = [System.Management.Automation.Host.FieldDescription]::new('Secret'); $c.SetParameterType([securestring]); $f.Add($c)
$r = $Host.UI.Prompt('', 'Fill in', $f)
$r.Keys | Sort-Object | ForEach-Object { "$_=$($r[$_]) $($r[$_].GetType().Name)" }
