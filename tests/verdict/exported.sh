# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154 # scripts use what is set here, and verdicts.sh sets what is not
# For the scripts here that compare exported rules with the module. Who reads this says in `format` what ogctl exports, in
# `ways` how that is loaded (nft, iptables-nft, iptables-legacy), one after the other; planted rules are loaded in the last.
ogctl=$here/../../build/bin/ogctl
names=(outlook_guard 'the rules')
most=(states protocols fragments short icmp sources flows)
excused_in_all=0

cleanup()
{
	rules_off
	clean_up
}

# With its tables gone, nothing is left that could judge.
rules_off()
{
	local v

	nft flush ruleset
	for v in '' 6; do
		grep -q "^ip${v}table_filter " /proc/modules || continue
		printf '*filter\n:INPUT ACCEPT\n:FORWARD ACCEPT\n:OUTPUT ACCEPT\nCOMMIT\n' | "ip${v}tables-legacy-restore"
		modprobe -r "ip${v}table_filter"
	done
}

# by_module FOLDER POLICY GROUP...
by_module()
{
	local to=$1 policy=$2

	shift 2
	modprobe outlook_guard || die "cannot load outlook_guard: $(dmesg | tail -1)"
	printf '%s\n' "$policy" >"$work/policy"
	cat "$work/policy" >/proc/outlook_guard || die "outlook_guard does not take: $policy"
	judge "$to" "$@"
	modprobe -r outlook_guard
}

# rules_of POLICY: what is to be loaded
rules_of()
{
	printf '%s\n' "$1" | "$ogctl" export "$format" --policy -
}

# rules_on WAY FILE
rules_on()
{
	local way=$1 file=$2 v

	if [ "$way" = nft ]; then
		nft -f "$file" || die "nft does not take $file"
		return
	fi
	for v in '' 6; do
		"ip${v}${way#ip}-restore" --noflush "$file" || die "ip${v}${way#ip}-restore does not take $file"
	done
}

# by_rules FOLDER WAY FILE GROUP...
by_rules()
{
	local to=$1 way=$2 file=$3

	shift 3
	rules_on "$way" "$file"
	judge "$to" "$@"
	rules_off
}

# without_excuse WAY GROUP: of lines of cmp -l, those that no authentication header explains, at which nf_tables stops. The
# digits of a case's number are its settings, see tests/verdict/cases.c: 12 kinds of extension header, of which that is the
# seventh, at each place.
without_excuse()
{
	if [ "$1" = iptables-legacy ]; then
		cat
		return
	fi
	awk -v group="$2" '
		function ah(n, places) {
			for (; places > 0; places--) {
				if (n % 12 == 6)
					return 1
				n = int(n / 12)
			}
			return 0
		}
		# D or lower is drop: "@" to "O" is octal 100 to 117, accept 120 to 137
		{ closed = $2 >= 120 && $3 < 120; n = $1 - 1; has = 0 }
		group == "extensions" { has = ah(n, 2) }
		group == "extensions3" { has = ah(n, 3) }
		group == "truncated" { has = ah(int(n / 64), 2) }
		!(closed && has)'
}

# compare_way WAY NAME GROUP...: the rules in $work/rules with the verdicts in $work/module
compare_way()
{
	local way=$1 name=$2 group n all excused=0 cases=0 differ=0

	shift 2
	by_rules "$work/rules.d" "$way" "$work/rules" "$@"
	for group; do
		{ cmp -l "$work/module/$group" "$work/rules.d/$group" || true; } >"$work/all"
		without_excuse "$way" "$group" <"$work/all" >"$work/rest"
		all=$(wc -l <"$work/all") n=$(wc -l <"$work/rest")
		cases=$((cases + $(stat -c %s "$work/rules.d/$group"))) differ=$((differ + n)) excused=$((excused + all - n))
		[ "$n" = 0 ] && continue
		printf '%s: %s differ\n' "$group" "$(number "$n")"
		head -n "$shown" "$work/rest" | in_words "$group"
	done
	say "$way, $name: $(number "$cases") cases, $(number "$differ") differences, $(number "$excused") behind an authentication header"
	excused_in_all=$((excused_in_all + excused))
	if [ "$differ" = 0 ]; then ok; else not_ok "$way: $name"; fi
}

# compare NAME POLICY GROUP...
compare()
{
	local name=$1 policy=$2 way

	shift 2
	by_module "$work/module" "$policy" "$@"
	rules_of "$policy" >"$work/rules"
	for way in "${ways[@]}"; do
		compare_way "$way" "$name" "$@"
	done
}

# plant WHAT SED POLICY GROUP...: rules changed by SED have to be told from the module
plant()
{
	local what=$1 change=$2 policy=$3 way=${ways[-1]} group total=0

	shift 3
	rules_of "$policy" >"$work/rules"
	sed -E "$change" "$work/rules" >"$work/planted"
	! cmp -s "$work/rules" "$work/planted" || die "planted: $what: changes nothing"
	by_module "$work/module" "$policy" "$@"
	by_rules "$work/planted.d" "$way" "$work/planted" "$@"
	for group; do
		total=$((total + $({ cmp -l "$work/module/$group" "$work/planted.d/$group" || true; } | without_excuse "$way" "$group" | wc -l)))
	done
	if [ "$total" -gt 0 ]; then
		ok
		printf 'planted: %s: found in %s cases\n' "$what" "$(number "$total")"
	else
		not_ok "planted: $what: not found"
	fi
}
