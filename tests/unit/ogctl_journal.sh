#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The line of the journal that each change writes: who, from where, what. The journal is a socket of ours.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"
# shellcheck source-path=SCRIPTDIR source=login.bash
. "$here/login.bash"

got=$work/got
listener=''

# listen PATH [HOW]: somebody is at the socket from now on
listen()
{
	deaf
	mkdir -p "$OG_PROC_ROOT${1%/*}"
	rm -f "$OG_PROC_ROOT$1"
	: >"$got"
	mkfifo "$work/never" 2>/dev/null
	"$here/journal_socket.py" "$OG_PROC_ROOT$1" "$got" "${2-}" <>"$work/never" &
	listener=$!
	until [ -s "$got" ]; do
		kill -0 "$listener" || exit 1
	done
}

# deaf: nobody is there any more
deaf()
{
	[ -z "$listener" ] || kill "$listener"
	[ -z "$listener" ] || wait "$listener" 2>/dev/null
	listener=''
}
trap 'deaf; rm -rf "$work"' EXIT

# with_journal: a fresh module, a login from 10.0.1.2, and a journal
with_journal()
{
	login 50
	cp "$process/net/tcp" "$process/20/net/tcp"
	listen /run/systemd/journal/socket
}

# What was sent before ogctl ended is in the queue: one entry more tells that all of it was read
entries()
{
	python3 -c 'import socket, sys
socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"MARK=1\n", sys.argv[1])' "$OG_PROC_ROOT/run/systemd/journal/socket"
	until grep -q '"MARK"' "$got"; do
		kill -0 "$listener" || exit 1
	done
	jq -c 'select(.MARK == null)' < <(sed 1d "$got") >"$work/entries"
	line+=" -> $(<"$work/entries")"
}

