#@ error Kb
Enter-SimComputer acd1.litwareinc.com
Get-CsTrustedApplication
