#@ title Moving a UCMA 2.0 application to Lync Server 2013, in place
#@ deployment b
#@ speed 45

# The starting point: coexistence with Office Communications Server 2007 R2 is set up.
#@ hidden
Install-SimPackage OCSWMIBC
Merge-CsLegacyTopology -TopologyXmlFileName D:\\output.xml
Publish-CsTopology -FileName D:\\output.xml
Enable-CsTopology
#@ shown

#@ say The bots run on two servers, next to Office Communications Server 2007 R2. Lync knows them since the topologies were merged.
Get-CsTrustedApplicationPool -Identity ApplicationPool.contoso.com | Format-List PoolFqdn, Registrar, Applications, SiteId
#@ pause 2
#@ say Users on either side can call the bot, but every call goes through the old pool.
Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:endpoint1@contoso.com
#@ pause 2

#@ say Step 1: give the application pool a Lync Server 2013 pool as its next hop.
Set-CsTrustedApplicationPool -Identity ApplicationPool.contoso.com -Registrar pool13.contoso.com
#@ pause 1
#@ say The contacts have not moved yet. A call now fails, and the probe says why.
Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:endpoint1@contoso.com
#@ pause 2

#@ say Step 2: move the endpoint. A contact made by the old tools needs -Force.
Move-CsApplicationEndpoint -Identity sip:endpoint1@contoso.com -TargetApplicationPool ApplicationPool.contoso.com
#@ pause 1
Move-CsApplicationEndpoint -Identity sip:endpoint1@contoso.com -TargetApplicationPool ApplicationPool.contoso.com –Force
Get-CsApplicationEndpoint sip:endpoint1@contoso.com | Format-List RegistrarPool, OwnerUrn
#@ pause 2
#@ say The other two follow.
'sip:endpoint2@contoso.com', 'sip:survey@contoso.com' | ForEach-Object {
  Move-CsApplicationEndpoint -Identity $_ -TargetApplicationPool ApplicationPool.contoso.com -Force
}

#@ say The proof: stop the old Front Ends, and call through each new one.
foreach ($fe in (Get-CsPool ocspool.contoso.com).Computers) { Stop-SimLegacyService -Name RTCSRV -ComputerName $fe }
foreach ($fe in (Get-CsPool pool13.contoso.com).Computers) {
  Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:endpoint1@contoso.com -FrontEnd $fe | Select-Object FrontEnd, Result
}
#@ say Migrated in place: same servers, same code, new home.
