#@ error PoolNoReg
Install-SimPackage KB2741295
New-CsTrustedApplicationPool -Identity trustedapps.contoso.com -Site 1 -RequiresReplication $false
New-CsTrustedApplication -ApplicationId applicationID -TrustedApplicationPoolFqdn trustedapps.contoso.com -Port 6000
Enable-CsTopology
Remove-CsTrustedApplicationPool -Identity trustedapps.contoso.com
