#@ error MoveUseLegacy
Move-CsUser -Identity "Hao Chen" -Target pool13.contoso.com -Confirm:$false
