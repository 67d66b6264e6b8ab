# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For the scripts ogctl_*.sh: the tool, built with sanitizers, on plain files instead of the module's.
# $OGCTL is the tool, $OGCTL_USED the tool as it is installed, without sanitizers, for what would take minutes with them or what they
# hide, and $OG_PROFILES the project's profiles; make -C user check sets all three.
set -uo pipefail
: "${OGCTL:?the tool to test; run make -C user check}" "${OG_PROFILES:?}" "${OGCTL_USED:=$OGCTL}"

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=${here%/tests/unit}
passed=0
failed=0
work=$(mktemp -d)
export OG_PROC_ROOT=$work/root
trap 'rm -rf "$work"' EXIT
unset NO_COLOR SSH_CONNECTION SUDO_USER
export LC_ALL=C.UTF-8

builtin_items='established related loopback icmp 22/tcp 25/tcp 53 110/tcp 389/tcp 465/tcp 587/tcp 636/tcp 953 993/tcp'
builtin_items+=' 995/tcp 1023/tcp 3268-3269/tcp 5222/tcp 5269/tcp 5280/tcp 8080/tcp'

# in_own_net "$0": the script begins anew in a network namespace of its own, whose lo is up, for what the machine has of
# devices and routes would make a difference to it
in_own_net()
{
	if [ -n "${OG_OWN_NET-}" ]; then
		ip link set lo up
		return
	fi
	rm -rf "$work"
	exec env OG_OWN_NET=1 unshare -rn "$1"
}

# A module that has just been loaded, as far as plain files can be one.
fresh_module()
{
	local version

	version=$("$top/packaging/version")
	rm -rf "$OG_PROC_ROOT"
	mkdir -p "$OG_PROC_ROOT/proc/net/outlook_guard" "$OG_PROC_ROOT/proc/self" "$OG_PROC_ROOT/sys/module/outlook_guard"
	ln -s ../net "$OG_PROC_ROOT/proc/self/net"
	policy=$OG_PROC_ROOT/proc/net/outlook_guard/policy
	stats=$OG_PROC_ROOT/proc/net/outlook_guard/stats
	module_version=$OG_PROC_ROOT/sys/module/outlook_guard/version
	printf 'mode enforce\nipv6 filter\nearly off\ntally off\nlog off\ninput %s\nforward %s\n' "$builtin_items" "$builtin_items" >"$policy"
	printf '%s\n' "format 1" "version $version" "generation 1" "mode enforce" "ipv6 filter" \
		"early off" "early_ipv4 off" "early_ipv6 off" "tally off" "log off" "tally_seconds 0" "trial_left 0" "log_sent 0" "log_suppressed 0" \
		"input_accept_state 12" "input_drop_port 7" "forward_would_drop_port 5" >"$stats"
	printf '%s\n' "$version" >"$module_version"
	trial=$OG_PROC_ROOT/proc/net/outlook_guard/trial
	printf 'state none\nlast none\n' >"$trial"
}

# tally_has: rows of standard input become what the tally saw, and it is on for $tally_age seconds
tally_has()
{
	sed -i 's/^tally .*/tally on/' "$policy" "$stats"
	sed -i "s/^tally_seconds .*/tally_seconds ${tally_age:-600}/" "$stats"
	{
		echo 'chain protocol port accepted dropped seconds sources'
		cat
	} >"$OG_PROC_ROOT/proc/net/outlook_guard/ports"
}

# trial_is LINE...: what the module's file says, and no more
trial_is()
{
	printf '%s\n' "$@" >"$OG_PROC_ROOT/proc/net/outlook_guard/trial"
}

# expect CODE COMMAND...: runs it with the text $input or the file $from as standard input; what follows looks at
# its answer
expect()
{
	local want=$1 code=0

	shift
	line="$*"
	[ -n "${from-}" ] || printf '%s\n' "${input-}" >"$work/in"
	"$@" <"${from:-$work/in}" >"$work/out" 2>"$work/err" || code=$?
	# bash warns of NUL bytes, which some answers have
	{
		out=$(<"$work/out")
		err=$(<"$work/err")
	} 2>/dev/null
	verdict "exit status $want, not $code" [ "$code" -eq "$want" ]
}

# verdict WHAT-SHOULD-BE TEST...
verdict()
{
	local what=$1

	shift
	if "$@"; then
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
	printf 'FAILED %s: %s\n  should be: %s\n  stdout: %s\n  stderr: %s\n' \
		"${0##*/}" "${line-}" "$what" "${out-}" "${err-}"
}

has()
{
	[[ $1 == *"$2"* ]]
}

lacks()
{
	[[ $1 != *"$2"* ]]
}

out_is()
{
	verdict "stdout is \"$1\"" [ "$out" = "$1" ]
}

out_has()
{
	verdict "stdout has \"$1\"" has "$out" "$1"
}

err_has()
{
	verdict "stderr has \"$1\"" has "$err" "$1"
}

err_is()
{
	verdict "stderr is \"$1\"" [ "$err" = "$1" ]
}

# json FILTER: what jq makes of the answer is true
json()
{
	verdict "JSON: $1" [ "$(jq ".schema == 1 and ($1)" "$work/out")" = true ]
}

# The same totals as cmocka prints, so that one reader adds up both.
finish()
{
	printf '[  PASSED  ] %d test(s).\n' "$passed"
	[ "$failed" -eq 0 ] && exit 0
	printf '[  FAILED  ] %d test(s), listed above\n' "$failed"
	exit 1
}

fresh_module
