#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Who else may drop: what status, test and doctor say of chains that the kernel really has, in a namespace of this script. Rules are
# written by nft and iptables; what real ufw, firewalld, Docker, podman, libvirt and fail2ban leave in it: tests/neighbours.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"
in_own_net "$0"

if ! nft list ruleset 2>"$work/err"; then
	echo "not tried: this machine's kernel has no nft"
	finish
fi
fresh_module
# nft is asked only by who looks at this machine itself; of plain files there is no more than the module
plain=$OG_PROC_ROOT
unset OG_PROC_ROOT
printf 'mode enforce\nipv6 filter\nearly off\ntally off\nlog off\ninput 22/tcp\nforward 22/tcp\n' >"$policy"
cp "$policy" "$work/policy"

# of_legacy: what iptables-legacy has in this namespace, as the kernel's own file says it
of_legacy()
{
	local family

	for family in ip ip6; do
		rm -f "$plain/proc/net/${family}_tables_names"
		[ ! -r "/proc/net/${family}_tables_names" ] ||
			cat "/proc/net/${family}_tables_names" >"$plain/proc/net/${family}_tables_names"
	done
}

# drops_in CHAIN WHO...: whom test names, for a packet of that chain, as "who: name"; and it passes the gate all the same
drops_in()
{
	local chain=$1 said

	shift
	expect 0 "$OGCTL" test --policy "$work/policy" --hook "$chain" --dport 22 ${family:+--family "$family"} -j
	said=$(jq -r '.caveats[] | select(.kind == "filter") | (.by | join("+")) + ": " + (.text | sub(".*\\("; "") | sub("\\)$"; ""))' "$work/out" | sort)
	err=$said
	verdict "named in $chain: $*" [ "$said" = "$(printf '%s\n' "$@" | sort | sed '/^$/d')" ]
}

nobody_drops()
{
	drops_in input ''
	drops_in forward ''
	expect 0 env "OG_PROC_ROOT=$plain" "$OGCTL" status
	verdict 'no line about others' lacks "$out" '  others'
	expect 0 env "OG_PROC_ROOT=$plain" "$OGCTL" -j status
	verdict 'nobody in status' jq -e '.others == {"seen": true, "may_drop": []}' "$work/out" >"$work/jq"
}

nft_has()
{
	nft flush ruleset
	nft "$1"
}

nobody_drops

# What cannot drop is not named: rules that count, log, mark, rewrite, accept
nft_has 'table inet quiet { chain i { type filter hook input priority 0; counter; log; meta mark set 1; jump j; }; chain j { ct state new accept; return; };
	chain n { type nat hook prerouting priority dstnat; tcp dport 80 redirect to :8080; }; chain alone { drop; }; }'
nobody_drops

# A chain that nothing leads to drops nothing; a table that sleeps neither; at output none of ours is behind it
nft_has 'table inet asleep { flags dormant; chain i { type filter hook input priority 0; policy drop; }; }
	table inet out { chain o { type filter hook output priority 0; policy drop; }; }'
nobody_drops

# By its policy, by a rule, by a refusal, by a chain behind two others; each in its chain and family
nft_has 'table inet closed { chain i { type filter hook input priority 0; policy drop; }; }
	table ip ruled { chain f { type filter hook forward priority 0; tcp dport 1 drop; }; }
	table ip6 refusal { chain f { type filter hook forward priority 0; tcp dport 1 reject; }; }
	table inet behind { chain p { type filter hook prerouting priority -5; jump a; }; chain a { goto b; }; chain b { tcp dport 1 drop; }; }'
drops_in input ": nft's table inet closed, chain i" ": nft's table inet behind, chain p"
drops_in forward ": nft's table ip ruled, chain f" ": nft's table inet behind, chain p"
family=6 drops_in forward ": nft's table ip6 refusal, chain f" ": nft's table inet behind, chain p"
expect 0 "$OGCTL" test --policy "$work/policy" --hook input --dport 22
out_has "  but: another filter may drop it (nft's table inet closed, chain i)"
expect 1 "$OGCTL" test --policy "$work/policy" --hook input --dport 23
verdict 'of what the gate drops nobody else is named' lacks "$out" 'may drop it'

