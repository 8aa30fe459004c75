# arrow and function keys
foreach ($i in 1..3) { $Host.UI.Write("Key ${i}: "); $k = $Host.UI.RawUI.ReadKey('NoEcho,IncludeKeyDown'); "`n$([int]$k.Character) $($k.VirtualKeyCode) $($k.ControlKeyState) $($k.KeyDown)" }
