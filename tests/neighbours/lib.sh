# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# What the cases share: the gateway of tests/net/lib.sh, with the module and its built-in policy, and three questions that are asked
# after each step of a neighbour: does the gate stand, who is said to drop, and is what he drops out.
# shellcheck source=tests/net/lib.sh
. "${BASH_SOURCE[0]%/*}/../net/lib.sh"

# Servers listen at all of these; the built-in policy lists the open ones
OPEN_HERE=22,8080 SHUT_HERE=23,3128
OPEN_THROUGH=25,587,993,995 SHUT_THROUGH=143,5900
GATE=("$ADDRESS4_GATE" "$ADDRESS6_GATE")
SERVER=("$ADDRESS4_SERVER" "$ADDRESS6_SERVER")

begin()
{
	make_gateway
	start_traffic
	need listen . tcp "$OPEN_HERE,$SHUT_HERE"
	need listen server tcp "$OPEN_THROUGH,$SHUT_THROUGH"
	load
	stands "before"
	named nobody
}

# daemon_comes NAME SECONDS TEST COMMAND...: the line that its unit starts; it is there when TEST succeeds. Not by `must`, which would
# wait for whoever has its output.
daemon_comes()
{
	local name=$1 seconds=$2 test=$3

	shift 3
	spawn . "$@" >"/var/log/$name.out" 2>&1
	daemon=$spawned
	# shellcheck disable=SC2086 # a command
	must "$name comes" within "$seconds" $test
}

# daemon_goes NAME: as its unit stops it
daemon_goes()
{
	end_process "$daemon"
	must "$1 goes" test ! -d "/proc/$daemon"
}

# counted CHAIN SENTENCE COMMAND...: while it runs, the chain's counter of what it lists rises
counted()
{
	local chain=$1 sentence=$2 before

	shift 2
	stat_of "${chain}_accept_port"
	before=$value
	"$@"
	more_than "$sentence: the gate counts them" "${chain}_accept_port" "$before"
}

# stands STEP: what the gate lists is open, what it does not is dropped by it, to and through the gateway, by IPv4 and IPv6
stands()
{
	local step=$1 address

	for address in "${GATE[@]}"; do
		counted input "$step: $address" check_open client "$address" tcp "$OPEN_HERE" "$OPEN_HERE, $step"
		check_silent client "$address" tcp "$SHUT_HERE" input "$SHUT_HERE, $step"
	done
	for address in "${SERVER[@]}"; do
		counted forward "$step: $address" check_open client "$address" tcp "$OPEN_THROUGH" "$OPEN_THROUGH, $step"
		check_silent client "$address" tcp "$SHUT_THROUGH" forward "$SHUT_THROUGH, $step"
	done
}

# shut SENTENCE PORT ADDRESS...: the gate lists it, and the neighbour keeps it out; `test` says that he may
shut()
{
	local sentence=$1 port=$2 address

	shift 2
	for address; do
		if ask open client "$address" tcp "$port"; then
			fail "$sentence: $address, $port is shut" "it answers"
		else
			ok "$sentence: $address, $port is shut"
		fi
		exits 0 'may drop it' ogctl test --to "$address" --from "$(near "$address")" --dport "$port"
	done
}

# first gate|neighbour SENTENCE PORT: of what the neighbour drops, who is asked first: whether the gate counts that it lists the port
first()
{
	local who=neighbour before

	stat_of input_accept_port
	before=$value
	ask open client "$ADDRESS4_GATE" tcp "$3"
	stat_of input_accept_port
	[ "$value" -eq "$before" ] || who=gate
	same "$2: the $1 is asked first" "$who" "$1"
}

# near ADDRESS: the client, in the same family
near()
{
	case $1 in
	*:*) echo "$ADDRESS6_CLIENT" ;;
	*) echo "$ADDRESS4_CLIENT" ;;
	esac
}

# opens SENTENCE PORT ADDRESS...
opens()
{
	local sentence=$1 port=$2 address

	shift 2
	for address; do
		check_open client "$address" tcp "$port" "$port, $sentence"
	done
}

# words of all that `test` says of both chains and families
tested()
{
	local chain family

	for chain in input forward; do
		for family in 4 6; do
			ogctl -j test --hook "$chain" --family "$family" --dport 22 | jq -r '.caveats[] | select(.kind == "filter").by | if . == [] then "?" else .[] end'
		done
	done
}

# named TOOL...|nobody: these, and nobody else, are said to drop, too: by status, by test, by doctor; "?": somebody without a name
named()
{
	local who="$*" said tool

	said=$(ogctl -j status | jq -r '.others.may_drop[].by | if . == [] then "?" else .[] end' | sort -u | xargs)
	same "status names $who" "${said:-nobody}" "$who"
	said=$(tested | sort -u | xargs)
	same "test names $who" "${said:-nobody}" "$who"
	said=$(ogctl -j doctor | jq -r '.findings[] | select(.rule == "other-filters").what')
	if [ "$who" = nobody ]; then
		same "doctor names nobody" "$said" ""
		return
	fi
	for tool; do
		must "doctor names $tool" grep -qw -- "${tool/#\?/another filter}" <<<"$said"
	done
}

# undisturbed: the module goes and comes, and whatever a neighbour has of rules stays
undisturbed()
{
	local before after

	before=$(nft -s list ruleset 2>/dev/null)
	unload
	after=$(nft -s list ruleset 2>/dev/null)
	same "unloading leaves the neighbour's rules alone" "$after" "$before"
	load
	same "so does loading" "$(nft -s list ruleset 2>/dev/null)" "$before"
}

# one_image: a root with busybox in it, as a tar on standard output
one_image()
{
	local root

	root=$(mktemp -d)
	files+=("$root")
	mkdir -p "$root/bin" "$root/www"
	cp /bin/busybox "$root/bin/"
	echo "the container's page" >"$root/www/index.html"
	tar -C "$root" -c .
}

# fetched URL: the client gets the container's page
fetched()
{
	[ "$(in_ns client curl -gs --max-time 10 "$1")" = "the container's page" ]
}

not_fetched()
{
	! in_ns client curl -gs --connect-timeout 5 --max-time 10 "$1"
}
