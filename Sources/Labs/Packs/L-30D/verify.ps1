[ordered]@{
  'The application has GRUUs' = { (Get-CsTrustedApplication -Identity 'trustedapps.contoso.com/urn:application:applicationID').ComputerGruus[0].Gruu -match '^sip:trustedapps\.contoso\.com@contoso\.com;gruu;opaque=srvr:applicationid:[A-Za-z0-9_-]{21}[AQgw]AA$' }
  'The endpoint is on pool13' = { (Get-CsTrustedApplicationEndpoint sip:MyTestBot@contoso.com).RegistrarPool -eq 'pool13.contoso.com' }
  'The pool takes no part in replication' = { @(Get-CsManagementStoreReplicationStatus | Where-Object ReplicaFqdn -eq trustedapps.contoso.com).Count -eq 0 }
  'Nothing waits for Enable-CsTopology' = { @(Get-SimPendingChange | Where-Object Needs -eq EnableTopology).Count -eq 0 }
  'Users reach it' = { (Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:MyTestBot@contoso.com).Result -eq 'Success' }
}
