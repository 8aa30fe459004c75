#@ error OcsCore
New-SimLegacyApplication -Name acmeapp -PoolFqdn ApplicationPool.contoso.com -ComputerFqdn app1.contoso.com,app2.contoso.com -Port 6000 -OcsPool pool13.contoso.com
New-SimLegacyContact -ApplicationName acmeapp -PoolFqdn ApplicationPool.contoso.com -SipAddress sip:endpoint1@contoso.com
