Get-CsUser -OnLyncServer | Move-CsUser -Target pool13.litwareinc.com -MoveConferenceData -Confirm:$false
Set-CsTrustedApplicationPool -Identity acd.litwareinc.com -Registrar pool13.litwareinc.com
Get-CsApplicationEndpoint -PoolFqdn pool10.litwareinc.com | Where-Object { $_.OwnerUrn -match 'acd|recorder' } | Move-CsApplicationEndpoint -TargetApplicationPool acd.litwareinc.com -Force
Get-CsDialInConferencingAccessNumber -Filter {Pool -eq "pool10.litwareinc.com"} | ForEach-Object { Move-CsApplicationEndpoint -Identity $_.PrimaryUri -Target pool13.litwareinc.com }
Get-CsConferenceDirectory | Where-Object {$_.ServiceID -match "pool10.litwareinc.com"} | Move-CsConferenceDirectory -TargetPool pool13.litwareinc.com
Install-SimPackage OCSWMIBC
Move-CsRgsConfiguration -Source ApplicationServer:pool10.litwareinc.com -Destination ApplicationServer:pool13.litwareinc.com
Get-CsApplicationEndpoint -PoolFqdn pool10.litwareinc.com | Move-CsApplicationEndpoint -TargetApplicationPool pool13.litwareinc.com
Move-CsManagementServer
$xml = (Get-CsTopology -AsXml).ToString()
$id = [regex]::Match($xml, '<Cluster Fqdn="pool10\.litwareinc\.com">\s*(<ClusterId [^>]*>)').Groups[1].Value
$xml = $xml -replace '(?s)\s*<Cluster Fqdn="pool10\.litwareinc\.com">.*?</Cluster>'
$xml = $xml -replace "(?s)\s*<Service (?:(?!</Service>).)*?<InstalledOn>\s*$id.*?</Service>"
Set-Content D:\\without.xml $xml
Publish-CsTopology -FileName D:\\without.xml
Enable-CsTopology
