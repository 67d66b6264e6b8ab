#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What the tool makes of the ssh connection that it was called over: the guard against locking oneself out, and the proof
# that "trial keep" wants. On a /proc of plain files.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

# shellcheck source-path=SCRIPTDIR source=login.bash
. "$here/login.bash"

# on_trial SECONDS-AGO: what was "input any" before is on trial
on_trial()
{
	{
		printf '%s\n' 'state running' 'last none' 'seconds 120' "left $((120 - $1))" "elapsed_ms ${1}000" 'generation 1'
		sed 's/^/back /; s/ input .*/ input any/' "$policy"
	} >"$trial"
}

said()
{
	verdict "the trial file was written: \"$1\"" [ "$(<"$trial")" = "$1" ]
}

# --- the guard ---

login 50
printf 'mode enforce\n\ninput established related\n' >"$work/narrow"
for verb in 'deny ssh' "apply $work/narrow" 'deny --chain input 20-30' 'deny --dry-run 22/tcp'; do
	read -ra words <<<"$verb"
	expect 5 "$OGCTL" "${words[@]}"
	err_has 'you came by ssh from 10.0.1.2 to port 22'
	err_has '^'
	out_is ''
	verdict 'nothing was written' lacks "$(<"$policy")" '-2'
done
expect 5 "$OGCTL" apply "$work/narrow"
err_has "$work/narrow:3:1: after this, 22/tcp is not let in any more: it is not in this list"
expect 5 "$OGCTL" deny smtp ssh imap
err_has ':1:10: after this, 22/tcp is not let in any more'$'\n''    1 |  -25/tcp -22/tcp -143/tcp'$'\n''      |          ^~~~~~~'
mkdir "$work/profiles"
cp "$work/narrow" "$work/profiles/narrow.policy"
expect 5 env OG_PROFILES="$work/profiles" "$OGCTL" profile use narrow
err_has "narrow.policy:3:1: after this"
expect 0 "$OGCTL" deny --chain forward ssh
login 50
expect 0 "$OGCTL" deny smtp
login 50
expect 0 "$OGCTL" deny --force ssh
err_has 'careful: no new ssh connection from 10.0.1.2 gets in'
login 50
expect 6 "$OGCTL" deny --trial 60 ssh
err_has 'careful: no new ssh connection from 10.0.1.2 gets in'
verdict 'text and trial are one write' [ "$(<"$policy")" = $' -22/tcp\ntrial 60' ]

# Where it is shut already, every change is refused, also one that "ports" makes; what a trial puts back is shut too
login 50
sed -i 's/ 22\/tcp//' "$policy"
for verb in 'allow imap' 'ports on'; do
	read -ra words <<<"$verb"
	expect 5 "$OGCTL" "${words[@]}"
	err_has 'to port 22'
	err_has 'ogctl: either list 22/tcp in input; or insist with --force'
done
expect 2 "$OGCTL" ports --force
err_has '--force belongs to "ogctl ports on" and "ogctl ports off"'
expect 0 "$OGCTL" ports on --force
err_has 'careful: no new ssh connection from 10.0.1.2 gets in'
verdict 'it is written' [ "$(<"$policy")" = 'tally on' ]
login 50
sed -i 's/ 22\/tcp//; s/^tally off/tally on/' "$policy"
expect 5 "$OGCTL" ports off
expect 0 "$OGCTL" ports off --force
verdict 'it is written' [ "$(<"$policy")" = 'tally off' ]
login 50
expect 5 "$OGCTL" deny ssh
err_has 'or use --trial 120'

# From whom: an address in a zone's network; a device is not known here
login 50
zones=$'zone admin 198.51.100.7 wg0\nzone office 10.0.1.0/24'
printf '%s\n' "$zones" 'input from office 22/tcp' 'input -22/tcp' >>"$policy"
we='you come from 10.0.1.2'
input=$'from office -22/tcp\nfrom admin +22/tcp\n' expect 5 "$OGCTL" apply -
err_has "would be dropped, for 22/tcp would be let in only from zone admin, and $we"
err_has 'stdin:1:13: after this, 22/tcp is let in only from zone admin'
err_has 'either list 22/tcp in input, or put yourself into admin (zone admin +10.0.1.2); or use --trial 120'
input=$'from office 53\n' expect 5 "$OGCTL" apply -
err_has 'for input would not list 22/tcp'
input=$'zone office 10.0.2.0/24 eth0\n' expect 5 "$OGCTL" apply -
err_has "let in only from zone office, and $we"
input=$'zone office -10.0.1.0/24 +10.0.1.0/30\n' expect 0 "$OGCTL" --dry-run apply -
input=$'zone office none; zone lab 10.0.0.0/15; input from lab any\n' expect 0 "$OGCTL" --dry-run apply -
input=$'from admin 22\nzone office none\n' expect 0 "$OGCTL" --dry-run apply --force -
err_has "careful: no new ssh connection from 10.0.1.2 gets in, for 22/tcp would be let in only from zone admin, and $we"

