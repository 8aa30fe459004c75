#@ error BackEnd
foreach ($c in (Get-CsPool pool13.litwareinc.com).Computers) { Stop-CsWindowsService -Name RTCSRV -ComputerName $c }
Move-CsUser "Hao Chen" pool13.litwareinc.com -Confirm:$false
