# wrong settings
$PSStyle.Formatting.Error = 'not an escape'
try { $PSStyle.Formatting.Error = "x`e[31m" } catch { $_ }
$PSStyle.OutputRendering = 'Nothing'
$PSStyle.Progress.View = 'Big'
$PSStyle.Progress.MaxWidth = 5
$PSStyle.FileInfo.Extension.Add('txt', "`e[31m")
$PSStyle.FileInfo.Extension.Add('.txt', 'red')