# The connection is our own's before an ancestor's
login 50
expect 0 env SSH_CONNECTION='10.0.1.2 50000 10.0.1.1 2222' "$OGCTL" --dry-run allow 2222/tcp
expect 5 env SSH_CONNECTION='10.0.1.2 50000 10.0.1.1 2222' "$OGCTL" allow imap
err_has 'to port 2222'

# IPv6, where icmp is a part of it; IPv4 inside it, where it is not
login 50
six=(env 'SSH_CONNECTION=2001:db8::9%eth0 50000 2001:db8::1 22')
expect 5 "${six[@]}" "$OGCTL" deny icmp
err_has 'input would not list icmp'
expect 0 env 'SSH_CONNECTION=::ffff:203.0.113.9 50000 ::ffff:203.0.113.1 22' "$OGCTL" deny --dry-run icmp

# No ssh at all
fresh_module
expect 0 "$OGCTL" deny ssh

# A variable that is empty or cannot be read is none, ours or an ancestor's
for value in '' 'UNKNOWN 65535 UNKNOWN 65535' '10.0.1.2 50000' 'x'; do
	login 50
	printf 'SSH_CONNECTION=%s\0' "$value" >"$process/40/environ"
	expect 5 env SSH_CONNECTION="$value" "$OGCTL" deny ssh
	err_has 'you came by ssh from 10.0.1.2 to port 22'
done

# --- no ssh connection to be seen ---

# sshd_listens [NAME [ADDRESS]]: on port 22, and we descend from no login; no process has a terminal
sshd_listens()
{
	fresh_module
	make_process self 40 0
	make_process 40 1 50
	make_process 1 0 1000
	mkdir -p "$process/net" "$process/12/fd"
	printf '%s\n' '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode' \
		"   0: $(hex4 "${2:-0.0.0.0}"):0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 777 1 x" \
		>"$process/net/tcp"
	ln -s 'socket:[777]' "$process/12/fd/3"
	echo "${1:-sshd}" >"$process/12/comm"
}

# terminal PROCESS MAJOR MINOR [NAME]: its terminal, which the kernel has by that name
terminal()
{
	sed -i "s/ 0 0 0 -1 / 0 0 $(($2 << 8 | $3 & 255 | ($3 >> 8) << 20)) -1 /" "$process/$1/stat"
	[ $# -lt 4 ] || {
		mkdir -p "$OG_PROC_ROOT/sys/dev/char"
		ln -s "../../devices/x/tty/$4" "$OG_PROC_ROOT/sys/dev/char/$2:$3"
	}
}

shut='no new connection gets in to sshd on this machine, for input would not list 22/tcp'
for name in sshd systemd; do
	sshd_listens "$name"
	expect 0 "$OGCTL" deny --dry-run ssh
	err_has "careful: $shut; no ssh connection of yours is to be seen, nor a console, so it is not refused"
done
expect 0 env 'SSH_CONNECTION=UNKNOWN 65535 UNKNOWN 65535' "$OGCTL" --dry-run deny ssh
err_has "careful: $shut"
input='mode audit; -22/tcp' expect 0 "$OGCTL" --dry-run apply -
verdict 'an audit shuts out nobody' lacks "$err" careful
expect 0 "$OGCTL" deny --dry-run smtp
verdict 'ssh is listed' lacks "$err" careful
sed -i 's/ 22\/tcp//' "$policy"
expect 0 "$OGCTL" deny --dry-run smtp
verdict 'it was shut before' lacks "$err" careful
sshd_listens sshd 127.0.0.1
expect 0 "$OGCTL" deny --dry-run ssh
verdict 'it listens to nobody outside' lacks "$err" careful
for row in '4 1 tty1' '4 63 tty63' '4 64 ttyS0' '229 0 hvc0' '204 64 ttyAMA0' '204 1024 ttyAMA9'; do
	read -r major minor name <<<"$row"
	sshd_listens
	terminal self 136 1
	terminal 40 "$major" "$minor" "$name"
	expect 0 "$OGCTL" deny --dry-run ssh
	err_has "careful: $shut"
	verdict "$name is a console" lacks "$err" 'so it is not refused'
