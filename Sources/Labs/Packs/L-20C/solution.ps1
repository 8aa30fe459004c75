Install-SimPackage OCSWMIBC
Merge-CsLegacyTopology -TopologyXmlFileName D:\\output.xml
Publish-CsTopology -FileName D:\\output.xml
Get-CsTrustedApplicationPool –Identity ApplicationPool.contoso.com
Enable-CsTopology
Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:endpoint1@contoso.com
