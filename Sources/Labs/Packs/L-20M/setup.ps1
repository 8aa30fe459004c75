Install-SimPackage OCSWMIBC
Merge-CsLegacyTopology -TopologyXmlFileName D:\\output.xml
Publish-CsTopology -FileName D:\\output.xml
Enable-CsTopology
Import-CsLegacyConfiguration
Import-CsLegacyConferenceDirectory
Get-CsUser -OnOfficeCommunicationServer | Where-Object { -not (Get-SimUser $_.Identity).NeedsLiveMeeting } | Move-CsLegacyUser -Target pool13.contoso.com
