#@ error LegacyImport
Move-CsLegacyUser -Identity "Hao Chen" -Target pool13.contoso.com -Confirm:$false
