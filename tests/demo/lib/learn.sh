# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh and guest set the variables
# What the module's tally makes of all this: the ports that clients missed, told from those that the scan tried.

# The lines of the table that the page closes, as items.
learn_missed()
{
	local chain port page
	while read -r chain port _ _ _ page _; do
		[[ $page != closed ]] || printf '%s +%s\n' "$chain" "$port"
	done < <(services) | sort
}

learn_print()
{
	local text added
	printf '\n%sogctl suggest: what the clients missed, and the scan left out%s\n' "$bold" "$plain"
	text=$(ogctl suggest) || faults+=("ogctl suggest: exit status $?")
	added=$(grep -E '^(input|forward) \+' <<< "$text" | sort)
	[[ $added == "$(learn_missed)" ]] ||
		faults+=("ogctl suggest: it adds ${added//$'\n'/, }; missed were $(learn_missed | paste -sd,)")
	# A block a port; the policy in force before them and the scan behind are long.
	sed -n '/^# [0-9]/,/^[if][a-z]* +/p' <<< "$text"
}