# A map of verdicts changes with no rule's change: it may drop, whatever is in it now
nft_has 'table inet mapped { chain i { type filter hook input priority 0; tcp dport vmap { 1 : accept, 2 : accept }; }; chain f { type filter hook forward priority 0; ct state vmap { new : accept }; }; }'
drops_in input ": nft's table inet mapped, chain i"
drops_in forward ": nft's table inet mapped, chain f"

# Names tell whose it is; one that drops nothing is not named, and who sets a policy is by his chains
nft_has 'table inet firewalld { chain filter_INPUT { type filter hook input priority 10; jump z; }; chain z { reject; }; }
	table inet f2b-table { chain f2b-chain { type filter hook input priority -1; ip saddr 192.0.2.7 reject; }; }
	table inet netavark { chain FORWARD { type filter hook forward priority 0; drop; }; }'
drops_in input "firewalld: nft's table inet firewalld, chain filter_INPUT" "fail2ban: nft's table inet f2b-table, chain f2b-chain"
drops_in forward "podman: nft's table inet netavark, chain FORWARD"
expect 0 "$OGCTL" test --policy "$work/policy" --hook input --dport 22
out_has "  but: firewalld may drop it (nft's table inet firewalld, chain filter_INPUT)"
nft flush ruleset

# What comes in by a bridge meets its table before all of ours, what leaves by one behind forward. What a bridge carries from port to
# port meets ours, and its chain forward beside them, only by br_netfilter, of which tests/neighbours/cases/bridge asks a real one.
nft_has 'table bridge b { chain p { type filter hook prerouting priority -300; drop; }; chain i { type filter hook input priority 0; ip protocol tcp drop; };
	chain f { type filter hook forward priority 0; drop; }; chain o { type filter hook output priority 0; policy drop; };
	chain q { type filter hook postrouting priority 0; goto r; }; chain r { drop; }; }'
carried=/proc/sys/net/bridge/bridge-nf-call-iptables
[ ! -e "$carried" ] || echo 0 | tee "$carried" >"${carried/ip/ip6}"
for family in 4 6; do
	drops_in input ": nft's table bridge b, chain p" ": nft's table bridge b, chain i"
	drops_in forward ": nft's table bridge b, chain p" ": nft's table bridge b, chain i" ": nft's table bridge b, chain o" ": nft's table bridge b, chain q"
done
if [ -e "$carried" ]; then
	echo 1 >"$carried"
	family=6 drops_in forward ": nft's table bridge b, chain p" ": nft's table bridge b, chain i" ": nft's table bridge b, chain o" ": nft's table bridge b, chain q"
	family=4 drops_in forward ": nft's table bridge b, chain p" ": nft's table bridge b, chain i" ": nft's table bridge b, chain o" ": nft's table bridge b, chain q" \
		": nft's table bridge b, chain f"
fi
unset family
# what libvirt keeps by its filters for guests' devices
nft_has 'table bridge nat { chain PREROUTING { type filter hook prerouting priority dstnat; iifname "vnet0" jump libvirt-I-vnet0; }; chain libvirt-I-vnet0 { jump I-vnet0-mac; };
	chain I-vnet0-mac { ether saddr 52:54:00:00:00:01 return; drop; }; }'
drops_in input "libvirt: nft's table bridge nat, chain PREROUTING"
nft flush ruleset

