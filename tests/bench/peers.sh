# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # who sources it has set bench and work
# The filters to measure: NAME_load puts one in force, NAME_unload takes it away again. In the guest, as root.
# The folder of this file is in $bench. A filter that cannot be loaded ends the run.
recipe=$bench/../verdict/recipe.rules

die() { printf 'bench: %s\n' "$*" >&2; exit 1; }

# recipe_restore COMMAND6 COMMAND4 [FILE]: the page's rules, or a file of the same kind, for both families
recipe_restore()
{
	"$2" <"${3:-$recipe}"
	sed 's/-p icmp /-p icmpv6 /' "${3:-$recipe}" | "$1"
}

# chains_open RESTORE: empty chains that accept
chains_open()
{
	printf '*filter\n:INPUT ACCEPT\n:FORWARD ACCEPT\n:OUTPUT ACCEPT\nCOMMIT\n' | "$1"
}

iptables_load() { recipe_restore ip6tables-legacy-restore iptables-legacy-restore "$@"; }

iptables_unload()
{
	chains_open iptables-legacy-restore
	chains_open ip6tables-legacy-restore
	modprobe -r iptable_filter ip6table_filter
}

iptables_nft_load() { recipe_restore ip6tables-nft-restore iptables-nft-restore "$@"; }

iptables_nft_unload() { nft flush ruleset; }

# ipset_fill TCP UDP: the members of the two sets, one a line on descriptors' files
ipset_fill()
{
	echo 'create og_tcp bitmap:port range 0-65535'
	echo 'create og_udp bitmap:port range 0-65535'
	tr ', ' '\n' <<<"$1" | sed -n 's/^[0-9]\+$/add og_tcp &/p'
	tr ', ' '\n' <<<"$2" | sed -n 's/^[0-9]\+$/add og_udp &/p'
}

ipset_rules()
{
	local chain

	printf '*filter\n:INPUT DROP\n:FORWARD DROP\n:OUTPUT ACCEPT\n'
	for chain in INPUT FORWARD; do
		printf -- '-A %s -m state --state ESTABLISHED,RELATED -j ACCEPT\n' "$chain"
		printf -- '-A %s -i lo -j ACCEPT\n' "$chain"
		printf -- '-A %s -p icmp -j ACCEPT\n' "$chain"
		printf -- '-A %s -p tcp -m set --match-set og_tcp dst -j ACCEPT\n' "$chain"
		printf -- '-A %s -p udp -m set --match-set og_udp dst -j ACCEPT\n' "$chain"
	done
	echo COMMIT
}

page_tcp=22,25,53,110,389,465,587,636,953,993,995,1023,3268,3269,5222,5269,5280,8080
page_udp=53,953

# ipset_load [TCP-PORTS]
ipset_load()
{
	ipset_fill "${1:-$page_tcp}" "$page_udp" | ipset restore
	ipset_rules >"$work/ipset.rules"
	iptables_load "$work/ipset.rules"
}

ipset_unload()
{
	iptables_unload
	ipset destroy og_tcp
	ipset destroy og_udp
}

# sets_load [FILE]
sets_load()
{
	nft -f "${1:-$bench/sets.nft}"
}

sets_unload() { nft delete table inet og_peer; }
vmap_load() { nft -f "$bench/vmap.nft"; }
vmap_unload() { nft delete table inet og_peer; }

# outlook_guard_load [PARAMETER...]
outlook_guard_load()
{
	modprobe outlook_guard "$@" || die "cannot load outlook_guard $*: $(dmesg | grep outlook_guard | tail -n 1)"
}

outlook_guard_unload() { modprobe -r outlook_guard; }
early_load() { outlook_guard_with 'early on'; }
early_unload() { outlook_guard_unload; }

# established connections that were forwarded go by the kernel's flowtable
fast_load()
{
	outlook_guard_load
	ogctl fast on ogb0 ogb1 >/dev/null
}

fast_unload()
{
	ogctl fast off >/dev/null
	outlook_guard_unload
}

# outlook_guard_with POLICY: over the built-in one
outlook_guard_with() { outlook_guard_load policy="\"$1\""; }
tally_load() { outlook_guard_with 'tally on'; }
tally_unload() { outlook_guard_unload; }

# log_load: with somebody who listens; without one the kernel's NFLOG has little to do
log_load()
{
	outlook_guard_with 'log nflog:5'
	tcpdump -n -i nflog:5 -w /dev/null 2>/dev/null &
	listener=$!
	timeout 60 bash -c 'until grep -q "^ *5 " /proc/net/netfilter/nfnetlink_log; do :; done' || die "nobody listens to nflog:5"
}

log_unload()
{
	kill "$listener"
	wait "$listener" || true
	outlook_guard_unload
}

# Nothing that was loaded is left, whatever it was
peers_unload()
{
	nft flush ruleset || true
	modprobe -rq outlook_guard || true
	chains_open iptables-legacy-restore || true
	chains_open ip6tables-legacy-restore || true
	ipset destroy || true
}