done
for row in '136 1' '5 3 ttyprintk' '188 0 ttyUSB0' '5 0 tty' '4 300 ttyS'; do
	read -r major minor name <<<"$row"
	sshd_listens
	terminal 40 "$major" "$minor" ${name:+"$name"}
	expect 0 "$OGCTL" deny --dry-run ssh
	verdict "${name:-a pseudo terminal} is no console" has "$err" "$shut; no ssh connection of yours is to be seen, nor a console"
done

# Who else lets people in; nothing is said while one door is open. who_waits TABLE PORT STATE NAME...: also there
who_waits()
{
	local table=$1 port=$2 state=$3 inode=$((800 + $2 % 97))

	printf '   1: 00000000:%04X 00000000:0000 %s 00000000:00000000 00:00000000 00000000     0        0 %d 1 x\n' \
		"$port" "$state" "$inode" >>"$process/net/$table"
	mkdir -p "$process/$inode/fd"
	echo "$4" >"$process/$inode/comm"
	ln -s "socket:[$inode]" "$process/$inode/fd/3"
}

# unit FILE VALUE...: a file of systemd's with these ListenStream=
unit()
{
	local path=$OG_PROC_ROOT$1

	shift
	mkdir -p "${path%/*}"
	printf '[Socket]\n' >"$path"
	printf 'ListenStream=%s\n' "$@" >>"$path"
}

for row in 'dropbear 2222' 'tinysshd 2222' 'cockpit-tls 9090' 'sshd-session 2222'; do
	read -r name port <<<"$row"
	fresh_module
	make_process self 1 0
	mkdir -p "$process/net"
	who_waits tcp "$port" 0A "$name"
	sed -i "s|^input .*|& $port/tcp|" "$policy"
	expect 0 "$OGCTL" --dry-run deny "$port/tcp"
	err_has "careful: no new connection gets in to ${name%-tls} on this machine, for input would not list $port/tcp"
done
fresh_module
make_process self 1 0
mkdir -p "$process/net"
who_waits udp 60001 07 mosh-server
sed -i 's|^input .*|& 60001/udp|' "$policy"
expect 0 "$OGCTL" --dry-run deny 60001/udp
err_has 'no new connection gets in to mosh-server on this machine, for input would not list 60001/udp'
# systemd waits for sshd at another port, and by another unit for Cockpit
fresh_module
make_process self 1 0
mkdir -p "$process/net"
unit /usr/lib/systemd/system/ssh.socket 22
unit /etc/systemd/system/ssh.socket.d/port.conf '' 0.0.0.0:2222 '[::]:2222'
unit /usr/lib/systemd/system/cockpit.socket 9090
who_waits tcp 2222 0A systemd
who_waits udp 60002 07 mosh-server
sed -i 's|^input .*|& 2222/tcp 60002/udp|' "$policy"
expect 0 "$OGCTL" --dry-run deny 2222/tcp
err_has 'no new connection gets in to sshd, mosh-server on this machine, for input would not list 2222/tcp, 60002/udp'
expect 0 "$OGCTL" --dry-run deny 22/tcp
verdict 'that port is none of its' lacks "$err" careful
who_waits tcp 9090 0A systemd
sed -i 's|^input .*|& 9090/tcp|' "$policy"
expect 0 "$OGCTL" --dry-run deny 2222/tcp
verdict 'Cockpit is reached' lacks "$err" careful
expect 0 "$OGCTL" --dry-run deny 2222/tcp 9090/tcp
err_has 'no new connection gets in to sshd, cockpit, mosh-server on this machine'

# a program that took the port is no sshd, whatever the unit's file says
fresh_module
make_process self 1 0
mkdir -p "$process/net"
unit /usr/lib/systemd/system/ssh.socket 22
who_waits tcp 22 0A python3
who_waits tcp 2222 0A sshd
sed -i 's|^input .*|& 2222/tcp|' "$policy"
expect 0 "$OGCTL" --dry-run deny 2222/tcp
err_has 'no new connection gets in to sshd on this machine, for input would not list 2222/tcp'

