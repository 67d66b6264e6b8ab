# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154 # common.sh and play set the variables
# An act: the proxy, the firewall and the gateway's filter as acts/NAME says, and then everybody at work.

# act_load ACT[-FAULT]: sets act_name, title, proxy, firewall, filter, fault, profiles, commands (on the gateway, after the filter), kdc
# (near or far), ways (of gateway/transparent), kind (services, or what has a table of its own), and the function expects
act_load()
{
	act_name=$1 commands=() kdc=near ways='' kind=services
	# shellcheck source=/dev/null
	. "$story/acts/${1%%-*}"
	fault=
	[[ $1 != *-* ]] || fault=${1#*-} title=${1//-/, }
}

act_play()
{
	local title proxy firewall filter fault profiles commands kdc ways kind began=$SECONDS
	act_load "$1"
	say "$title"
	filter none
	firewall "$firewall"
	proxy "$proxy"
	transparent "$ways"
	forget_names
	"${kind}_play" "$1"
	say "$title: done in $((SECONDS - began)) s"
}

# act_has WHO: whether those lines of the table are in the act that is loaded
act_has()
{
	[[ $1 != *caught || $ways == *@(redirect|tproxy)* ]]
}

# services_play ACT: the act that is loaded
services_play()
{
	filter "$filter"
	filter_change "${commands[@]}"
	[[ $filter != @(guard|refuse|profiles) ]] || tally_on
	fault_plant "$fault"
	tickets "$kdc" || say 'bob gets no ticket'
	ip netns exec servers "$story/measure" "$1" "$retries" outside &
	# shellcheck disable=SC2046 # a word, or none
	ip netns exec office "$story/measure" "$1" "$retries" office $(! act_has caught || echo caught) || die "measuring $1: status $?"
	wait "$!" || die "measuring $1 from outside: status $?"
	[[ $filter != @(guard|refuse|profiles) ]] || tally_seen > "$demo_dir/seen/$1/tally"
	fault_mend "$fault"
}

# acts_of KIND ACT...: those of that kind
acts_of()
{
	local act kind title proxy firewall filter fault profiles commands kdc ways
	for act in "${@:2}"; do
		act_load "$act"
		[[ $kind != "$1" ]] || echo "$act"
	done
}
