#@ error PubInUse
Get-CsUser -OnLyncServer | Move-CsUser -Target pool13.litwareinc.com -Confirm:$false
$xml = (Get-CsTopology -AsXml).ToString()
$id = [regex]::Match($xml, '<Cluster Fqdn="pool10\.litwareinc\.com">\s*(<ClusterId [^>]*>)').Groups[1].Value
$xml = $xml -replace '(?s)\s*<Cluster Fqdn="pool10\.litwareinc\.com">.*?</Cluster>'
$xml = $xml -replace "(?s)\s*<Service (?:(?!</Service>).)*?<InstalledOn>\s*$id.*?</Service>"
Set-Content D:\\without.xml $xml
Publish-CsTopology -FileName D:\\without.xml
Enable-CsTopology
