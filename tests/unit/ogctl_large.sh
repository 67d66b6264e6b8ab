#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Rulesets of 100,000 rules, which take import bounded time: seconds of a processor, however the rules meet each other.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

# iptables_rules AWK: what awk prints for each n
iptables_rules()
{
	printf '%s\n' '# ogctl: both' '*filter' ':INPUT DROP [0:0]' ':FORWARD DROP [0:0]'
	awk 'function host(n) { return "10." int(n / 65536) "." int(n / 256) % 256 "." n % 256 }
		BEGIN { for (n = 0; n < 100000; n++) { '"$1"'; print "" } }'
	echo COMMIT
}

# nft_rules AWK: likewise, the members of "expr"
nft_rules()
{
	printf '%s' '{"nftables": [{"metainfo": {"version": "1.0.6", "release_name": "a", "json_schema_version": 1}}, {"table": {"family": "inet", "name": "t"}}'
	printf ', {"chain": {"family": "inet", "table": "t", "name": "%s", "type": "filter", "hook": "%s", "prio": 0, "policy": "drop"}}' input input forward forward
	awk 'function host(n) { return "10." int(n / 65536) "." int(n / 256) % 256 "." n % 256 }
		function is(of, field, what) { return "{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"" of "\", \"field\": \"" field "\"}}, \"right\": " what "}}, " }
		BEGIN { for (n = 0; n < 100000; n++) { printf ", {\"rule\": {\"family\": \"inet\", \"table\": \"t\", \"chain\": \"input\", \"handle\": %d, \"expr\": [", n; '"$1"'; print "]}}" } }'
	echo ']}'
}

# in_time STATUS FORMAT: 40 seconds of a processor, at most
in_time()
{
	line="$1 of $2"
	(ulimit -t 40 && exec "$OGCTL_USED" import "$2" "$work/rules" -o "$work/policy") 2>"$work/err"
	code=$?
	verdict "exit status $1, not $code" [ "$code" = "$1" ]
	expect 0 "$OGCTL" check "$work/policy"
}

iptables_rules 'printf "-A INPUT -p tcp -m tcp --dport %d -j ACCEPT", n % 65536' >"$work/rules"
in_time 0 iptables
iptables_rules 'printf n < 99990 ? "-4 -A INPUT -s " host(n) " -j DROP" : "-A INPUT -p tcp --dport " n % 65536 " -j ACCEPT"' >"$work/rules"
in_time 0 iptables
iptables_rules 'printf "-4 -A INPUT -s " host(n) " -p tcp --dport " n % 65536 " -j ACCEPT"' >"$work/rules"
in_time 1 iptables
iptables_rules 'printf n % 2 ? "-4 -A INPUT -s " host(n) " -p tcp --dport " n % 60000 " -j DROP" : "-A INPUT -p udp --dport " n % 65536 " -j ACCEPT"' >"$work/rules"
in_time 1 iptables
nft_rules 'printf is("tcp", "dport", n % 65536) "{\"accept\": null}"' >"$work/rules"
in_time 0 nft
nft_rules 'printf n % 2 ? is("ip", "saddr", "\"" host(n) "\"") is("tcp", "dport", n % 60000) "{\"drop\": null}" : is("udp", "dport", n % 65536) "{\"accept\": null}"' >"$work/rules"
in_time 1 nft
finish