# --- the guard, while something is on trial ---

# waits [SED-COMMAND]: of a login, an audit is running, and what was in force before, changed by that command, waits behind it
waits()
{
	login 50
	{
		printf '%s\n' 'state running' 'last none' 'seconds 3600' 'left 3000' 'elapsed_ms 600000' 'generation 1'
		sed "s/^/back /; ${1-}" "$policy"
	} >"$trial"
	sed -i 's/^mode .*/mode audit/' "$policy" "$stats"
	tally_has </dev/null
}

# unchanged COMMAND...: it is refused, and writes nothing
unchanged()
{
	cat "$policy" "$trial" >"$work/before"
	expect 5 "$@"
	verdict 'nothing was written' cmp <(cat "$policy" "$trial") "$work/before"
}

# changed_meanwhile SED-COMMAND: another ogctl has the change in hand for two seconds, and then changes what is on trial
changed_meanwhile()
{
	local history=$OG_PROC_ROOT/var/lib/outlook-guard/history

	mkdir -p "$history"
	python3 -c 'import fcntl, subprocess, sys, time
with open(sys.argv[1], "w") as lock:
    fcntl.lockf(lock, fcntl.LOCK_EX)
    print("held", flush=True)
    time.sleep(2)
    subprocess.run(["sed", "-i", sys.argv[2], sys.argv[3]], check=True)' "$history/.lock" "$1" "$trial" >"$work/holder" &
	while kill -0 $! 2>/dev/null && ! [ -s "$work/holder" ]; do
		sleep 0.05
	done
	rm "$work/holder"
}

# While it waits for another ogctl, that one takes ssh off what comes back
waits
changed_meanwhile '/^back input/s| 22/tcp||'
expect 5 "$OGCTL" audit off
err_has 'with the old policy back a new connection'
verdict 'the audit goes on' grep -q running "$trial"
wait
waits
unchanged "$OGCTL" deny smtp ssh
err_has ':1:10: after this, 22/tcp is not let in any more'
err_has 'when the audit ends a new connection like this one would be dropped, for input would not list 22/tcp'
unchanged "$OGCTL" --dry-run deny ssh
expect 0 "$OGCTL" --dry-run deny smtp
expect 0 "$OGCTL" --dry-run deny --force ssh
err_has 'careful: when the audit ends no new ssh connection from 10.0.1.2 gets in'
waits 's/ 22\/tcp//'
unchanged "$OGCTL" audit off
err_has 'you came by ssh from 10.0.1.2 to port 22, and with the old policy back a new connection'
err_has 'ogctl allow --chain input 22/tcp'
unchanged "$OGCTL" audit off --dry-run
expect 0 "$OGCTL" audit off --dry-run --force
err_has 'careful: with the old policy back no new ssh connection'
expect 3 "$OGCTL" audit off --force
said revert
expect 2 "$OGCTL" audit on --force
waits 's/ mode .*/ mode off/; s/ 22\/tcp//'
expect 0 "$OGCTL" audit off --dry-run

# Without a connection it is said of what comes back, too
sshd_listens
{
	printf '%s\n' 'state running' 'last none' 'seconds 3600' 'left 3000' 'elapsed_ms 600000' 'generation 1'
	sed 's/^/back /' "$policy"
} >"$trial"
sed -i 's/^mode .*/mode audit/' "$policy"
expect 0 "$OGCTL" --dry-run deny ssh
err_has "careful: when the audit ends $shut"

# Nothing but the audit is on trial, and what is said of its end is so
waits
cat "$policy" "$trial" >"$work/before"
expect 1 "$OGCTL" allow --trial 2m imap
err_has 'End it first: ogctl audit off'
input=$'+143/tcp\ntrial 120' expect 1 "$OGCTL" apply -
expect 1 "$OGCTL" --dry-run deny --trial 60 smtp
verdict 'nothing was written' cmp <(cat "$policy" "$trial") "$work/before"
expect 0 "$OGCTL" --dry-run allow imap
err_has 'no packet is dropped until the audit ends by itself, in 50 min; "ogctl audit off" ends it at once'
verdict 'no other way is named' lacks "$err" 'mode enforce'
expect 0 "$OGCTL" allow 25/tcp
err_has 'ogctl audit off'
input='mode audit' expect 0 "$OGCTL" --dry-run apply -
err_has 'ogctl enforce'
input=$'mode enforce; +143/tcp\ntrial 120' expect 0 "$OGCTL" --dry-run apply -

