#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What ogctl says and with which exit status, verb by verb.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

# status, show, version
expect 0 "$OGCTL"
out_has 'mode        enforce: what no item accepts is dropped'
out_has '25 smtp'
out_has '465 submissions'
out_has '3268-3269 msft-gc msft-gc-ssl'
out_has 'input and forward accept'
err_is ''
expect 0 "$OGCTL" status -j
json '.loaded and .fits and .generation == 1'
json '.counters.input | .accept.state == 12 and .drop.port == 7'
json '.counters.forward.would_drop.port == 5'
json '.policy.input | any(. == {item: "25/tcp", kind: "ports", low: 25, high: 25, transports: ["tcp"], names: ["smtp"]})'
verdict 'a tally that is off is not worth a line' lacks "$out" '  tally '
verdict 'nor is no trial' lacks "$out" '  trial '
sed -i 's/^tally .*/tally on/; s/^tally_seconds .*/tally_seconds 5400/; s/^log .*/log nflog:5/; s/^log_sent .*/log_sent 31/; s/^trial_left .*/trial_left 110/' "$stats"
expect 0 "$OGCTL"
out_has '  tally       on for 1 h 30 min: "ogctl ports" shows it'
out_has '  trial       1 min 50 s left, then the policy before it is back: "ogctl trial" says more'
out_has '  log         nflog:5: 31 drops were sent there, 0 more were too many at once'
expect 0 "$OGCTL" status -j
json '.tally == "on" and .tally_seconds == 5400 and .log == "nflog:5" and .log_sent == 31 and .log_suppressed == 0 and .trial_left == 110'
fresh_module
expect 0 "$OGCTL" show
verdict 'the bytes of the policy file' cmp "$work/out" "$policy"
expect 0 "$OGCTL" -j show
verdict 'its text is that of the file' cmp <(jq -j .policy.text "$work/out") "$policy"
expect 0 "$OGCTL" version
out_has 'module '
expect 0 "$OGCTL" version -j
json '.tool == .module and .fits'

sed -i 's/^mode .*/mode off/' "$policy" "$stats"
expect 0 "$OGCTL"
out_has 'mode        off: nothing is looked at'
out_has 'kept for when the mode is another than off'
fresh_module

# test: the same judge as the kernel's
while IFS='|' read -r code arguments answer; do
	read -ra words <<<"$arguments"
	expect "$code" "$OGCTL" test "${words[@]}"
	out=${out%%$'\n'*}
	out_is "$answer"
done <<'ROWS'
1|--hook forward --proto tcp --dport 143|drop: port 143/tcp (imap) is not listed in forward
0|--hook forward --proto tcp --dport 993|accept: port 993/tcp (imaps) is listed in forward
0|--hook input --dport smtp|accept: port 25/tcp (smtp) is listed in input
0|--hook input --dport 53/udp|accept: port 53/udp (domain) is listed in input
1|--hook input --proto udp --dport 25|drop: port 25/udp (smtp) is not listed in input
0|--hook forward --proto 47 --state established|accept: the state established is listed in forward
0|--hook forward --proto tcp --dport 1 --state reply|accept: the state reply is listed in forward
0|--hook forward --proto udp --dport 1 --state related|accept: the state related is listed in forward
1|--hook forward --proto tcp --dport 1 --state untracked|drop: port 1/tcp (tcpmux) is not listed in forward
1|--hook forward --proto tcp --dport 1 --state invalid|drop: port 1/tcp (tcpmux) is not listed in forward
0|--hook forward --proto tcp --dport 25 --state invalid|accept: port 25/tcp (smtp) is listed in forward
1|--hook input --proto gre|drop: protocol 47 (gre) is not listed in input
0|--hook input --proto icmp|accept: protocol 1 (icmp) is listed in input
0|--hook input --proto icmp --family 6|accept: protocol 58 (ipv6-icmp) is listed in input
1|--hook input --proto icmpv6 --family 4|drop: protocol 58 (ipv6-icmp) is not listed in input
1|--hook input --proto 1 --family 6|drop: protocol 1 (icmp) is not listed in input
0|--hook input --dport 143 --in lo|accept: it came in on lo, and input lists loopback
1|--hook forward --proto tcp --fragment|drop: a later fragment shows no port
0|--hook forward --proto icmp --fragment|accept: protocol 1 (icmp) is listed in forward
1|--hook input --proto 0|drop: protocol 0 (ip) is not listed in input
ROWS
# Any device but lo, where this machine has one
other=$(find /sys/class/net -mindepth 1 ! -name lo -printf '%f\n' | head -n 1)
if [ -n "$other" ] && [ -e "/proc/sys/net/ipv4/conf/$other" ]; then
	expect 1 "$OGCTL" test --hook input --dport 143 --in "$other"
	out_has 'drop: port 143/tcp (imap) is not listed in input'
