# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# A shell in a guest that does what it is told: commands on file descriptor 7, answers on 8. QEMU has the other ends as a
# chardev "pipe,path=PATH", for a serial or a virtio port, from which the guest feeds a shell.

# console_make PATH
console_make()
{
	mkfifo -m 600 "$1.in" "$1.out"
	exec 7<>"$1.in" 8<>"$1.out"
}

# served: the console's shell says that it is there; whatever is sent before is lost
served()
{
	local line

	while IFS= read -r -t 600 line <&8; do
		[ "$line" != "at your service" ] || return 0
	done
	return 1
}

# at_console COMMAND: its output and its status; 125 when nobody says anything for ten minutes, or `patience` seconds
at_console()
{
	local mark=done-$RANDOM-$RANDOM line

	printf '{ %s\n} </dev/null 2>&1; printf "\\n%s %%s\\n" "$?"\n' "$*" "$mark" >&7
	while IFS= read -r -t "${patience:-600}" line <&8; do
		[ "${line% *}" != "$mark" ] || return "${line##* }"
		[ -z "$line" ] || printf '%s\n' "$line"
	done
	return 125
}