# sshd moves: its new port is only on trial yet, and is what we came by
login 50
on_trial 10
sed -i "s|^back input any|back input $builtin_items|" "$trial"
sed -i 's/^input .*/& 2222\/tcp/' "$policy"
moved=(env 'SSH_CONNECTION=10.0.1.2 50000 10.0.1.1 2222')
unchanged "${moved[@]}" "$OGCTL" deny ssh
err_has 'when the trial ends a new connection like this one would be dropped, for input would not list 2222/tcp'
err_has 'first keep what is on trial: ogctl trial keep'
expect 0 "${moved[@]}" "$OGCTL" --dry-run deny --trial 60 ssh
expect 0 "${moved[@]}" "$OGCTL" --dry-run allow 2222/tcp
unchanged "${moved[@]}" "$OGCTL" trial revert
err_has 'ogctl allow --chain input 2222/tcp'
expect 0 "${moved[@]}" "$OGCTL" trial revert --force
err_has 'careful: with the old policy back'
said revert

# --- the proof ---

# What on_trial shows is older or younger than the login
login 50
on_trial 10
expect 5 "$OGCTL" trial keep
err_has 'this ssh connection is older than the trial'
err_has 'NEW connection'
expect 5 env SUDO_USER=anna "$OGCTL" trial keep
err_has 'sudo ogctl trial keep'
verdict 'nothing was kept' grep -q running "$trial"
expect 0 "$OGCTL" trial keep --force
said keep
login 5
on_trial 10
expect 0 "$OGCTL" trial keep
said keep
out_is 'kept: what was on trial stays in force'

# Younger, but what is on trial was changed since: another would not get in from there
login 5
on_trial 10
printf '%s\n' 'zone admin 198.51.100.7' 'input from admin 22/tcp' 'input -22/tcp' >>"$policy"
expect 5 "$OGCTL" trial keep
err_has 'would drop a new connection like this one, from 10.0.1.2: 22/tcp is let in only from zone admin'
verdict 'nothing was kept' grep -q running "$trial"
sed -i 's/^zone admin/& 10.0.1.0\/24/' "$policy"
expect 0 "$OGCTL" trial keep
said keep

# While keep waits for another ogctl, that one begins another trial: of which the login is no proof
login 5
on_trial 10
changed_meanwhile 's/^elapsed_ms .*/elapsed_ms 1/'
expect 5 "$OGCTL" trial keep
err_has 'this ssh connection is older than the trial'
verdict 'the other trial goes on' grep -q running "$trial"
wait

# An sshd as old as the machine holds nothing of it; one whose child is young is as old as its oldest holder
login 5
on_trial 10
make_process 20 1 50
expect 5 "$OGCTL" trial keep
login 5
on_trial 10
ln -s 'socket:[47110]' "$process/1/fd/4"
expect 0 "$OGCTL" trial keep

# The one that applied it is named as such
login 50
on_trial 10
mkdir -p "$OG_PROC_ROOT/var/lib/outlook-guard/history"
printf '# kind trial\n# connection 10.0.1.2 50000 10.0.1.1 22\n# generation 1\ninput any\n' \
	>"$OG_PROC_ROOT/var/lib/outlook-guard/history/000001.policy"
expect 5 "$OGCTL" trial keep
err_has 'the very ssh connection that applied the policy'

# over_lo: the login of 5 seconds ago came by "ssh localhost"
over_lo()
{
	login 5
	on_trial 10
	printf '%s\0' "SSH_CONNECTION=127.0.0.1 50000 127.0.0.1 22" >"$process/30/environ"
	socket tcp "$(hex4 127.0.0.1):0016" "$(hex4 127.0.0.1):C350" 4711
	mkdir -p "$OG_PROC_ROOT/var/lib/outlook-guard/history"
}

# applied_over [CONNECTION]: the trial, as the history has it
applied_over()
{
	printf '# kind trial\n%s# generation 1\ninput any\n' "${1:+# connection $1$'\n'}" \
		>"$OG_PROC_ROOT/var/lib/outlook-guard/history/000001.policy"
}

