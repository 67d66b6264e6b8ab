# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154 # common.sh and play set the variables
# What "ogctl ports" saw in an act, against what the clients did: lines of CHAIN PORT/PROTOCOL passed|stopped.

tally_on()
{
	gateway 'ogctl ports on'
}

tally_seen()
{
	local said
	said=$(at_console 'ogctl -j ports') || die "ogctl -j ports: $said"
	jq -r '.ports[] | "\(.chain) \(.port)/\(.protocol)" as $door | (select(.accepted > 0) | "\($door) passed"),
		(select(.dropped > 0) | "\($door) stopped")' <<< "$said" | sort
}

# tally_line WHO CLIENT PAGE PORT WORD: what a line of the table leaves there. Outlook's start is what other lines are; and kinit
# may ask by udp too.
tally_line()
{
	local chain=forward passed=passed
	[[ $4 != icmp && $2 != start_* ]] || return 0
	case $1/$3 in
	input/* | outside_input/* | */proxy | */direct) chain=input ;;
	esac
	[[ $5 != @(silent|refused) ]] || passed=stopped
	echo "$(caught_door "$chain" "$4") $passed"
}

# tally_wanted: by the lines of the table, in the act that is loaded
tally_wanted()
{
	local who port client page family
	while read -r who port _ client _ page _; do
		act_has "$who" || continue
		for family in 4 6; do
			tally_line "$who" "$client" "$page" "$port" "$(expects "$family" "$who" "$client" "$page" "$port")"
		done
	done < <(services)
}

# tally_check ACT, and on stdin what it should have seen: notes what it has and should not, and what it has not
tally_check()
{
	local seen=$demo_dir/seen/$1/tally line wanted
	wanted=$(sort -u)
	while read -r line; do
		faults+=("ogctl ports, $1: \"$line\", and nobody did that")
	done < <(comm -23 <(grep -v ' 88/udp ' "$seen") - <<< "$wanted")
	while read -r line; do
		faults+=("ogctl ports, $1: no \"$line\"")
	done < <(comm -13 "$seen" - <<< "$wanted")
}
