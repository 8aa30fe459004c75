# all of $PSStyle
$PSStyle
