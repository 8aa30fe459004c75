# Completion of csshell's own options for bash.
_csshell() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  case ${previous,,} in
    -deployment) COMPREPLY=($(compgen -W 'a b c' -- "$word") $(compgen -f -- "$word")); return ;;
    -workingdirectory|-wd) COMPREPLY=($(compgen -d -- "$word")); return ;;
    -file|-f) COMPREPLY=($(compgen -f -X '!*.ps1' -- "$word") $(compgen -d -- "$word")); return ;;
  esac
  case $word in
    -*) COMPREPLY=($(compgen -W '-Command -Deployment -EncodedCommand -ExecutionPolicy -File -Help -Interactive -NoExit -NoLogo -NoProfile -NonInteractive -Version -WorkingDirectory' -- "$word")) ;;
    *) COMPREPLY=($(compgen -W demo -- "$word") $(compgen -f -X '!*.ps1' -- "$word") $(compgen -d -- "$word")) ;;
  esac
}
complete -o filenames -F _csshell csshell