# told FILTER...: of the entries that came, exactly one for which the first is true, one for the second, and no other
told()
{
	local filter

	entries
	verdict "$# entries were told" [ "$(wc -l <"$work/entries")" -eq $# ]
	for filter; do
		verdict "told: $filter" [ "$(jq -c "select($filter)" "$work/entries" | wc -l)" -eq 1 ]
	done
}

# A change, over ssh by way of sudo
with_journal
expect 0 env SUDO_USER=anna "$OGCTL" allow --chain input 443/tcp
told '.OG_ACTION == "change" and .OG_OUTCOME == "done" and .OG_CHANGE == "input: +443/tcp" and .OG_MODE == "enforce"
	and .PRIORITY == "5" and .SYSLOG_IDENTIFIER == "ogctl" and .SYSLOG_FACILITY == "10" and (.MESSAGE_ID | test("^[0-9a-f]{32}$"))
	and .OG_USER == "anna" and .OG_USER_BY == "sudo" and .OG_ORIGIN == "ssh" and .OG_FROM == "10.0.1.2"
	and .OG_CONNECTION == "10.0.1.2 50000 10.0.1.1 22" and .OG_GENERATION == "1"
	and .OG_COMMAND == "ogctl allow --chain input 443/tcp" and .BY_FILE == null
	and .MESSAGE == "anna from 10.0.1.2 changed the policy: input: +443/tcp (ogctl allow --chain input 443/tcp)"'

# Nothing is told of what changes nothing, or only would
with_journal
expect 0 "$OGCTL" allow --dry-run 443/tcp
expect 0 "$OGCTL" allow 25/tcp
expect 0 "$OGCTL" status
expect 5 "$OGCTL" deny --dry-run 22/tcp
expect 4 "$OGCTL" allow 70000/tcp
entries
verdict 'nothing is told' [ ! -s "$work/entries" ]

# Who shuts himself out is refused, and that is told
with_journal
expect 5 "$OGCTL" deny 22/tcp
told '.OG_ACTION == "refused" and .OG_OUTCOME == "refused" and .PRIORITY == "6" and .OG_CHANGE == null
	and (.OG_REASON | startswith("refused, nothing was changed: you came by ssh from 10.0.1.2 to port 22"))'

# Each way of changing has its own
with_journal
# what the plain file makes of it is no trial that goes on
input='input -110/tcp' expect 6 "$OGCTL" apply --trial 60 -
told '.OG_ACTION == "trial" and .OG_TRIAL_SECONDS == "60" and .OG_CHANGE == "input: -110/tcp"
	and (.MESSAGE | contains("put a policy on trial for 60 s: input: -110/tcp"))'
with_journal
{
	printf '%s\n' 'state running' 'last none' 'seconds 60' 'left 50' 'elapsed_ms 10000' 'generation 1'
	sed 's/^/back /' "$policy"
} >"$trial"
cp "$trial" "$work/trial"
expect 0 "$OGCTL" trial keep --force
told '.OG_ACTION == "keep"'
with_journal
cp "$work/trial" "$trial"
expect 5 "$OGCTL" trial keep
told '.OG_ACTION == "refused"'
with_journal
cp "$work/trial" "$trial"
expect 0 "$OGCTL" trial revert
told '.OG_ACTION == "revert"'
with_journal
expect 0 "$OGCTL" off --force
told '.OG_ACTION == "open" and .PRIORITY == "4" and .OG_MODE == "off" and (.MESSAGE | contains("OPENED THE GATE")) and
	.OG_CHANGE == "mode: enforce -> off"'
with_journal
expect 5 "$OGCTL" off
told '.OG_ACTION == "refused" and (.OG_REASON | contains("--force"))'
with_journal
mkdir -p "$OG_PROC_ROOT/etc/outlook-guard"
expect 0 "$OGCTL" save
told '.OG_ACTION == "save" and (.OG_CHANGE | endswith("/outlook-guard/policy"))'
with_journal
: | tally_has
sed -i 's/^tally on/tally off/' "$policy" "$stats"
expect 0 "$OGCTL" audit on --for 30m
told '.OG_ACTION == "change" and .OG_CHANGE == "tally: off -> on"' '.OG_ACTION == "trial" and .OG_TRIAL_SECONDS == "1800"'
with_journal
input=$'zone lab wg0 192.0.2.0/24\ninput from lab 53\nrefuse reject\n' expect 0 "$OGCTL" apply -
told '.OG_CHANGE == "zone lab (new): +wg0 +192.0.2.0/24; input from lab: +53; refuse: drop -> reject"'

# From where: a variable is no proof, nor is a program called sshd that is not root's, nor one of root's called otherwise
for shape in 'runs 20 /usr/sbin/sshd 1000' 'runs 20 /usr/sbin/other 0' 'rm '"$process"'/20/fd/4'; do
	with_journal
	eval "$shape"
	expect 0 "$OGCTL" allow 443/tcp
	told '.OG_ORIGIN == "unproved" and .OG_FROM == null and .OG_CONNECTION == null and .OG_FROM_UNPROVED == "10.0.1.2"
		and (.MESSAGE | contains(" (unproved: from 10.0.1.2) changed"))'
done
with_journal
expect 0 env SSH_CONNECTION='203.0.113.9 1 10.0.1.1 22' "$OGCTL" allow 443/tcp
told '.OG_FROM == "10.0.1.2"'
with_journal
runs 20 '/usr/sbin/sshd (deleted)' 0
expect 0 "$OGCTL" allow 443/tcp
told '.OG_FROM == "10.0.1.2"'
# what it forwards came later, on a higher descriptor
with_journal
socket tcp "$(hex4 10.0.1.1):C001" "$(hex4 10.0.9.9):0019" 4712
cp "$process/net/tcp" "$process/20/net/tcp"
ln -s 'socket:[4712]' "$process/20/fd/9"
expect 0 "$OGCTL" allow 443/tcp
told '.OG_FROM == "10.0.1.2"'
# nobody logged in: a service
with_journal
make_process self 1 0
expect 0 "$OGCTL" allow 443/tcp
told '.OG_ORIGIN == "none" and .OG_USER_BY == "process" and (.MESSAGE | contains(" (no login) changed the policy"))'
# the kernel's word stands before a variable's
with_journal
echo 1 >"$process/self/loginuid"
expect 0 env SUDO_USER=bert "$OGCTL" allow 443/tcp
told '.OG_USER == "daemon" and .OG_USER_BY == "login" and .OG_SUDO == "bert" and (.MESSAGE | startswith("daemon as bert from 10.0.1.2 "))'

# What others choose neither begins a field, nor a line, nor says who did it
with_journal
printf 'input +443/tcp\n' >"$work/x"$'\nOG_USER=root\nMESSAGE=fine\e[2J'
expect 0 env SUDO_USER=$'root from 10.9.9.9\nOG_FROM=10.9.9.9\e[2J' "$OGCTL" apply "$work/x"$'\nOG_USER=root\nMESSAGE=fine\e[2J'
told '.OG_USER == "root?from?10.9.9.9?OG_FROM?10.9.9.9??2J" and .OG_FROM == "10.0.1.2" and .wrong == null
	and (.OG_COMMAND | endswith("x?OG_USER=root?MESSAGE=fine?[2J")) and (map(select(test("[\u0000-\u001f]"))) | length == 0)'

# A long one: by a file, sealed; the line says only its beginning
with_journal
seq 1 2 65535 | sed 's,^,+,; s,$,/tcp,' | tr '\n' ' ' >"$work/long"
echo >>"$work/long"
expect 0 "$OGCTL" apply "$work/long"
told '(.OG_CHANGE | length) > 500000 and .BY_FILE == "yes" and (.MESSAGE | length) < 900 and (.MESSAGE | contains(" ... (ogctl apply "))'

# A journal that does not read holds nothing up, and that the line is lost is said
login 50
listen /run/systemd/journal/socket deaf
began=$(date +%s%N)
expect 0 "$OGCTL" allow 443/tcp
verdict 'it took no two seconds' [ $((($(date +%s%N) - began) / 1000000)) -lt 2000 ]
err_has 'it could not be written into the journal'
verdict 'the policy was' grep -q '+443/tcp\|443/tcp' "$policy"

# Without a journal syslog is told; without both nothing is, and nothing is said of it
deaf
expect 0 "$OGCTL" deny 443/tcp
verdict 'nothing is said' lacks "$err" journal
login 50
listen /dev/log syslog
expect 0 "$OGCTL" allow --chain input 443/tcp
until [ "$(wc -l <"$got")" -eq 2 ]; do
	kill -0 "$listener" || exit 1
done
line=$(sed 1d "$got")
verdict 'a line of syslog' [ "$(jq -r '.line | test("^<85>[A-Z][a-z]{2} [ 0-9]{2} [0-9:]{8} ogctl\\[[0-9]+\\]: root |^<85>.*changed the policy: input: .443/tcp \\(ogctl allow")' <<<"$line")" = true ]

# What there is to be told is in the documents, and nothing else
line='fields and kinds in docs/logs.md and in the manual'
said=$(grep -ohE '"OG_[A-Z_]+"' "$top"/user/journal/*.c | tr -d '"' | sort -u)
for page in docs/logs.md docs/ogctl.8.scd; do
	verdict "$page has the fields" [ "$(grep -oE '\bOG_(USER|USER_BY|SUDO|ORIGIN|FROM[A-Z_]*|CONNECTION|ACTION|OUTCOME|CHANGE|REASON|MODE|TRIAL[A-Z_]*|GENERATION|NETNS|COMMAND|VERSION)\b' "$top/$page" |
		sort -u)" = "$said" ]
done
kinds=$(sed -nE 's/.*= \{ "([0-9a-f]{32})", "([a-z-]+)".*/\2 \1/p' "$top/user/journal/journal_kinds.c" | sort)
verdict 'thirteen kinds' [ "$(wc -l <<<"$kinds")" -eq 13 ]
# shellcheck disable=SC2016 # the quotes of the table
verdict 'docs/logs.md has them' [ "$(sed -nE 's/^\| `([a-z-]+)` .* `([0-9a-f]{32})` \|$/\1 \2/p' "$top/docs/logs.md" | sort)" = "$kinds" ]

finish
