#@ error Prompt
Move-CsUser "Hao Chen" pool13.litwareinc.com
