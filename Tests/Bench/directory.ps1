# The directory at work: what Tests/Bench/directory.py times beside a dictionary in Python. Prints `name seconds` lines.
param([int] $Users = 1000000, [int] $Moves = 100000, [int] $Lookups = 20000)
function time($name, $block) {
  $watch = [System.Diagnostics.Stopwatch]::StartNew()
  & $block
  "$name $($watch.Elapsed.TotalSeconds)"
}
function memory($name) { foreach ($line in Get-Content "/proc/$PID/status") { if ($line -match '^Vm(RSS|HWM):\s+(\d+)') { "$name-$($Matches[1]) $($Matches[2])" } } }
time build { New-SimDeployment -Users $Users -Pools 20 -Seed 7 }
memory built
$sips = foreach ($u in Get-CsUser -ResultSize $Lookups) { $u.SipAddress }
time lookup { foreach ($sip in $sips) { $null = Get-CsUser $sip } }
time lookup-property { foreach ($sip in $sips) { $null = (Get-CsUser $sip).LineURI } }
time scan-prefix { $script:found = @(Get-CsUser -Filter { SipAddress -like 'sip:adam.*' }).Count }
time scan-inside { $script:found = @(Get-CsUser -Filter { DisplayName -like '*smith*' }).Count }
time scan-pool { $script:found = @(Get-CsUser -Filter { RegistrarPool -eq 'pool07.contoso.com' -and EnterpriseVoiceEnabled -eq $true }).Count }
time where-all { $script:found = @(Get-CsUser | Where-Object RegistrarPool -eq 'pool07.contoso.com').Count }
$ConfirmPreference = 'None'
time move { Get-CsUser -Filter { RegistrarPool -ne 'pool20.contoso.com' } -ResultSize $Moves | Where-Object RegistrarPool -ne 'pool20.contoso.com' | Move-CsUser -Target pool20.contoso.com }
memory moved
"steps $((Get-SimState).Journal)"
time undo { Undo-SimChange -Count $Moves }
time redo { Redo-SimChange -Count $Moves }
memory end
