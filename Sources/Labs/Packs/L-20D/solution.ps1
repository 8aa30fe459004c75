Install-SimPackage OCSCore -ComputerName app1.contoso.com; Install-SimPackage UCMA2Runtime -ComputerName app1.contoso.com
Install-SimPackage OCSWMIBC
New-SimLegacyApplication -Name acmeapp -PoolFqdn ApplicationPool.contoso.com -ComputerFqdn app1.contoso.com,app2.contoso.com -Port 6000 -OcsPool pool13.contoso.com
New-SimLegacyContact -ApplicationName acmeapp -PoolFqdn ApplicationPool.contoso.com -SipAddress sip:endpoint1@contoso.com
Set-WmiInstance -Class MSFT_SIPDomainData -Arguments @{Address='contoso.com'; Authoritative=$false; DefaultDomain=$true}
Set-WmiInstance -Class MSFT_SIPDomainData -Arguments @{Address='emea.contoso.com'; Authoritative=$false; DefaultDomain=$false}
Merge-CsLegacyTopology -TopologyXmlFileName D:\\output.xml
Publish-CsTopology -FileName D:\\output.xml
Move-CsApplicationEndpoint -Identity sip:endpoint1@contoso.com -TargetApplicationPool ApplicationPool.contoso.com –Force
Get-CsApplicationEndpoint sip:endpoint1@contoso.com | Select-Object *
