# Answers completion requests for the notebook, in a bash of its own: it works while a cell runs, and what it
# completes is never executed. Request: folder, line up to the cursor, each ended by NUL.
# Answer: the start of the word (in characters), then the matches, each ended by newline; NUL at the end.
export LANG=C.UTF-8 TERM=dumb
shopt -s extglob progcomp
. /usr/share/bash-completion/bash_completion 2>/dev/null
LIMIT=200

# docker's completion asks the engine twice before its first word: an engine that is stuck, or being restarted,
# must not take the names of the commands with it. JupyterLab waits for one second in all.
docker() { timeout 0.5 docker "$@"; }

words_of() { # cut the line into COMP_WORDS as readline does, on blanks and on COMP_WORDBREAKS
    COMP_WORDS=() COMP_CWORD=0
    local rest=$1 word= char quote= i
    for ((i = 0; i < ${#rest}; i++)); do
        char=${rest:i:1}
        if [[ -n $quote ]]; then
            word+=$char
            [[ $char == "$quote" ]] && quote=
        elif [[ $char == [\'\"] ]]; then
            quote=$char word+=$char
        elif [[ $char == '\' ]]; then
            word+=$char${rest:i+1:1}
            ((i++))
        elif [[ $char == [[:space:]] ]]; then
            [[ -n $word ]] && COMP_WORDS+=("$word")
            word=
        elif [[ $char == [=:] ]]; then
            [[ -n $word ]] && COMP_WORDS+=("$word")
            COMP_WORDS+=("$char")
            word=
        else
            word+=$char
        fi
    done
    COMP_WORDS+=("$word")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
}

# Only the last command of the line counts: after | ; & ( { or a newline.
last_command() {
    local line=$1
    line=${line##*$'\n'}
    line=${line##*[|;&(\{\`]}
    line=${line##+([[:space:]])}
    while [[ $line =~ ^((sudo|time|exec|command)[[:space:]]+|[A-Za-z_][A-Za-z0-9_]*=[^[:space:]]*[[:space:]]+)(.*)$ ]]; do
        line=${BASH_REMATCH[3]}
    done
    REPLY=$line
}

complete_one() {
    local line=$1 word command found
    last_command "$line"
    COMP_LINE=$REPLY COMP_POINT=${#REPLY} COMP_TYPE=9 COMP_KEY=9
    words_of "$REPLY"
    word=${COMP_WORDS[COMP_CWORD]}
    COMPREPLY=()
    if ((COMP_CWORD == 0)); then
        if [[ $word == */* ]]; then
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
        else
            mapfile -t COMPREPLY < <(compgen -A command -- "$word" | grep -v '^_' | sort -u)
        fi
    else
        command=${COMP_WORDS[0]}
        found=$(complete -p "$command" 2>/dev/null)
        if [[ -z $found ]]; then
            if declare -F _comp_load >/dev/null; then _comp_load -- "$command" 2>/dev/null
            elif declare -F __load_completion >/dev/null; then __load_completion "$command" 2>/dev/null; fi
            found=$(complete -p "$command" 2>/dev/null)
        fi
        if [[ $found =~ \ -F\ ([^ ]+) ]]; then
            "${BASH_REMATCH[1]}" "$command" "$word" "${COMP_WORDS[COMP_CWORD - 1]}" >/dev/null 2>&1 </dev/null
        fi
        if ((${#COMPREPLY[@]} == 0)); then
            mapfile -t COMPREPLY < <(compgen -f -- "${word#[\'\"]}")
        fi
    fi
    printf '%d\n' $((${#line} - ${#word}))
    local match
    for match in "${COMPREPLY[@]:0:LIMIT}"; do
        if [[ -d ${match/#\~/$HOME} && $match != */ && ${#COMPREPLY[@]} -ge 1 ]] && ((COMP_CWORD > 0)); then match+=/; fi
        printf '%s\n' "${match%% *( )}"
    done
}

# Programs that a completion starts must neither read our requests nor last.
exec 3<&0 </dev/null 2>/dev/null
while IFS= read -r -d '' -u 3 folder && IFS= read -r -d '' -u 3 line; do
    cd -- "$folder" 2>/dev/null || cd ~ 2>/dev/null
    complete_one "$line"
    printf '\0'
done