# A new connection of the machine with itself proves nothing to one who came from outside
over_lo
unchanged "$OGCTL" trial keep
err_has 'this ssh connection comes over loopback, by which a lock-out shuts out nobody, and proves nothing'
err_has 'NEW connection'
applied_over '10.0.1.2 50000 10.0.1.1 22'
unchanged "$OGCTL" trial keep
applied_over 'rubbish'
unchanged "$OGCTL" trial keep
expect 0 "$OGCTL" trial keep --force
said keep
for applier in '127.0.0.1 40000 127.0.0.1 22' '::1 40000 ::1 22' ''; do
	over_lo
	applied_over "$applier"
	expect 0 "$OGCTL" trial keep
	said keep
done

# A session that outlived its connection; a connection that nobody is seen to hold
login 5
on_trial 10
: >"$process/self/net/tcp"
expect 5 "$OGCTL" trial keep
err_has 'an ssh connection that is no more'
login 5
on_trial 10
rm "$process/20/fd/4" "$process/21/fd/4"
expect 5 "$OGCTL" trial keep
err_has 'cannot be seen'

# IPv4 inside an IPv6 socket
login 5
on_trial 10
: >"$process/self/net/tcp"
socket tcp6 "0000000000000000FFFF0000$(hex4 10.0.1.1):0016" "0000000000000000FFFF0000$(hex4 10.0.1.2):C350" 4711
expect 0 "$OGCTL" trial keep

# IPv6: the connection that applied it, and a new one beside it
v6_server=B80D0120000000000000000001000000:0016
v6_client=B80D0120000000000000000009000000
for row in '50000 471 5' '50001 4711 0'; do
	read -r port inode code <<<"$row"
	login 5
	on_trial 10
	: >"$process/self/net/tcp"
	socket tcp6 "$v6_server" "$v6_client:C350" 471
	socket tcp6 "$v6_server" "$v6_client:C351" 4711
	make_process 11 1 50
	ln -s 'socket:[471]' "$process/11/fd/4"
	mkdir -p "$OG_PROC_ROOT/var/lib/outlook-guard/history"
	applied_over '2001:db8::9 50000 2001:db8::1 22'
	expect "$code" env "SSH_CONNECTION=2001:db8::9 $port 2001:db8::1 22" "$OGCTL" trial keep
	[ "$inode" = 4711 ] || err_has 'the very ssh connection that applied the policy'
done
said keep

# What came in before the trial was begun was written down then, for that trial: a process may be younger than its connection
# known BEGUN LINE...: so many trials were begun when these were there
known()
{
	mkdir -p "$OG_PROC_ROOT/run/outlook-guard"
	printf 'begun %d\n' "$1" >"$OG_PROC_ROOT/run/outlook-guard/trial-0"
	shift
	printf '%s\n' "$@" >>"$OG_PROC_ROOT/run/outlook-guard/trial-0"
	sed -i '/^begun/d; /^last/a begun 3' "$trial"
}
for row in '3 5 10.0.1.2 50000 10.0.1.1 22' '2 0 10.0.1.2 50000 10.0.1.1 22' '3 0 10.0.1.2 50001 10.0.1.1 22'; do
	read -r begun code line <<<"$row"
	login 5
	on_trial 10
	known "$begun" '10.0.1.3 50000 10.0.1.1 22' "$line"
	expect "$code" "$OGCTL" trial keep
	[ "$code" = 0 ] || err_has 'this ssh connection is older than the trial'
done

# A superserver keeps what it accepted, and waits for more; a process as old that does not is no superserver
login 5
on_trial 10
ln -s 'socket:[4711]' "$process/1/fd/4"
expect 5 "$OGCTL" trial keep
printf '   0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 %s 1 x\n' 900 \
	>>"$process/self/net/tcp"
ln -s 'socket:[900]' "$process/1/fd/5"
expect 0 "$OGCTL" trial keep
said keep
login 50
on_trial 10
printf '   0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 %s 1 x\n' 900 \
	>>"$process/self/net/tcp"
ln -s 'socket:[4711]' "$process/1/fd/4"
ln -s 'socket:[900]' "$process/1/fd/5"
expect 5 "$OGCTL" trial keep
err_has 'older than the trial'

# A console; and nobody who is to be seen
fresh_module
make_process self 40 0
make_process 40 1 50
terminal 40 4 1 tty1
on_trial 10
expect 0 "$OGCTL" trial keep
said keep
fresh_module
make_process self 40 0
make_process 40 1 50
terminal 40 136 1
on_trial 10
expect 5 "$OGCTL" trial keep
err_has 'there is no ssh connection to be seen, and this is no console of the machine, so nothing proves that anybody still gets in'
err_has 'open a NEW connection and say there: ogctl trial keep'
verdict 'nothing was kept' grep -q running "$trial"
expect 0 "$OGCTL" trial keep --force
said keep

