#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Every command's JSON is as docs/schemas says, whole: no member that the schema does not know.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

schemas=$top/docs/schemas

# validate COMMAND FILE: each line an object, or the whole one
validate()
{
	"$top/tests/unit/schema.py" "$1" "$2"
}

# valid CODE COMMAND ARGUMENT...
valid()
{
	local code=$1 command=$2

	shift
	expect "$code" "$OGCTL" -j "$@"
	verdict "it is as docs/schemas/$command.json says" validate "$command" "$work/out"
	checked+=" $command"
}

checked=
printf 'mode audit\n+443/tcp\n' >"$work/edit"
printf 'input 70000\n' >"$work/bad"
valid 0 status
valid 0 show
valid 0 allow imap --dry-run
valid 0 allow imap proto:112
fresh_module
valid 0 deny imap --dry-run
valid 0 deny smtp
fresh_module
valid 0 apply --dry-run "$work/edit"
valid 0 apply "$work/edit"
fresh_module
valid 0 check "$work/edit"
valid 4 check "$work/bad"
valid 1 diff "$work/edit"
valid 1 test --hook forward --dport imap
valid 0 test --hook input --proto icmp
valid 0 profile list
valid 0 profile show ha
valid 0 profile use safesquid-outlook
valid 0 version
valid 0 fast status
valid 0 status --check
valid 0 export nft
valid 0 import iptables "$top/tests/verdict/recipe.rules"
printf '%s\n' '*filter' ':INPUT DROP' '-A INPUT -d 192.0.2.1 -j ACCEPT' COMMIT >"$work/rules"
valid 1 import iptables "$work/rules"
verdict 'with what is left' [ "$(jq -c '[.whole, (.left | length), .left[0].rule]' "$work/out")" = '[false,1,"-A INPUT -d 192.0.2.1 -j ACCEPT"]' ]
valid 0 export iptables
valid 0 export csv
verdict 'with rows' [ "$(jq -c '[.table, (.rows | length > 20), .rows[0].chain]' "$work/out")" = '[null,true,"input"]' ]
valid 0 metrics
valid 0 metrics --openmetrics
valid 1 fallback
valid 0 zone
valid 0 zone add office eth1 192.0.2.0/24 --dry-run
verdict 'as a change' [ "$(jq -c '[.dry_run, .changes.zones[0].change]' "$work/out")" = '[true,"added"]' ]
cat >"$policy" <<'EOF'
zone office eth1 wg* 192.0.2.0/24 2001:db8:1::/48
zone admin 198.51.100.7
forward from office 143/tcp icmp
EOF
valid 0 zone
verdict 'with what there is' [ "$(jq '.zones | length' "$work/out")" = 2 ]
valid 0 zone list admin
valid 0 zone delete office eth1 --dry-run
valid 0 allow --from office 25 --dry-run
echo 'refuse reject office' >"$work/refuse"
valid 0 apply --dry-run "$work/refuse"
verdict 'refuse changes' [ "$(jq -c .changes.refuse "$work/out")" = '{"from":"drop","to":"reject office"}' ]
printf '%s\n' 'zone_office_passed 7' 'refuse_sent 31' 'refuse_suppressed 4' 'texts_unfit 2' >>"$stats"
valid 0 show
valid 0 status
verdict 'with what they let pass' [ "$(jq -c '[.zones, .refuse_sent, .refuse_suppressed, .texts_unfit]' "$work/out")" = \
	'[[{"name":"office","passed":7}],31,4,2]' ]
valid 0 zone delete office
fresh_module
mkdir -p "$OG_PROC_ROOT/etc" "$OG_PROC_ROOT/var/lib"
valid 0 save --dry-run
valid 0 save
valid 0 enforce
valid 0 off --dry-run
valid 0 trial status
valid 0 history
valid 0 monitor --count 1
valid 0 test --from 127.0.0.1 --to 127.0.0.1 --dport 143 --in lo
printf '%s\n' "input tcp 143 0 12 5 000004a1" \
	"forward udp 53 7 0 1 00000001" "forward tcp 445 0 12 90 0000ffa1" "input udp 4001 0 1 600 00010000" \
	"input udp "{4002..4009}" 0 1 600 00010000" "early tcp 110 0 9 2 00000001" | tally_age=4000 tally_has
valid 0 status
valid 0 ports
valid 0 audit status
valid 0 suggest
verdict 'with scans of both kinds' [ "$(jq -r '[.scans[].looks_like] | join(" ")' "$work/out")" = 'scanner strays' ]
valid 0 explain imap
valid 1 lint
valid 1 doctor
# The module on disk is the one that is loaded; what is done where it is another: tests/net/reload
mkdir "$work/programs"
printf '#!/bin/sh\nprintf "%%s\\n" "filename: /x.ko" "version: %s" "srcversion: 01AB"\n' "$(cat "$module_version")" >"$work/programs/modinfo"
chmod 755 "$work/programs/modinfo"
echo 01AB >"$OG_PROC_ROOT/sys/module/outlook_guard/srcversion"
PATH=$work/programs:$PATH valid 0 reload
for word in on off; do
	fresh_module
	valid 0 ports $word --dry-run
	verdict 'as a change' [ "$(jq .dry_run "$work/out")" = true ]
	valid 0 ports $word
