# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh and guest set the variables
# The three ways the gateway is run: without a filter, with the page's rules, with the module.

rules=$here/../verdict/recipe.rules

filter_on()
{
	case $1 in
	iptables) iptables-legacy-restore < "$rules" ;;
	outlook_guard) modprobe outlook_guard ;;
	esac
	# What was allowed before must not pass as "established" now.
	conntrack -F 2> "$demo_dir/log/conntrack" ||
		die "conntrack -F failed: $(< "$demo_dir/log/conntrack")"
}

# Nothing of the page's rules may be left when the module is measured.
filter_off_iptables()
{
	iptables-legacy -P INPUT ACCEPT
	iptables-legacy -P FORWARD ACCEPT
	iptables-legacy -F
}

# filter_expects MODE FAMILY PAGE: what a line should show; PAGE is the page's word on the port.
# iptables is IPv4 only: with the page's rules all of IPv6 stays open.
filter_expects()
{
	case $1$2 in
	outlook_guard* | iptables4) echo "$3" ;;
	*) echo open ;;
	esac
}

filter_title()
{
	case $1 in
	none) echo 'without filter' ;;
	iptables) echo "page's iptables" ;;
	audit) echo 'in an audit' ;;
	learnt) echo 'with what it wrote' ;;
	*) echo "$1" ;;
	esac
}
