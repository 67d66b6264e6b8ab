# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh and guest set the variables
# How an administrator finds out what is missing: an audit while people work, and what "ogctl suggest" makes of it. Somebody
# scans meanwhile, which has to be told from what was used.

learn_dir=$demo_dir/learn
learn_scanned=1000

# run COMMAND...: of ogctl; what it says is kept
run()
{
	ogctl "$@" >> "$learn_dir/said" 2>&1 || faults+=("ogctl $*: $(tail -n 1 "$learn_dir/said")")
}

learn_make()
{
	mkdir -p "$learn_dir"
	say 'ogctl audit on: the clients work that the page shuts out, and somebody scans'
	run audit on --for 10m
	ip netns exec office "$here/measure" audit office closed
	ip netns exec office "$here/sweep" tcp "$server4" $learn_scanned > "$learn_dir/answered" ||
		faults+=('the scan during the audit could not be done')
	[[ $(wc -w < "$learn_dir/answered") == "$learn_scanned" ]] ||
		faults+=("in the audit $(wc -w < "$learn_dir/answered") of $learn_scanned ports answered a scan")
	say 'ogctl suggest, and again with the policy that it wrote, enforced'
	ogctl suggest -o "$learn_dir/new.policy" 2> "$learn_dir/words" ||
		faults+=("ogctl suggest: $(< "$learn_dir/words")")
	run audit off
	run apply "$learn_dir/new.policy"
	conntrack -F 2>> "$learn_dir/said"
	ip netns exec office "$here/measure" learnt office closed
}

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
	local added
	printf '\n%sogctl audit on --for 10m; ogctl suggest -o new.policy; ogctl audit off; ogctl apply new.policy%s\n' \
		"$bold" "$plain"
	table_lines closed audit learnt
	[[ -e $learn_dir/new.policy ]] || return 0
	added=$(sed -nE '/^(input|forward) \+/p' "$learn_dir/new.policy" | sort)
	[[ $added == "$(learn_missed)" ]] ||
		faults+=("ogctl suggest: it adds ${added//$'\n'/, }; missed were $(learn_missed | paste -sd,)")
	printf '\n%snew.policy, without the lines that were in force before%s\n' "$bold" "$plain"
	# A block a port; what was scanned stands behind them.
	sed -n '/^# [0-9]/,/^[if][a-z]* +/{ /^[if][a-z]* +/G; p }' "$learn_dir/new.policy"
	sed -n 's/^ogctl: //; /left out/p' "$learn_dir/words"
}
