Install-SimPackage UCMA3Runtime -ComputerName trustedapps.contoso.com
Enter-SimComputer trustedapps.contoso.com
