# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # OG_PROC_ROOT is ogctl.bash's
# After ogctl.bash: processes and connections on a /proc of plain files, and a login by ssh among them.

ticks=$(getconf CLK_TCK)
process=$OG_PROC_ROOT/proc

# Word by word as in /proc/net/tcp: an address is 32-bit words in the machine's order
hex4()
{
	local a b c d

	IFS=. read -r a b c d <<<"$1"
	printf '%02X%02X%02X%02X' "$d" "$c" "$b" "$a"
}

# make_process PID PARENT AGE-IN-SECONDS [NAME=VALUE...]
make_process()
{
	local folder=$process/$1 parent=$2 age=$3 up began

	shift 3
	mkdir -p "$folder/fd" "$folder/net"
	read -r up _ </proc/uptime
	# nobody is older than the machine, which may have started minutes ago
	began=$(((${up/./} - age * 100) * ticks / 100))
	# a program's name may hold anything
	printf '%s (a) b (c) S %s 0 0 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 %s 0\n' "${folder##*/}" "$parent" \
		"$((began > 0 ? began : 0))" >"$folder/stat"
	printf '%s\0' "$@" >"$folder/environ"
}

# runs PID PROGRAM UID: what it runs, and as whom
runs()
{
	ln -sfn "$2" "$process/$1/exe"
	printf 'Name:\tx\nUid:\t%s\t%s\t%s\t%s\n' "$3" "$3" "$3" "$3" >"$process/$1/status"
}

# socket FILE LOCAL REMOTE INODE: a line of /proc/net/tcp or tcp6
socket()
{
	printf '   0: %s %s 01 00000000:00000000 00:00000000 00000000     0        0 %s 1 0 20 4 30 10 -1\n' \
		"$2" "$3" "$4" >>"$process/self/net/$1"
}

# A login by ssh, AGE seconds ago: ogctl (self), sudo 40, a shell 30, its sshd 21, which root's sshd 20 forked
login()
{
	fresh_module
	make_process self 40 0
	make_process 40 30 1
	make_process 30 21 "$1" PATH=/bin "SSH_CONNECTION=10.0.1.2 50000 10.0.1.1 22" TERM=dumb
	make_process 21 20 "$1"
	make_process 20 1 "$1"
	make_process 1 0 1000
	runs 20 /usr/sbin/sshd 0
	runs 21 /usr/sbin/sshd 1000
	runs 30 /bin/bash 1000
	runs 40 /usr/bin/sudo 0
	echo '  sl  local_address rem_address   st' >"$process/self/net/tcp"
	socket tcp "$(hex4 127.0.0.1):0016" "$(hex4 10.0.1.2):C350" 111
	socket tcp "$(hex4 10.0.1.1):0016" "$(hex4 10.0.1.2):C350" 4711
	ln -s 'socket:[471]' "$process/1/fd/3"
	ln -s 'socket:[4711]' "$process/20/fd/4"
	ln -s 'socket:[4711]' "$process/21/fd/4"
}
