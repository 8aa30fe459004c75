#@ reason RegistrarDown
# The application is still on Lync Server 2010: without pool10 nobody reaches it.
foreach ($c in (Get-CsPool pool10.litwareinc.com).Computers) { Stop-CsWindowsService -Name RTCSRV -ComputerName $c }
Test-SimApplicationCall -From sip:pilar@litwareinc.com -To sip:acd@litwareinc.com
