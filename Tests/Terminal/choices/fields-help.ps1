# fields with labels and help
$f = [System.Collections.ObjectModel.Collection[System.Management.Automation.Host.FieldDescription]]::new()
$a = [System.Management.Automation.Host.FieldDescription]::new('name'); $a.Label = 'Full &name'; $a.HelpMessage = 'First and last.'; $f.Add($a)
$b = [System.Management.Automation.Host.FieldDescription]::new('age'); $b.Label = '&Age'; $b.SetParameterType([int]); $f.Add($b)
$c = [System.Management.Automation.Host.FieldDescription]::new('cred'); $c.SetParameterType([pscredential]); $f.Add($c)
$r = $Host.UI.Prompt('Person', 'Tell about yourself', $f)
$r['name']; $r['age']; $r['cred'].UserName
