#@ error NotLegacy
Move-CsLegacyUser -Identity "Hao Chen" -Target pool13.litwareinc.com -Confirm:$false
