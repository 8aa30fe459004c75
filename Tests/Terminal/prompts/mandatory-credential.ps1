# a credential
function Test-Man { [CmdletBinding()] param([Parameter(Mandatory)][pscredential]$Credential) "got $($Credential.UserName) $($Credential.GetNetworkCredential().Password)" }
Test-Man
