# complete.zsh SCRIPT LINE...: what an interactive zsh shows after TAB at the end of each line, and
# between < and > what then stands in it.
zmodload zsh/zpty
zpty shell zsh -f -i
setup=(
  "PS1=; LISTMAX=1000; unsetopt list_ambiguous; fpath=(${(q)1:h} \$fpath); autoload -U compinit; compinit -u -D"
  "finish() { print -r -- \"<\$BUFFER>\"fi''nished; BUFFER= }; zle -N finish; bindkey '^T' finish"
  "print rea''dy"
)
zpty -w shell ${(F)setup}
zpty -r shell shown '*ready*'
for line in ${@[2,-1]}; do
  zpty -w -n shell $line$'\t\x14'
  zpty -r shell shown '*finished*'
  print -r -- "== $line"
  print -r -- $shown | sed 's/\x1b\[[0-9;?]*[A-Za-z]//g; s/\r//g'
done
zpty -d shell
