# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh and play set the variables
# What an administrator does while people work. Every change is back at the end of a round, and each is seen from the office: whether it
# opened what it was to open, and shut what it was to shut. 143 is what nobody may use by the page's rules.

# on_gateway COMMAND: by its console; what it says goes to the log
on_gateway()
{
	local status=0 words
	words=$(at_console "$1") || status=$?
	printf '# %s\n%s\n' "$1" "$words" >> "$demo_dir/log/gateway"
	((status == 0)) || say "on the gateway, status $status: $1: $(tail -n 3 <<< "$words")"
	return "$status"
}

# admin COMMAND: over ssh, a new connection each time, as from his desk
admin()
{
	local family=$((round % 2 ? 4 : 6))
	ip netns exec office ssh "-$family" -F none -i "$demo_dir/ssh/client" -o BatchMode=yes -o ConnectTimeout=60 \
		-o KexAlgorithms=curve25519-sha256 -o "UserKnownHostsFile=$demo_dir/ssh/known_hosts" "root@gateway.$domain" \
		"PATH=$PATH:/og/build/bin; $1" < /dev/null >> "$demo_dir/log/admin" 2>&1
}

# reaches PORT SECONDS: from the office the data centre's, in the family whose turn it is
reaches()
{
	local address=$server4
	((round % 2)) || address=$server6
	# shellcheck disable=SC2016 # for the inner shell
	ip netns exec office timeout "$2" bash -c '< /dev/tcp/$0/$1' "$address" "$1" 2> /dev/null
}

# A loaded machine answers late: whoever waits for an open port waits long. Who looks at a closed one may take an open one for
# closed then, never a closed one for open.
open()
{
	must "$what: $1 passes" reaches "$1" 60
}

closed()
{
	must "$what: $1 does not pass" not reaches "$1" 2
}

not()
{
	! "$@"
}

# comes_back PORT: of its own accord. What lasts for a minute is looked at long before, also on a machine with much to do.
comes_back()
{
	must "$what: $1 passes again" wait_for 120 "port $1 to pass again" reaches "$1" 5
}

# shut PORTS: from now to `unshut` whoever goes to one of these (with commas between) may fail
shut()
{
	shut_since="$(now) $1"
}

unshut()
{
	printf '%s %s %s\n' "${shut_since% *}" "$(now)" "${shut_since#* }" >> "$books/windows"
}

change_nothing()
{
	closed 143
	open 993
}

change_port()
{
	must "$what" on_gateway 'ogctl allow 143/tcp'
	open 143
	must "$what" on_gateway 'ogctl deny --revoke 143/tcp'
	closed 143
}

change_without_smtp()
{
	shut 25
	must "$what" on_gateway 'ogctl deny 25/tcp'
	nap 8
	closed 25
	must "$what" on_gateway 'ogctl allow 25/tcp'
	unshut
	open 25
}

change_trial_kept()
{
	must "$what" admin 'ogctl allow --trial 600 143/tcp'
	open 143
	must "$what: is kept by a new connection" admin 'ogctl trial keep'
	open 143
	must "$what" admin 'ogctl deny 143/tcp'
	closed 143
}

change_trial_not_kept()
{
	shut 587,993
	must "$what" admin 'ogctl deny --trial 60 587/tcp 993/tcp'
	closed 993
	comes_back 993
	unshut
}

change_audit()
{
	must "$what" on_gateway 'ogctl audit on --for 60'
	open 143
	must "$what: ends by itself" wait_for 120 'the end of the audit' not reaches 143 2
	must "$what" on_gateway 'ogctl ports off'
}

change_reply()
{
	must "$what" on_gateway 'printf "%s\n" "-established +reply" | ogctl apply -'
	nap 5
	closed 143
	must "$what" on_gateway 'printf "%s\n" "-reply +established" | ogctl apply -'
}

change_refuse()
{
	must "$what" on_gateway 'echo "refuse reject" | ogctl apply -'
	closed 143
	must "$what" on_gateway 'echo "refuse drop" | ogctl apply -'
}

change_early_and_tally()
{
	must "$what" on_gateway 'printf "%s\n" "early on" "tally on" | ogctl apply -'
	closed 143
	nap 3
	must "$what: the tally has seen it" on_gateway 'ogctl ports --dropped | grep -w 143'
	must "$what" on_gateway 'printf "%s\n" "early off" "tally off" | ogctl apply -'
}

# a whole one, which has other ports than the page's
change_profile()
{
	shut 22,25,53,110,389,465,587,636,953,993,995,1023,3268,3269,5222,5269,5280,8080,icmp
	must "$what" on_gateway 'OG_PROFILES=/og/user/profiles ogctl profile use outlook-classic'
	open 443
	must "$what" on_gateway 'ogctl rollback -1'
	unshut
	closed 443
}

# as fast as can be, past the tool
change_many()
{
	# shellcheck disable=SC2016 # for the guest's shell
	must "$what" on_gateway '(for port in {2001..2025}; do
		echo "+$port/tcp" > /proc/outlook_guard && echo "-$port/tcp" > /proc/outlook_guard || exit
	done)'
}

# within two minutes, of which the guest's shell counts
in_fast_path='(for turn in {1..240}; do
	! conntrack -L 2> /dev/null | grep -qF OFFLOAD || exit 0; sleep 0.5
done; exit 1)'

# on for half a round
change_fast_path_on()
{
	must "$what" on_gateway 'ogctl fast on eth0 eth1'
	must "$what: connections are in it" on_gateway "$in_fast_path"
}

change_fast_path_off()
{
	must "$what" on_gateway 'ogctl fast off'
}

# of each kind in turn
change_branch()
{
	local kinds=(veth vlan gre wireguard)
	local kind=${kinds[branches % 4]}
	branches=$((branches + 1))
	must "$what by $kind" branch_come_and_go "$kind"
}

branch_come_and_go()
{
	on_gateway "/og/tests/soak/gateway/branch $1 branch.$branches" && echo "branch.$branches" >> "$books/sent.branch"
}

# A round: every change, those that meet the fast path in half of the rounds with it. What is in force then is what was at the beginning.
changes=(nothing port without_smtp branch trial_kept trial_not_kept branch)
changes_too=(audit reply refuse early_and_tally branch profile many branch)

round_play()
{
	local change what
	local halves=(fast_path_on "${changes[@]}" fast_path_off "${changes_too[@]}")
	((round % 2)) || halves=(fast_path_on "${changes_too[@]}" fast_path_off "${changes[@]}")
	for change in "${halves[@]}"; do
		what="round $round, ${change//_/ }"
		"change_$change"
	done
	must "round $round: the policy is as it was" on_gateway "[ \"\$(ogctl show)\" = \"\$(cat $demo_dir/policy)\" ]"
}
