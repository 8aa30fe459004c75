Install-SimPackage OCSWMIBC
Merge-CsLegacyTopology -TopologyXmlFileName D:\\output.xml
Publish-CsTopology -FileName D:\\output.xml
Enable-CsTopology
Import-CsLegacyConfiguration
Import-CsLegacyConferenceDirectory
Get-CsUser -OnOfficeCommunicationServer | Where-Object { -not (Get-SimUser $_.Identity).NeedsLiveMeeting } | Move-CsLegacyUser -Target pool13.contoso.com
Set-CsTrustedApplicationPool -Identity ApplicationPool.contoso.com -Registrar pool13.contoso.com
Move-CsApplicationEndpoint -Identity sip:endpoint1@contoso.com -TargetApplicationPool ApplicationPool.contoso.com –Force
Move-CsApplicationEndpoint -Identity sip:endpoint2@contoso.com -TargetApplicationPool ApplicationPool.contoso.com –Force
Move-CsApplicationEndpoint -Identity sip:survey@contoso.com -TargetApplicationPool ApplicationPool.contoso.com –Force
