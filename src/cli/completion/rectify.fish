# Completes rectify's command lines in fish by asking the program what may come next.

function __rectify_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct | string trim -l -c '\'"' | string unescape)
    set -l path (string replace -r -- '^--[^=]*=' '' "$typed")
    set -l before (string match -r -- '^--[^=]*=' "$typed")
    for line in ($words[1] complete $words[2..] "$typed" 2>/dev/null)
        switch $line
            case :files
                printf '%s\n' "$before"(__fish_complete_path "$path")
            case :folders
                printf '%s\n' "$before"(__fish_complete_directories "$path" '')
            case '*'
                printf '%s\n' $line
        end
    end
end

complete -c rectify -f -a '(__rectify_complete)'