# console_at PORT: Cockpit, whose browser is at 10.0.1.2, on a connection to that port; an ancestor knows of it
console_at()
{
	fresh_module
	make_process self 40 0
	make_process 40 30 1
	make_process 30 1 50 COCKPIT_REMOTE_PEER=::ffff:10.0.1.2
	make_process 1 0 1000
	socket tcp "$(hex4 10.0.1.1):$(printf %04X "$1")" "$(hex4 10.0.1.2):C350" 4711
	on_trial 10
	sed -i "s|^input .*|& $1/tcp|" "$policy"
}
console_at 9090
expect 5 "$OGCTL" trial keep
err_has 'was not written down'
console_at 9090
known 3 '10.0.1.2 50000 10.0.1.1 9090'
expect 5 "$OGCTL" trial keep
err_has 'every connection of this web console is older than the trial; it would have survived a lock-out, and proves nothing: it is from 10.0.1.2'
known 3 '10.0.1.2 50001 10.0.1.1 9090' '10.0.1.2 50000 10.0.1.1 22'
expect 5 env COCKPIT_REMOTE_PEER=10.0.1.3 "$OGCTL" trial keep
sed -i 's|^input .*9090/tcp|zone admin 198.51.100.7\ninput from admin 9090/tcp|' "$policy"
expect 5 "$OGCTL" trial keep
err_has 'like this one, from 10.0.1.2: 9090/tcp is let in only from zone admin'
sed -i 's|^zone admin|& 10.0.1.2|' "$policy"
expect 0 "$OGCTL" trial keep
said keep
console_at 443
known 3 '10.0.1.2 50001 10.0.1.1 9090'
expect 5 "$OGCTL" trial keep
err_has 'nothing proves'
unit /usr/lib/systemd/system/cockpit.socket 443
expect 0 "$OGCTL" trial keep
said keep

# An audit is to end by itself
fresh_module
on_trial 10
sed -i 's/^mode .*/mode audit/' "$policy"
expect 5 "$OGCTL" trial keep
err_has 'an audit is to end by itself'
expect 0 "$OGCTL" trial
out_has 'an audit: 1 min 50 s left of 2 min'
verdict 'nothing is said of keeping' lacks "$out" keep
expect 0 "$OGCTL" trial keep --force
said keep

# --- the rest of "trial" ---

fresh_module
expect 0 "$OGCTL" trial
out_is 'nothing is on trial'
expect 1 "$OGCTL" trial keep
expect 1 "$OGCTL" trial revert
on_trial 10
expect 0 "$OGCTL" trial status
out_has 'on trial: 1 min 50 s left of 2 min'
out_has '  + any'
out_has 'keep it, from a NEW connection: ogctl trial keep'
expect 0 "$OGCTL" -j trial
json '.running and .seconds == 120 and .left == 110 and .elapsed_ms == 10000 and .generation == 1'
json '.back_changes.input.added[0].item == "any" and .back.input[0].item == "any"'
expect 0 "$OGCTL" trial revert
said revert
for row in 'kept|keep|0|kept already' 'expired|keep|6|the kernel put the old' 'reverted|keep|6|was reverted' \
	'kept|revert|1|rollback' 'expired|revert|0|back already' 'reverted|revert|0|back already'; do
	IFS='|' read -r last verb code words <<<"$row"
	printf 'state none\nlast %s\n' "$last" >"$trial"
	expect "$code" "$OGCTL" trial "$verb"
	verdict "it says: $words" has "$out$err" "$words"
	expect "$code" "$OGCTL" -j trial "$verb"
	json ".done == ($code == 0)"
done
expect 2 "$OGCTL" trial frob
expect 2 "$OGCTL" trial keep more
echo 'a form of the future' >"$trial"
expect 3 "$OGCTL" trial
expect 3 "$OGCTL" allow imap
fresh_module
for typed in 0 x 5x 8d -1 ''; do
	expect 2 "$OGCTL" allow --trial "$typed" imap
	err_has '--trial takes seconds'
done
expect 2 "$OGCTL" allow --wait imap
err_has 'say --trial'
input=$'+143/tcp\ntrial 5' expect 2 "$OGCTL" apply --trial 5 -
err_has 'of its own'

finish
