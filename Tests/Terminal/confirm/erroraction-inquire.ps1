# Inquire for a cmdlet's error
Get-Item ./none1, ./none2 -ErrorAction Inquire
'after'