done
printf '%s\n' 'input udp 4001 0 1 600 00010000' | tally_has
valid 0 audit off
valid 0 audit off --dry-run
valid 0 audit on --dry-run
verdict 'as what would come of it' [ "$(jq -c '[.dry_run, .mode]' "$work/out")" = '[true,"audit"]' ]
valid 0 audit on
on_trial=('state running' 'last none' 'seconds 3600' 'left 3000' 'elapsed_ms 600000' 'generation 3'
	'back mode enforce' 'back ipv6 filter' 'back early off' 'back tally on' 'back log off'
	"back input $builtin_items" "back forward $builtin_items")
sed -i 's/^mode .*/mode audit/' "$policy" "$stats"
trial_is "${on_trial[@]}"
valid 0 audit status
valid 0 audit off --dry-run
fresh_module
trial_is "${on_trial[@]}"
valid 0 trial status
valid 0 trial keep --force
fresh_module
trial_is "${on_trial[@]}"
valid 0 trial revert
fresh_module
valid 1 trial keep
fresh_module
"$OGCTL" apply "$work/edit" >/dev/null 2>&1
valid 0 rollback -1 --dry-run
valid 0 rollback -1
# An answer that no chain has a part in: this machine's own packet goes out, or its routing knows no way
unseen=(test --from 127.0.0.1 --to 203.0.113.5 --dport 22)
code=0
"$OGCTL" "${unseen[@]}" >/dev/null || code=$?
valid $code "${unseen[@]}"
verdict 'no chain sees it' [ "$(jq .chain "$work/out")" = null ]
mkdir -p "$OG_PROC_ROOT/etc/keepalived"
echo 'vrrp_instance gate {' >"$OG_PROC_ROOT/etc/keepalived/keepalived.conf"
printf 'mode enforce\ninput 22/tcp\nforward 22/tcp\n' >"$policy"
printf '%s\n' 'input udp 4001 0 1 600 00010000' | tally_has
valid 0 suggest
verdict 'with a protocol, and what is missing' [ "$(jq -c '[.protocols, .missing | length]' "$work/out")" = '[1,3]' ]

# drops needs a kernel: a real answer by tests/net/drops, one of either kind here
row='"chain": "input", "would": false, "reason": "port", "source": "192.0.2.1", "destination": "192.0.2.2",
	"protocol": 6, "source_port": 1, "port": 143, "name": "imap", "device": "eth1", "zones": ["office"]'
printf '{"schema": 1, %s}' "$row" >"$work/out"
line='an answer of drops --follow'
verdict 'is as docs/schemas/drops.json says' validate drops "$work/out"
printf '{"schema": 1, "drops": [{%s, "count": 2}], "count": 2, "not_listed": 0, "suppressed": 0, "lost": false}' \
	"$row" >"$work/out"
line='an answer of drops'
verdict 'is as docs/schemas/drops.json says' validate drops "$work/out"
checked+=' drops'

# What --revoke ended needs a kernel, too: real answers by tests/net/revoke and revoke-datagrams
row='"chain": "input", "protocol": 17, "port": 1194, "name": "openvpn", "connections": 2'
revoked="\"connections\": 2, \"by_port\": [{$row}], \"stopped\": [{$row}], \"not_ended\": [{$row, \"open_again\": 1}]"
"$OGCTL" -j deny --dry-run imap | jq ".revoked = {$revoked}" >"$work/out"
line='an answer of deny --revoke'
verdict 'is as docs/schemas/deny.json says' validate deny "$work/out"

# What fails without an answer, of any command
failed_as_written()
{
	local code=$1

	shift
	expect "$code" "$OGCTL" -j "$@"
	verdict 'it is as docs/schemas/error.json says' validate error "$work/out"
}
failed_as_written 1 drops
failed_as_written 2 frobnicate
failed_as_written 2 test --hook output
failed_as_written 4 allow imapz
failed_as_written 2 fast on no-such-device
rm -r "$OG_PROC_ROOT/sys/module"
rm -r "$OG_PROC_ROOT/proc/net/outlook_guard"
valid 3 status
failed_as_written 3 show

# A member that nobody wrote down is seen
echo '{"schema": 1, "policy": {}, "more": 1}' >"$work/out"
line='a planted member'
refused=yes
validate show "$work/out" 2>/dev/null && refused=no
verdict 'is refused' [ $refused = yes ]

# All of them: each command that --help lists has a schema, and was looked at here; no schema is of no command
line='the commands of --help, those that were looked at, and docs/schemas'
mapfile -t verbs < <("$OGCTL" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' | sort)
mapfile -t seen < <(tr ' ' '\n' <<<"$checked" | grep . | sort -u)
mapfile -t written < <(find "$schemas" -name '*.json' ! -name common.json ! -name error.json -printf '%f\n' |
	sed 's/\.json$//' | sort)
out="${verbs[*]}"
verdict "all were looked at, not only: ${seen[*]}" [ "${seen[*]}" = "$out" ]
verdict "each has a schema: ${written[*]}" [ "${written[*]}" = "$out" ]

finish
