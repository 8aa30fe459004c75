#@ solved
#@ error LegacyPool
Install-SimPackage OCSWMIBC
Merge-CsLegacyTopology -TopologyXmlFileName D:\\output.xml
Publish-CsTopology -FileName D:\\output.xml
Enable-CsTopology
New-CsTrustedApplicationEndpoint -ApplicationId acmeapp -TrustedApplicationPoolFqdn ApplicationPool.contoso.com -SipAddress sip:endpoint3@contoso.com
