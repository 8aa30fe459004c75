#@ reason AppNotRunning
Stop-SimApplication ApplicationPool.contoso.com acmeapp
New-CsTrustedApplicationPool -Identity UCMA3.0ApplicationPool.contoso.com -Registrar pool13.contoso.com -Site 1 -ComputerFqdn app3.contoso.com
New-CsTrustedApplicationComputer -Identity app4.contoso.com -Pool UCMA3.0ApplicationPool.contoso.com
New-CsTrustedApplication -ApplicationId acmeapp -TrustedApplicationPoolFqdn UCMA3.0ApplicationPool.contoso.com -Port 6000
Enable-CsTopology
foreach ($c in (Get-CsPool pool13.contoso.com).Computers) { Stop-CsWindowsService -Name RTCSRV -ComputerName $c; Start-CsWindowsService -Name RTCSRV -ComputerName $c }
Install-SimApplication UCMA3.0ApplicationPool.contoso.com acmeapp -UcmaVersion 4.0
Move-CsApplicationEndpoint -Identity sip:endpoint1@contoso.com -TargetApplicationPool UCMA3.0ApplicationPool.contoso.com -Force
Move-CsApplicationEndpoint -Identity sip:endpoint2@contoso.com -TargetApplicationPool UCMA3.0ApplicationPool.contoso.com -Force
Start-SimApplication UCMA3.0ApplicationPool.contoso.com acmeapp
Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:endpoint1@contoso.com
