# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034 # scripts use what is set here
# For the scripts here that compare verdicts, in the VM. $work is a folder; $names are who gave the two that differ.
proc=/proc/og_verdict
work=$(mktemp -d)
passed=0 failed=0
shown=4		# differing cases of a group put into words
accepted='P-_'	# results that say accept, see og_result()
judged='@-_'	# ... accept or drop
names=(iptables outlook_guard)

say() { printf 'verdicts: %s\n' "$*"; }
die() { say "$*" >&2; exit 1; }
ok() { passed=$((passed + 1)); }
not_ok() { failed=$((failed + 1)); printf 'FAIL: %s\n' "$*"; }
number() { sed -E ':a; s/^([0-9]+)([0-9]{3})/\1,\2/; ta' <<<"$1"; }

# prepare: the devices of the cases, the module that judges them, and their names in `groups`
prepare()
{
	local dev

	for dev in ogv0 lox0; do
		ip link add "$dev" type dummy || die "cannot make interface $dev"
	done
	modprobe og_verdict || die "cannot load og_verdict: $(dmesg | grep og_verdict | tail -1)"
	mapfile -t groups < <(find "$proc" -type f ! -name case -printf '%f\n' | sort)
}

# clean_up: what prepare has made
clean_up()
{
	modprobe -rq outlook_guard og_verdict || true
	ip link del ogv0 2>/dev/null || true
	ip link del lox0 2>/dev/null || true
	rm -rf "$work"
}

# judge FOLDER GROUP...: the verdicts of what is in force now
judge()
{
	local to=$1 group

	shift
	mkdir -p "$to"
	for group; do
		cat "$proc/$group" >"$to/$group"
		[ "$(tr -d "$judged" <"$to/$group" | wc -c)" = 0 ] ||
			die "$group: $(tr -d "$judged" <"$to/$group" | wc -c) cases got no verdict at all"
	done
}

# differences FOLDER FOLDER GROUP
differences()
{
	{ cmp -l "$1/$3" "$2/$3" || true; } | wc -l
}

# in_words GROUP: lines of cmp -l in words
in_words()
{
	local at old new verdicts=(drop accept)

	while read -r at old new; do
		echo "$1 $((at - 1))" >"$proc/case"
		printf '  %s %s: %s %s, %s %s (states %s, %s): %s\n' "$1" $((at - 1)) \
			"${names[0]}" "${verdicts[8#$old >> 4 & 1]}" "${names[1]}" "${verdicts[8#$new >> 4 & 1]}" \
			$((8#$old & 15)) $((8#$new & 15)) "$(cat "$proc/case")"
	done
}
