Stop-SimApplication acd13.litwareinc.com acd
Update-SimApplication acd13.litwareinc.com acd -UcmaVersion 4.0
Start-SimApplication acd13.litwareinc.com acd
