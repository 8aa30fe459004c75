#@ reason LegacyNotMerged
Install-SimPackage OCSWMIBC
Merge-CsLegacyTopology -TopologyXmlFileName D:\\output.xml
Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:endpoint1@contoso.com
