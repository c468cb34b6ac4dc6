# Completes rectify's command lines in bash by asking the program what may come next.

_rectify() {
  local program=${COMP_WORDS[0]/#\~\//$HOME/} words=() glued='' word line i
  # Bash cuts words at '=' and ':', unless COMP_WORDBREAKS lacks them.
  for ((i = 1; i <= COMP_CWORD; ++i)); do
    word=${COMP_WORDS[i]}
    if ((${#words[@]})) && [[ $glued || $word == [=:] ]]; then
      words[-1]+=$word
    else
      words+=("$word")
    fi
    [[ $word == [=:] ]] && glued=yes || glued=''
  done
  local cut='' typed=${words[-1]}
  for ((i = 0; i < ${#typed}; ++i)); do
    [[ ${typed:i:1} == [=:] && $COMP_WORDBREAKS == *"${typed:i:1}"* ]] && cut=${typed:0:i + 1}
  done

  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files) compopt -o default ;;
      :folders) compopt -o dirnames ;;
      *)
        word=${line%%$'\t'*}
        [[ $word == *: ]] && compopt -o nospace
        COMPREPLY+=("${word#"$cut"}")
        ;;
    esac
  done < <("$program" complete "${words[@]}" 2>/dev/null)
}

complete -F _rectify rectify
