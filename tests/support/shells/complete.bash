# complete.bash SCRIPT LINE...: what bash offers at the end of each line, as readline would ask it.
# Lines are cut at blanks, '=' and ':', as bash cuts them.
source "$1"
shift
[[ $(complete -p rectify) == "complete -F _rectify rectify" ]] || exit 1

compopt() { # it works only while readline is asking
  case $2 in
    default) compgen -f -- "$at_cursor" ;;
    dirnames) compgen -d -- "$at_cursor" ;;
  esac
}

for COMP_LINE; do
  echo "== $COMP_LINE"
  read -ra COMP_WORDS < <(sed 's/[=:]/ & /g' <<<"$COMP_LINE")
  at_cursor=${COMP_WORDS[-1]}
  if [[ $COMP_LINE == *[\ =:] ]]; then at_cursor=''; fi
  if [[ $COMP_LINE == *' ' ]]; then COMP_WORDS+=(''); fi
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  COMP_POINT=${#COMP_LINE}
  COMPREPLY=()
  _rectify
  printf '%s\n' "${COMPREPLY[@]}"
done
