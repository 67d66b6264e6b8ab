# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154,SC2034 # here and work are set by those who source this, who read running
# Who is outside: asks for connections all the while, and tells what answered.

hammer=''
# what `meanwhile` asks: for nothing else than hammer_on has, unless a case says so
asking=()

# hammer_on [PORT...]: 22, 8080 are on the page's list, 2525 on that of the installation of 0.1.0, 7777 on nobody's. Nobody listens but
# at 22: a reset is an answer as good, and costs the emulator nothing. sshd is asked seldom, for each question is a process of its.
hammer_on()
{
	[ $# -gt 0 ] || set -- 22:2 8080 2525 7777
	: >"$work/heard"
	"$here/hammer" 0 "$@" >"$work/heard" 7>&- 8>&- &
	hammer=$!
	# on a busy machine that takes longer than some of what is done meanwhile
	timeout 60 sh -c "until [ -s '$work/heard' ]; do sleep 0.1; done"
}

hammer_off()
{
	kill "$hammer"
	wait "$hammer" || true
	hammer=''
	sed '1d; s/^/    asked: /' "$work/heard"
}

# answers PORT: how many, of those that were heard last
answers()
{
	awk -v port="$1" '$1 == port { sum += $4 } END { print sum + 0 }' "$work/heard"
}

# both_are PORT CONDITION: of what was tried and answered, over IPv4 and over IPv6
both_are()
{
	cat "$work/heard"
	[ "$(awk -v port="$1" '$1 == port { tried = $3; answered = $4; if ('"$2"') both++ } END { print both + 0 }' "$work/heard")" -eq 2 ]
}

answered()
{
	both_are "$1" 'answered > 0'
}

silent()
{
	both_are "$1" 'answered == 0 && tried >= 10'
}

# now_open PORT, now_shut PORT: three seconds of questions
now_open()
{
	"$here/hammer" 3 "$1" >"$work/heard"
	answered "$1"
}

now_shut()
{
	"$here/hammer" 3 "$1" >"$work/heard"
	silent "$1"
}

# make_login: anna, who may do all by sudo and comes with a key. sshd turns some away while others have yet to log in, and is still busy with
# those who knocked before: its title counts them
make_login()
{
	ssh-keygen -q -t ed25519 -N '' -f "$work/key"
	at "useradd -m -s /bin/bash -p '*' anna
		echo 'anna ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/anna
		install -d -o anna -m 700 /home/anna/.ssh
		echo '$(cat "$work/key.pub")' >/home/anna/.ssh/authorized_keys"
	check "sshd is done with who knocked before" \
		at "timeout 120 sh -c 'until pgrep -f \"[l]istener. 0 of \" >/dev/null; do sleep 0.5; done'"
}

# as_anna COMMAND: over a connection of its own, from 192.0.2.20
as_anna()
{
	ssh -F none -i "$work/key" -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR \
		-o ConnectTimeout=60 anna@192.0.2.1 "$1" </dev/null
}

# ends_with STATUS COMMAND: anna's command ends with this status
ends_with()
{
	local status=0

	as_anna "$2" || status=$?
	[ "$status" -eq "$1" ]
}

# meanwhile SENTENCE COMMAND...: a check, and what the gate does not list is shut all the while
meanwhile()
{
	hammer_on "${asking[@]}"
	check "$@"
	sleep 3
	hammer_off
	check "... and the unlisted port was not open for a moment" silent 7777
}

# hammered_start [KERNEL ARGUMENT...]: the gateway starts while all is asked
hammered_start()
{
	hammer_on
	hammered_on "$@"
}

# hammered_on [KERNEL ARGUMENT...]: until all of it has started and has its addresses, and five seconds longer
hammered_on()
{
	power_on "$@"
	booted
	addressed
	sleep 5
	hammer_off
}

# at COMMAND: at the gateway's console
at()
{
	[ -n "$machine" ] || die "the gateway is off, and has nobody who could do: $1"
	at_console "$@"
}

# says STATUS PATTERN COMMAND: at the gateway
says()
{
	local status=0 said

	said=$(at_console "$3") || status=$?
	printf '%s\n' "$said" "(status $status)"
	[ "$status" -eq "$1" ] && grep -qE -- "$2" <<<"$said"
}

# what systemd says, and where it is not content what failed, and what ours said. For the shell of the gateway
running='systemctl is-system-running || {
	systemctl --failed --no-legend --no-pager; journalctl -q -b -u outlook-guard -o cat --no-pager | tail -n 8; false; }'

no_complaints()
{
	! complaints
}
