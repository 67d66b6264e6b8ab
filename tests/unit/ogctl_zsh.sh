#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# zsh's completion offers what the tool knows: each command, each option of each; and what may follow them.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

mkdir "$work/bin"
ln -s "$OGCTL" "$work/bin/ogctl"
export PATH=$work/bin:$PATH
# In place of zsh's own functions, which want a terminal: they print what is offered
cat >"$work/stubs" <<'EOF'
_describe() { [[ $1 != -o ]] || shift; print -l -- ${${(P)2}%%:*}; }
_files() { print files; }
CURRENT=$#
words=("$@")
EOF

# completed WORDS...: what is offered for the last of them
completed()
{
	# shellcheck disable=SC2016 # for zsh
	expect 0 zsh -f -c '. "$1"; words=("${(@)argv[3,-1]}") CURRENT=$(($# - 2)); . "$2"' zsh "$work/stubs" \
		"$top/packaging/completion/_ogctl" "$@"
	offered=" ${out//$'\n'/ } "
}

line='the file for compinit'
verdict 'begins with its word' [ "$(head -n 1 "$top/packaging/completion/_ogctl")" = '#compdef ogctl' ]
expect 0 zsh -f -n "$top/packaging/completion/_ogctl"
mapfile -t verbs < <("$OGCTL" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
completed ogctl ''
verdict "all commands: $offered" [ "$offered" = " ${verbs[*]} " ]
for verb in "${verbs[@]}"; do
	completed ogctl "$verb" --
	mapfile -t options < <("$OGCTL" "$verb" --help | grep -oE '^ +(-., *)?--[a-z-]+' | grep -o -- '--[a-z-]*')
	verdict "its options: ${options[*]}" [ "$offered" = " ${options[*]} " ]
done
completed ogctl -n blue trial ''
out_is $'status\nkeep\nrevert'
completed ogctl test --hook ''
out_is $'input\nforward'
completed ogctl apply ''
out_is files
completed ogctl allow --policy ''
out_is files
completed ogctl profile use ''
verdict 'profiles' has "$offered" ' safesquid-outlook '
completed ogctl allow ''
verdict 'services and words' has "$offered" ' established '

finish
