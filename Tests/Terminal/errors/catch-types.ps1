# catch and rethrow
try { Get-Item ./none -ErrorAction Stop } catch [System.Management.Automation.ItemNotFoundException] { 'caught'; throw }
