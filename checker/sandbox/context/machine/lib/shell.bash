# The rc file of the learner's shell. Bash runs a real interactive loop on the pty; the agent types one constant
# line per cell (see agent_shell.py) and everything else travels on descriptors of its own:
#   195 saved state (memfd) · 196 the cell's code (memfd) · 197 the terminal · 198 reports to the agent · 199 go-aheads.
unset HISTFILE
HISTCONTROL=ignorespace
shopt -s checkwinsize

# Before the cell: says « begin », waits until the agent has turned echo on, reads the code.
# Returns the last exit code, so that the cell sees it in $?.
__registres_begin() {
    builtin printf 'B\0' >&198
    builtin read -r -N 1 -u 199 __registres_go || builtin printf 'X\0' >&198
    __registres_busy=1
    __registres_code=
    IFS= builtin read -r -d '' __registres_code </dev/fd/196 || builtin printf 'X\0' >&198
    builtin history -s -- "$__registres_code"
    return "$__registres_rc"
}

# After the cell, however it ended: undoes what would blind the next cell, saves the state, reports.
__registres_end() {
    __registres_code=$?
    set +euxv
    [[ -n $__registres_busy ]] || return 0
    __registres_rc=$__registres_code __registres_code=
    unset PROMPT_COMMAND
    PROMPT_COMMAND=$__registres_prompt_command PS1=$__registres_marker PS2='> '
    [[ -n $__registres_slow ]] || __registres_save
    builtin printf 'D%d %s\0' "$__registres_rc" "$PWD" >&198
    __registres_busy=
    # The agent empties the terminal's input first: what a program left unread must not become a command.
    builtin read -r -N 1 -u 199 __registres_go
}

# Variables, functions, aliases, options, traps and folder, for the shell that replaces this one if it dies.
__registres_save() {
    __registres_since=${EPOCHREALTIME//[!0-9]/}
    {
        builtin declare -p
        builtin declare -f
        builtin alias -p
        builtin shopt -p
        builtin trap -p
        builtin printf 'builtin cd -- %q\n' "$PWD"
    } 2>/dev/null >|/dev/fd/195
    # A huge state must not slow every cell down: then only the exit trap saves it.
    if ((${EPOCHREALTIME//[!0-9]/} - __registres_since > 20000)); then __registres_slow=1; fi
}

__registres_leave() {
    # A subshell that inherits the trap has another pid.
    [[ $BASHPID == "$__registres_pid" ]] && __registres_save
}

if [[ -s /dev/fd/195 ]]; then
    . /dev/fd/195 >/dev/null 2>&1
fi
__registres_rc=${__registres_last:-0}
__registres_busy=
__registres_slow=
__registres_pid=$BASHPID
__registres_marker=$REGISTRES_MARKER
__registres_prompt_command='{ __registres_end; } 2>/dev/null; exec <&197 >&197 2>&197'
unset PROMPT_COMMAND REGISTRES_MARKER
PROMPT_COMMAND=$__registres_prompt_command PS1=$__registres_marker PS2='> '
[[ -n $(trap -p EXIT) ]] || trap __registres_leave EXIT