# iptables, either kind; REJECT of the one is an expression of nft's, of the other a target
for kind in nft legacy; do
	# not every kernel has both
	"iptables-$kind" -n -L >"$work/list" 2>&1 || continue
	ipt=iptables-$kind
	ip6t=ip6tables-$kind
	name="nft's"
	[ "$kind" = nft ] || name="iptables'"
	table="ip "
	[ "$kind" = nft ] || table=
	"$ipt" -N ufw-user-input
	"$ipt" -N DOCKER-USER
	"$ipt" -N f2b-sshd
	"$ipt" -A INPUT -j ufw-user-input
	"$ipt" -A INPUT -p tcp --dport 22 -j f2b-sshd
	"$ipt" -A FORWARD -j DOCKER-USER
	"$ipt" -A DOCKER-USER -p tcp -j LOG
	"$ipt" -A DOCKER-USER -j RETURN
	"$ipt" -t nat -A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 8080
	"$ipt" -A ufw-user-input -p tcp --dport 1
	of_legacy
	nobody_drops
	"$ipt" -A f2b-sshd -s 192.0.2.7 -j REJECT
	drops_in input "fail2ban: $name table ${table}filter, chain INPUT"
	drops_in forward ''
	"$ipt" -A ufw-user-input -p tcp --dport 1 -j DROP
	drops_in input "ufw+fail2ban: $name table ${table}filter, chain INPUT"
	"$ipt" -P FORWARD DROP
	drops_in forward "Docker: $name table ${table}filter, chain FORWARD"
	if [ "$kind" = legacy ]; then
		expect 0 env "OG_PROC_ROOT=$plain" "$OGCTL" status
		out_has "  others      ufw and fail2ban may drop packets, too: iptables' table filter, chain INPUT"
		out_has "  others      Docker may drop packets, too: iptables' table filter, chain FORWARD"
		expect 0 env "OG_PROC_ROOT=$plain" "$OGCTL" -j status
		verdict 'both in status' jq -e '[.others.may_drop[] | [.station, .families, .by]]
			== [["input", [4], ["ufw", "fail2ban"]], ["forward", [4], ["Docker"]]]' "$work/out" >"$work/jq"
	fi
	"$ip6t" -N LIBVIRT_FWO
	"$ip6t" -A FORWARD -j LIBVIRT_FWO
	"$ip6t" -A LIBVIRT_FWO -j REJECT
	of_legacy
	name6=${name/ipt/ip6t}
	family=6 drops_in forward "libvirt: $name6 table ${table:+ip6 }filter, chain FORWARD"
	family=6 drops_in input ''
	"$ipt" -P FORWARD ACCEPT
	for each in "$ipt" "$ip6t"; do
		"$each" -F
		"$each" -X
		"$each" -t nat -F
	done
	of_legacy
	nobody_drops
	nft flush ruleset 2>"$work/flush" || true
done

# doctor names them too
nft_has 'table inet firewalld { chain filter_INPUT { type filter hook input priority 10; drop; }; }'
expect 1 "$OGCTL" -j doctor
verdict 'doctor names firewalld' jq -e '[.findings[] | select(.rule == "other-filters") | .what]
	== ["others may drop packets here, too: firewalld (nft'\''s table inet firewalld, chain filter_INPUT)"]' "$work/out" >"$work/jq"
nft flush ruleset

# firewalld unloads whatever uses conntrack, where it is told to; here by chains of iptables, for nft is not asked beside plain files
unloader()
{
	expect 1 env "OG_PROC_ROOT=$plain" "$OGCTL" -j doctor
	jq -r '.findings[] | select(.rule == "unloader") | .severity' "$work/out" >"$work/said"
	err=$(cat "$work/said")
	verdict "$1: doctor says of it: ${2:-nothing}" [ "$err" = "${2-}" ]
}

held=$plain/sys/module/outlook_guard/parameters/held
if iptables-legacy -N INPUT_ZONES 2>"$work/err"; then
	iptables-legacy -A INPUT -j INPUT_ZONES
	of_legacy
	unloader "firewalld drops nothing"
	iptables-legacy -A INPUT_ZONES -j REJECT
	unloader "firewalld is there" warning
	mkdir -p "${held%/*}"
	echo N >"$held"
	unloader "firewalld is there, and the module can be held" warning
	echo Y >"$held"
	unloader "the module is held"
	rm "$held"
	mv "$plain/sys/module/outlook_guard" "$work/gone"
	unloader "no module is there"
	mv "$work/gone" "$plain/sys/module/outlook_guard"
	iptables-legacy -F
	iptables-legacy -X
fi

# Whoever may not ask is told that there may be somebody
iptables-legacy -P INPUT DROP
of_legacy
expect 0 setpriv --bounding-set -all --inh-caps -all env "OG_PROC_ROOT=$plain" "$OGCTL" status
out_has '  others      whether another filter drops packets, too, only root can see: sudo ogctl status'
expect 0 setpriv --bounding-set -all --inh-caps -all env "OG_PROC_ROOT=$plain" "$OGCTL" -j status
verdict 'unseen in status' jq -e '.others == {"seen": false, "may_drop": []}' "$work/out" >"$work/jq"

finish
