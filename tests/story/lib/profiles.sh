# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154 # common.sh and play set the variables; acts.sh reads what is set here
# (e) outlook_guard with profiles, and what they pass by their own text: "[input|forward] [from ZONE] +PORT[/PROTOCOL]", "+icmp".

# profiles_act TITLE PROFILE...: for an act's file
profiles_act()
{
	title=$1
	profiles=${*:2}
	proxy=inspect
	firewall=open
	filter=profiles
}

# profiles_pass FROM CHAIN PORT/PROTOCOL|icmp: whether one of them lists it; FROM is inside for who is in the zones, or outside
profiles_pass()
{
	local name zone=
	[[ $1 != inside ]] || zone='(from inside )?'
	for name in $profiles; do
		grep -qE "^($2 )?${zone}[+]${3%/*}(/${3#*/})?([[:space:]]|\$)" "/og/user/profiles/$name.policy" && return
	done
	return 1
}

# profiles_no FROM: what who comes from there is told of a port that is not listed
profiles_no()
{
	local name
	for name in $profiles; do
		grep -qE '^refuse reject( |$)' "/og/user/profiles/$name.policy" && [[ $1 == inside ]] && echo refused && return
	done
	echo silent
}

# profiles_expect WHO CLIENT PAGE PORT
profiles_expect()
{
	expect_by profiles "$@"
}

# expect_by POLICY WHO CLIENT PAGE PORT: of a policy of which "POLICY_pass FROM CHAIN PORT/PROTOCOL|icmp" says whether it lets that
# pass, and "POLICY_no FROM" what is told otherwise: Outlook goes on as far as it may, and the gateway's servers are reached by input
expect_by()
{
	local policy=$1 from=inside chain=forward ports=$5 port
	shift
	case $2/$3 in
	*/asked) echo asked && return ;;
	*/opened) echo untrusted && return ;;
	*/proxy) chain=input ;;
	start_*) ports='53/udp 389/tcp 3268/tcp 993/tcp 465/tcp' ;;
	esac
	[[ $1 != outside* ]] || from=outside
	[[ $1 != input && $1 != outside_input ]] || chain=input
	for port in $ports; do
		"${policy}_pass" "$from" "$chain" "$port" || { "${policy}_no" "$from"; return; }
	done
	echo open
}
