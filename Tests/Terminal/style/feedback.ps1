# styles one by one
$PSStyle.Progress
$PSStyle.FileInfo
$PSStyle
