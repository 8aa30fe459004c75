#@ reason LegacyNotMerged
Test-SimApplicationCall -From sip:pilar@contoso.com -To sip:endpoint1@contoso.com
