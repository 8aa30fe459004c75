# a key's properties
$Host.UI.Write('Key: ')
$k = $Host.UI.RawUI.ReadKey('NoEcho,IncludeKeyDown')
''
$k | Format-List
$Host.UI.Write('Echo: ')
$k = $Host.UI.RawUI.ReadKey('IncludeKeyDown')
''
"$k"
