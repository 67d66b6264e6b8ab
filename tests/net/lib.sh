# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034 # scripts use what is set here
# What the behaviour scripts share. Each begins with
#
#   . "$(dirname "$0")/lib.sh"
#
# and makes its own topology; what it promises is a line of `check...` or `must...` each, which prints
# "ok: sentence" or "FAIL: sentence". At its exit all that was made is taken down, and that is proved too.
set -uo pipefail

ADDRESS4_GATE=10.0.1.1 ADDRESS6_GATE=fd00:1::1      # the gateway, as its clients see it
ADDRESS4_CLIENT=10.0.1.2 ADDRESS6_CLIENT=fd00:1::2
ADDRESS4_SERVER=10.0.2.2 ADDRESS6_SERVER=fd00:2::2

# The page's ports, and others on both sides of them
PAGE_TCP=22,25,53,110,389,465,587,636,953,993,995,1023,3268-3269,5222,5269,5280,8080
PAGE_UDP=53,953
OTHER_TCP=1,21,23-24,26,52,54,80,109,111,143,388,390,443,464,466,588,635,637,952,954,992,994,996,1022,1024,3267,3270,5221,5223,8079,8081,65535
OTHER_UDP=1,22,25,52,54,123,389,952,954,8080,65535

STATS=/proc/net/outlook_guard/stats
TRIAL=/proc/net/outlook_guard/trial
PORTS=/proc/net/outlook_guard/ports
POLICY=/proc/outlook_guard
here=${BASH_SOURCE[0]%/*}
failed=0
namespaces=()
processes=()
files=()
links_before=(/sys/class/net/*)

ok()
{
	printf 'ok: %s\n' "$1"
}

fail()
{
	printf 'FAIL: %s%s\n' "$1" "${2:+ ($2)}"
	failed=$((failed + 1))
}

# die SENTENCE: for what keeps a script from going on
die()
{
	fail "$1"
	exit 1
}

# must SENTENCE COMMAND...: it succeeds
must()
{
	local sentence=$1 said

	shift
	if said=$("$@" 2>&1); then
		ok "$sentence"
	else
		fail "$sentence" "$said"
	fi
}

# must_fail SENTENCE ERROR COMMAND...: it fails, and says ERROR
must_fail()
{
	local sentence=$1 error=$2 said

	shift 2
	if said=$("$@" 2>&1); then
		fail "$sentence" "it succeeded"
	elif [[ $said != *"$error"* ]]; then
		fail "$sentence" "$said"
	else
		ok "$sentence"
	fi
}

# same SENTENCE GOT WANTED
same()
{
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		fail "$1" "got '$2', not '$3'"
	fi
}

# exits STATUS WORDS COMMAND...: the status, and words somewhere in what it says
exits()
{
	local wanted=$1 words=$2 said status

	shift 2
	said=$("$@" 2>&1 </dev/null)
	status=$?
	if [ "$status" != "$wanted" ]; then
		fail "$* gives $wanted" "it gave $status: $said"
	elif [[ $said != *"$words"* ]]; then
		fail "$* says '$words'" "$said"
	else
		ok "$* gives $wanted${words:+ and says $words}"
	fi
}

# on_console COMMAND...: with the machine's own console for its terminal
on_console()
{
	local consoles

	read -r -a consoles </sys/class/tty/console/active
	setsid -cw "$@" <"/dev/${consoles[-1]}"
}

# within SECONDS COMMAND...: until it succeeds. They are those of a machine that does nothing else; a busy one has four times as many.
within()
{
	local end=$((SECONDS + $1 * 4 + 1))

	shift
	until "$@" >/dev/null 2>&1; do
		[ "$SECONDS" -lt "$end" ] || return 1
		sleep 0.02
	done
}

# --- namespaces and links ---

# in_ns NS COMMAND...
in_ns()
{
	local name=$1

	shift
	if [ "$name" = . ]; then
		"$@"
	else
		nsenter --net="/run/netns/$name" "$@"
	fi
}

# Processes are slow where there is no KVM: a topology is written down line by line, and made by one `ip` in each namespace
declare -A ip_lines=()

# make_namespaces NAME...
make_namespaces()
{
	local name

	ip_lines[.]+=$'link set lo up\n'
	for name in "$@"; do
		namespaces+=("$name")
		ip_lines[.]+="netns add $name"$'\n'
		ip_lines[$name]=$'link set lo up\n'
	done
}

# make_link NS ADDRESS4 ADDRESS6 NS ADDRESS4 ADDRESS6: a veth pair, up at both ends; each device is named to-OTHER
make_link()
{
	local left=to-${4/#./gate} right=to-${1/#./gate}

	ip_lines[.]+="link add $left netns ${1/#./1} type veth peer name $right netns ${4/#./1}"$'\n'
	ip_lines[$1]+="addr add $2/24 dev $left"$'\n'"addr add $3/64 dev $left nodad"$'\n'"link set $left up"$'\n'
	ip_lines[$4]+="addr add $5/24 dev $right"$'\n'"addr add $6/64 dev $right nodad"$'\n'"link set $right up"$'\n'
}

# make_routes NS VIA4 VIA6: default routes
make_routes()
{
	ip_lines[$1]+="route add default via $2"$'\n'"route add default via $3"$'\n'
}

# make_now: all that was written down
make_now()
{
	local name

	ip -batch - <<<"${ip_lines[.]}" || die "ip: ${ip_lines[.]}"
	for name in "${namespaces[@]}"; do
		in_ns "$name" ip -batch - <<<"${ip_lines[$name]}" || die "ip, in $name: ${ip_lines[$name]}"
	done
}

# set_forwarding 0|1: for this namespace
set_forwarding()
{
	echo "$1" >/proc/sys/net/ipv4/ip_forward
	echo "$1" >/proc/sys/net/ipv6/conf/all/forwarding
}

# make_gateway: the gateway is the namespace that loads the module
#
#   client 10.0.1.2 ---- 10.0.1.1  gateway  10.0.2.1 ---- 10.0.2.2 server
#         fd00:1::2      fd00:1::1 (init)  fd00:2::1      fd00:2::2
make_gateway()
{
	make_namespaces client server
	make_link . "$ADDRESS4_GATE" "$ADDRESS6_GATE" client "$ADDRESS4_CLIENT" "$ADDRESS6_CLIENT"
	make_link . 10.0.2.1 fd00:2::1 server "$ADDRESS4_SERVER" "$ADDRESS6_SERVER"
	make_routes client "$ADDRESS4_GATE" "$ADDRESS6_GATE"
	make_routes server 10.0.2.1 fd00:2::1
	make_now
	set_forwarding 1
}

# --- the module ---

# shellcheck disable=SC2120 # most load it without parameters
load()
{
	# a script can be run with "early on" by another, and nothing it promises may change
	[ $# -gt 0 ] || [ -z "${OG_POLICY:-}" ] || set -- "policy=\"$OG_POLICY\""
	modprobe outlook_guard "$@" || die "modprobe outlook_guard $*"
}

unload()
{
	rmmod outlook_guard || die "rmmod outlook_guard"
}

# policy TEXT: for this namespace
policy()
{
	printf '%s\n' "$1" 2>/dev/null >"$POLICY" || die "policy refused: $1"
}

# stat NAME: sets `value`, without a process
stat_of()
{
	local name

	value=
	while read -r name value; do
		[ "$name" != "$1" ] || return 0
	done <"$STATS"
	return 1
}

# generation: prints it
generation()
{
	stat_of generation && echo "$value"
}

# kernel_says WORDS: in the log since the last mark
mark_log()
{
	log_mark="net-test mark $RANDOM$RANDOM"
	echo "$log_mark" >/dev/kmsg
}

kernel_said()
{
	dmesg | sed "1,/$log_mark/d" | grep -q -F -- "$1"
}

# tables_have_owners: a process can keep a table of nft from others, since Linux 5.12
tables_have_owners()
{
	[ "$(printf '%s\n' 5.12 "$(uname -r)" | sort -V | head -n 1)" = 5.12 ]
}

# --- traffic ---

start_traffic()
{
	coproc AGENT { PYTHONPATH=$here exec python3 -S -m traffic; }
	agent_in=${AGENT[1]} agent_out=${AGENT[0]} agent=$AGENT_PID
}

# ask COMMAND...: sets `answer`; false when it is not ok
ask()
{
	answer=
	printf '%s\n' "$*" >&"$agent_in" || die "the traffic program has gone"
	read -r -t 90 answer <&"$agent_out" || die "no answer to: $*"
	[[ $answer == ok* ]]
}

# need COMMAND...: what the script cannot do without
need()
{
	ask "$@" || die "$*: ${answer#no }"
}

# asked SENTENCE COMMAND...
asked()
{
	local sentence=$1

	shift
	if ask "$@"; then
		ok "$sentence"
	else
		fail "$sentence" "${answer#no }"
	fi
}

# counter_of NS NAME: sets `value`
counter_of()
{
	ask counter "$1" "$2" || die "counter $2: $answer"
	value=${answer#ok }
}

# more_than SENTENCE NAME BEFORE: a counter of this namespace has risen
more_than()
{
	stat_of "$2"
	if [ "$value" -gt "$3" ]; then
		ok "$1"
	else
		fail "$1" "$2 is $value"
	fi
}

# check_open FROM ADDRESS PROTOCOL PORTS: a server answers on each
check_open()
{
	asked "$1 -> $2, $3 ${5:-$4}: answers" open "$1" "$2" "$3" "$4"
}

# check_silent FROM ADDRESS PROTOCOL PORTS CHAIN: each is counted as dropped, and nothing comes back
check_silent()
{
	asked "$1 -> $2, $3 ${6:-$4}: dropped in silence" silent "$1" "$2" "$3" "$4" . "$5_drop_port"
}

# --- the end ---

# spawn NS COMMAND...: a program in the background, ended at the latest with the script; sets `spawned`
spawn()
{
	local net=/run/netns/$1

	[ "$1" != . ] || net=/proc/self/ns/net
	shift
	nsenter --net="$net" "$@" &
	spawned=$!
	processes+=("$spawned")
}

end_process()
{
	kill "$1" 2>/dev/null
	wait "$1" 2>/dev/null
}

take_down()
{
	local process

	if [ -n "${agent:-}" ]; then
		exec {agent_in}>&-
		wait "$agent" 2>/dev/null
	fi
	for process in "${processes[@]}"; do
		end_process "$process"
	done
	if [ -d /sys/module/outlook_guard ]; then
		rmmod outlook_guard
	fi
	[ ${#namespaces[@]} -eq 0 ] || printf 'netns del %s\n' "${namespaces[@]}" | ip -batch -
	[ ! -d /sys/module/nf_tables ] || nft flush ruleset
	set_forwarding 0
	[ ${#files[@]} -eq 0 ] || rm -rf "${files[@]}"
}

links_gone()
{
	local now=(/sys/class/net/*)

	[ "${now[*]}" = "${links_before[*]}" ]
}

# Nothing is left: no module, no file of it, no namespace, no link, no process elsewhere
prove_gone()
{
	local left

	within 15 links_gone || fail "links are left" "$(ls /sys/class/net)"
	for left in /sys/module/outlook_guard /proc/outlook_guard /proc/net/outlook_guard /run/netns/*; do
		if [ -e "$left" ] || [ -L "$left" ]; then
			fail "$left is left"
		fi
	done
	left=$(find /proc/[0-9]*/ns/net -printf '%l\n' 2>/dev/null | sort -u | wc -l)
	[ "$left" = 1 ] || fail "processes are left in $((left - 1)) namespaces"
}

at_exit()
{
	local status=$?

	trap - EXIT
	take_down
	prove_gone
	[ "$failed" -eq 0 ] || status=1
	exit "$status"
}

trap at_exit EXIT