fi
expect 1 "$OGCTL" test --hook forward --dport imap -j
json '[.verdict, .reason, .port, .chain] == ["drop", "port", 143, "forward"]'
input='mode audit' expect 0 "$OGCTL" test --hook input --dport 143 --policy -
out_has 'accept: the mode is audit, nothing is dropped; enforced, the answer would be drop: port 143/tcp (imap) is not listed in input'
input='mode off' expect 0 "$OGCTL" test --hook input --dport 143 --policy -
out_has 'accept: the mode is off'
input='ipv6 ignore' expect 0 "$OGCTL" test --hook input --dport 143 --family 6 --policy -
out_has 'accept: ipv6 is ignore'
input='input any' expect 0 "$OGCTL" test --hook input --dport 143 --policy -
out_is $'accept: input accepts anything\n  by stdin:1:7: any'
input='+143/tcp' expect 0 "$OGCTL" test --hook input --dport 143 --policy -
for arguments in '' '--hook input' '--hook output --dport 25' '--hook input --dport 70000' \
	'--hook input --dport imapz' '--hook input --proto frob' '--hook input --proto 256' \
	'--hook input --proto icmp --dport 25' '--hook input --dport 25 --fragment' \
	'--hook input --dport 25 --state odd' '--hook input --dport 25 --family 5' \
	'--hook input --dport 25 more'; do
	read -ra words <<<"$arguments"
	expect 2 "$OGCTL" test "${words[@]}"
	out_is ''
done

# allow and deny
expect 0 "$OGCTL" allow --dry-run smtp imap 587/tcp
out_is $'input and forward:\n  + 143/tcp         imap'
err_is 'ogctl: a dry run: nothing was changed'
expect 0 "$OGCTL" allow smtp imap 587/tcp
out_is $'input and forward:\n  + 143/tcp         imap'
err_is ''
verdict 'one edit was written' [ "$(<"$policy")" = ' +25/tcp +143/tcp +587/tcp' ]
expect 0 "$OGCTL" allow imap
out_is ''
err_is 'ogctl: nothing to change: it is so already'
fresh_module
expect 0 "$OGCTL" deny --chain input pop3
verdict 'the chain is named' [ "$(<"$policy")" = 'input -110/tcp' ]
out_is $'input:\n  - 110/tcp         pop3'
fresh_module
expect 0 "$OGCTL" -j deny --chain forward smtp
json '.changed and (.dry_run | not) and .changes.input.removed == []'
json '[.changes.forward.removed[].item] == ["25/tcp"]'
fresh_module

# apply and diff
printf 'mode audit\n+443/tcp\n' >"$work/edit"
expect 1 "$OGCTL" diff "$work/edit"
out_is $'mode: enforce -> audit\ninput and forward:\n  + 443/tcp         https'
expect 1 "$OGCTL" diff -j "$work/edit"
json '.differs and .changes.mode == {from: "enforce", to: "audit"}'
expect 0 "$OGCTL" apply --dry-run "$work/edit"
err_is 'ogctl: a dry run: nothing was changed'
expect 0 "$OGCTL" show
verdict 'a dry run changes nothing' cmp "$work/out" "$policy"
expect 0 "$OGCTL" apply "$work/edit"
err_has 'the mode is audit: no packet is dropped'
verdict 'the file was written as it is' cmp "$work/edit" "$policy"
expect 0 "$OGCTL" --dry-run allow imap
err_has 'the mode is audit: no packet is dropped'
expect 0 "$OGCTL" diff "$work/edit"
out_is 'no difference'
fresh_module
printf 'input none\n' >"$work/a"
printf 'input 25/tcp\n' >"$work/b"
expect 1 "$OGCTL" diff "$work/a" "$work/b"
out_is $'input:\n  + 25/tcp          smtp'
expect 0 "$OGCTL" diff "$work/b" "$work/b"
input='input 25/tcp' expect 0 "$OGCTL" diff - "$work/b"
expect 2 "$OGCTL" diff - -
input='+443/tcp' expect 0 "$OGCTL" apply -
verdict 'standard input was written' [ "$(<"$policy")" = '+443/tcp' ]
fresh_module

# profile
expect 0 "$OGCTL" profile
out_has 'safesquid-outlook   whole'
out_has 'ha                  adds '
expect 0 "$OGCTL" profile list -j
json '[.profiles[] | select(.kind == "whole")] | length == 6'
expect 0 "$OGCTL" profile show ha
verdict 'the file as it is' cmp "$work/out" "$OG_PROFILES/ha.policy"
expect 0 "$OGCTL" profile show ha -j
json '.kind == "adds" and (.text | contains("+proto:112"))'
expect 0 "$OGCTL" profile use safesquid-outlook
err_is 'ogctl: nothing to change: it is so already'
expect 0 "$OGCTL" profile use ha
out_is $'input:\n  + proto:112       vrrp'
expect 2 "$OGCTL" profile use haa
err_has 'did you mean "ha"?'
expect 2 "$OGCTL" profile show ../../etc/passwd
expect 2 "$OGCTL" profile use
expect 2 "$OGCTL" profile list ha
expect 2 "$OGCTL" profile frob
fresh_module

# what is on a screen
expect 0 "$OGCTL" --help
for verb in status show allow deny apply check diff test profile ports audit suggest explain lint version; do
	expect 0 "$OGCTL" "$verb" --help
	out_has "Usage: ogctl $verb"
	verdict 'no line is wider than a terminal' [ "$(wc -L <"$work/out")" -le 80 ]
done
expect 0 script -qec "TERM=xterm $OGCTL" /dev/null
out_has $'\033[32menforce'
expect 0 script -qec "TERM=xterm NO_COLOR=1 $OGCTL" /dev/null
verdict 'no colour' lacks "$out" $'\033'
expect 0 env TERM=xterm "$OGCTL"
verdict 'no colour in a pipe' lacks "$out" $'\033'

finish
