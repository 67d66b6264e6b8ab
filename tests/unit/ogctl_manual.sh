#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The manual and the completion know what the tool knows.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

manual=$top/docs/ogctl.8.scd
input=$(<"$manual") expect 0 scdoc
out_has '.TH "ogctl" "8"'

mapfile -t verbs < <("$OGCTL" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
line='commands in --help'
files=("$top"/user/cmd_*.c)
verdict 'one a file' [ "${#verbs[@]}" -eq "${#files[@]}" ]

# completed WORDS...: what is offered for the last of them
completed()
{
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	COMPREPLY=()
	_ogctl
	out="${COMPREPLY[*]}"
	line="completion of: $*"
}

# shellcheck source=/dev/null # another suffixless script
. "$top/packaging/completion/ogctl"
for verb in "${verbs[@]}"; do
	line="manual: $verb"
	verdict 'the manual has it' grep -q "^\*\(profile \[\)\?\*\?$verb" "$manual"
	completed ogctl "$verb"
	verdict 'the completion has it' [ "$out" = "$verb" ]
	completed ogctl "$verb" --
	offered=" $out "
	while read -r option; do
		line="$verb $option"
		verdict 'the manual has it' grep -q -- "\*$option\*" "$manual"
		verdict 'the completion has it' has "$offered" " $option "
	done < <("$OGCTL" "$verb" --help | grep -oE '^ +(-., *)?--[a-z-]+' | grep -o -- '--[a-z-]*' | grep -v -- --version)
done
completed ogctl test --hook for
out_is forward
completed ogctl -n blue allow imap
out_has imaps
completed ogctl profile use safe
out_is 'safesquid-appliance safesquid-outlook'
completed ogctl audit on --for 1
out_is '1h 1d'
completed ogctl ports --chain for
out_is forward
completed ogctl explain msft
out_has msft-gc-ssl
completed ogctl profile u
out_is use
completed ogctl trial k
out_is keep
completed ogctl apply --trial 1
out_is '120 1h'
completed ogctl check "$top/include/outlook_g"
out_is "$top/include/outlook_guard.h"

finish
