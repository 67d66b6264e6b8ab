# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154
# What every part of the story shares, in the world and on the gateway: that of the demo, and the network to the firewall.

story=$(cd "${BASH_SOURCE[0]%/*}/.." && pwd)
demo=$story/../demo
# shellcheck source=tests/demo/lib/common.sh
. "$demo/lib/common.sh"

firewall_net4=203.0.113		firewall_net6=2001:db8:f:
office4=$office_net4.20		office6=$office_net6:20
realm=OFFICE.TEST

die()
{
	printf 'story: %s\n' "$*" >&2
	exit 1
}

# hosts 4|6|both: what everybody calls everybody, in that family. By a file, so that a closed port 53 does not make every other line fail with it.
hosts()
{
	local family=${1/both/4|6}
	local servers="server.$domain mail.$domain ns.$domain ldap.$domain www.$domain xmpp.$domain"

	servers+=" autodiscover.$domain autoconfig.$domain kdc.$domain"
	printf '127.0.0.1 localhost\n::1 localhost\n'
	[[ 4 != @($family) ]] || printf '%s\n' "$office4 office.$domain" "$gateway4 gateway.$domain gateway" "$server4 $servers" \
		"$firewall_net4.2 gateway.outside.$domain"
	[[ 6 != @($family) ]] || printf '%s\n' "$office6 office.$domain" "$gateway6 gateway.$domain gateway" "$server6 $servers" \
		"$firewall_net6:2 gateway.outside.$domain"
}

# The lines of the table, without comments; and, for who is in a hurry, without=thunderbird.
services()
{
	grep -vE "^(#|${without:-#})" "$story/services"
}
