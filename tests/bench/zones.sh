# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # who sources it has set bench and work
# Port 81, which not everybody may use, from so many networks or devices: the same with outlook_guard and its peers. For
# whoever has sourced peers.sh. WHO is KIND-COUNT: ipv4-16, ipv6-512, devices-1. The packet measured is of the last.

# zone_members WHO: a line each
zone_members()
{
	local count=${1#*-} n

	for ((n = count - 1; n >= 0; n--)); do
		case $1 in
		ipv4-*) echo "10.$((n / 256)).$((n % 256)).0/24" ;;
		ipv6-*) printf 'fd00:0:%x:%x::/64\n' $((n / 256)) $((n % 256)) ;;
		devices-*) if [ "$n" = 0 ]; then echo ogb0; else printf 'bench%02d\n' "$n"; fi ;;
		esac
	done
}

# zone_iptables WHO FILE: the page's rules of iptables, and those of FILE behind them, for the family that the members are of
zone_iptables()
{
	local restore=iptables-legacy-restore

	[[ $1 != ipv6-* ]] || restore=ip6tables-legacy-restore
	{ sed '/^COMMIT/d' "$recipe" | sed "$([[ $1 != ipv6-* ]] || echo 's/-p icmp /-p icmpv6 /')"; cat "$2"; echo COMMIT; } | $restore
}

zone_load_iptables()
{
	local how=-s

	[[ $1 != devices-* ]] || how=-i
	zone_members "$1" | sed "s|.*|-A INPUT $how & -p tcp -m tcp --dport 81 -j ACCEPT|" >"$work/zone.rules"
	zone_iptables "$1" "$work/zone.rules"
}

zone_unload_iptables() { iptables_unload; }

# Of devices there is no set that a hook asks by name
zone_load_ipset()
{
	local family=inet

	[[ $1 != ipv6-* ]] || family=inet6
	{ echo "create og_office hash:net family $family"; zone_members "$1" | sed 's/^/add og_office /'; } | ipset restore
	echo '-A INPUT -p tcp -m tcp --dport 81 -m set --match-set og_office src -j ACCEPT' >"$work/zone.rules"
	zone_iptables "$1" "$work/zone.rules"
}

zone_unload_ipset()
{
	iptables_unload
	ipset destroy og_office
}

zone_load_sets()
{
	local type=ipv4_addr flags='flags interval;' key='ip saddr'

	case $1 in
	ipv6-*) type=ipv6_addr key='ip6 saddr' ;;
	devices-*) type=ifname flags='' key=iifname ;;
	esac
	sets_load
	{
		echo "add set inet og_peer office { type $type; $flags }"
		zone_members "$1" | paste -sd , | sed 's/.*/add element inet og_peer office { & }/'
		echo "add rule inet og_peer input $key @office tcp dport 81 accept"
	} | nft -f -
}

zone_unload_sets() { sets_unload; }

zone_load_outlook_guard()
{
	outlook_guard_load
	{ zone_members "$1" | paste -sd ' ' | sed 's/^/zone office /'; echo 'from office 81/tcp'; } >"$work/policy"
	cat "$work/policy" >/proc/outlook_guard
}

zone_unload_outlook_guard() { outlook_guard_unload; }
