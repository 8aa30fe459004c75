#@ solved
#@ error ManagementObjectNotFound
# What is added later is invisible until merge and publish are repeated (R-008).
Install-SimPackage OCSWMIBC
Merge-CsLegacyTopology -TopologyXmlFileName D:\\output.xml
Publish-CsTopology -FileName D:\\output.xml
Enable-CsTopology
New-SimLegacyApplication -Name queue -PoolFqdn queue.contoso.com -ComputerFqdn app1.contoso.com -Port 6100 -OcsPool ocspool.contoso.com
Get-CsTrustedApplicationPool queue.contoso.com
