# complete.fish SCRIPT LINE...: what fish offers at the end of each line.
source $argv[1]
for line in $argv[2..]
    echo "== $line"
    complete -C $line
end
