#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What was seen and what follows from it: ports, audit, suggest.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

# A client that works, a scan of nine ports, strays at one, and a listed port
seen()
{
	printf '%s\n' 'input tcp 22 3 0 500 00000001' 'input tcp 3128 0 3 5 00000001' \
		'forward tcp 143 0 12 65 000004a1' 'forward udp 443 0 9 5 000004a1' \
		'forward tcp 993 40 0 5 000044a1' 'forward tcp 445 0 12 90 0000ffa1' \
		'forward tcp 4242 0 5 90 00000001'
	for port in 1 7 9 13 17 19 23 37 42; do
		echo "forward tcp $port 0 1 600 00010000"
	done
}

# Somebody who listens at 3128, and one at 22 on loopback only
listen()
{
	local proc=$OG_PROC_ROOT/proc

	printf '%s\n' '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode' \
		'   0: 00000000:0C38 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 777 1 x' \
		'   1: 0100007F:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 778 1 x' \
		'   2: 0100007F:0C38 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 779 1 x' >"$proc/net/tcp"
	mkdir -p "$proc/12/fd"
	ln -sfn 'socket:[777]' "$proc/12/fd/3"
	echo squid >"$proc/12/comm"
}

back=('back mode enforce' 'back ipv6 filter' 'back early off' 'back tally on' 'back log off'
	"back input $builtin_items" "back forward $builtin_items")

# --- ports ---

tally_has </dev/null
expect 0 "$OGCTL" ports
out_is ''
err_has 'nothing of that kind was seen'
fresh_module
printf 'chain protocol port accepted dropped seconds sources\n' >"$OG_PROC_ROOT/proc/net/outlook_guard/ports"
expect 0 "$OGCTL" ports
out_is ''
err_has '"ogctl ports on" turns it on'
expect 0 "$OGCTL" ports -j
json '.tally == "off" and .ports == []'

seen | tally_has
listen
expect 0 "$OGCTL" ports
verdict 'a line a port, and a head' [ "$(wc -l <"$work/out")" -eq 17 ]
verdict 'the most dropped first' [ "$(sed -n '2s/ .*//p;2q' "$work/out")" = forward ]
out_has 'forward  143/tcp   imap                  0       12       4    65 s  no'
out_has 'input    3128/tcp  squid                 0        3       1     5 s  no      squid'
out_has 'somebody, on loopback only'
verdict 'no blanks at the end of a line' [ "$(grep -c ' $' "$work/out")" -eq 0 ]
err_has '14 of these ports are not listed'
err_has 'ogctl suggest'
expect 0 "$OGCTL" ports -j
json '.tally == "on" and (.ports | length) == 16'
json '.ports[0] | .port == 143 and .protocol == "tcp" and .chain == "forward" and .name == "imap"'
json '.ports[0] | .accepted == 0 and .dropped == 12 and .sources == 4 and .seconds == 65 and (.listed | not)'
json '.ports[] | select(.port == 3128) | .listens == "squid"'
json '.ports[] | select(.port == 993) | .listed and .listens == null'
expect 0 "$OGCTL" ports --chain input -j
json '[.ports[].port] == [3128, 22]'
expect 0 "$OGCTL" ports --dropped --chain forward --top 2 -j
json '[.ports[].port] == [143, 445]'
for arguments in 'ports maybe' 'ports on off' 'ports --chain output' 'ports --top 0' 'ports --top x' \
	'ports --top -1' 'ports on --dropped'; do
	read -ra words <<<"$arguments"
	expect 2 "$OGCTL" "${words[@]}"
	out_is ''
done
fresh_module
expect 0 "$OGCTL" ports on
out_is 'tally: off -> on'
verdict 'one statement was written' [ "$(<"$policy")" = 'tally on' ]
fresh_module
sed -i 's/^mode .*/mode off/' "$policy" "$stats"
expect 0 "$OGCTL" ports on
err_has 'nothing is counted while the mode is off'
verdict 'the mode is named' [ "$(<"$policy")" = 'mode off; tally on' ]
fresh_module
echo 'chain protocol port accepted dropped seconds sources colour' >"$OG_PROC_ROOT/proc/net/outlook_guard/ports"
expect 3 "$OGCTL" ports
err_has 'does not know'

# --- suggest ---

fresh_module
printf 'chain protocol port accepted dropped seconds sources\n' >"$OG_PROC_ROOT/proc/net/outlook_guard/ports"
expect 1 "$OGCTL" suggest
out_is ''
err_has 'ogctl audit on'
seen | tally_has
sed -i 's/^mode .*/mode audit/' "$policy"
expect 0 "$OGCTL" suggest
cp "$work/out" "$work/suggested"
out_has $'\n# 143/tcp imap: 12 dropped, 0 accepted, from 4 sources, last 65 s ago\n#   why:    mail is read by IMAP'
out_has $'\nforward +143/tcp\n'
out_has '#   risk:   passwords in plain text'
out_has $'#   why:    not known here: ask who uses it before it is opened\nforward +4242/tcp\n'
out_has $'\nmode enforce\n'
out_has $'#   forward 1/tcp 7/tcp 9/tcp 13/tcp 17/tcp 19/tcp 23/tcp 37/tcp 42/tcp\n'
out_has '#   forward +445/tcp  # microsoft-ds: 12 tries from 13 sources'
err_has '4 ports are suggested'
err_has '10 ports are left out'
expect 0 "$OGCTL" check "$work/suggested"
expect 1 "$OGCTL" diff -j "$work/suggested"
json '[.changes.forward.added[].item, .changes.input.added[].item] == ["143/tcp", "443/udp", "4242/tcp", "3128/tcp"]'
json '.changes.forward.removed + .changes.input.removed == [] and .changes.mode.to == "enforce"'
expect 0 "$OGCTL" suggest -o "$work/file"
out_is ''
verdict 'the file is what was printed' cmp <(grep -v Suggested "$work/file") <(grep -v Suggested "$work/suggested")
err_has "ogctl diff $work/file"
expect 0 "$OGCTL" suggest -j
json '[.suggested[].port] == [3128, 143, 4242, 443] and ([.scans[].ports] | add) == 10'
json '.suggested[1] | .why and .risk and .source and .name == "imap"'
json '[.scans[] | "\(.chain) \(.looks_like) \(.items[0].item)"] == ["forward scanner 1/tcp", "forward strays 445/tcp"]'
json '[.scans[0].items[].item] == ["1/tcp", "7/tcp", "9/tcp", "13/tcp", "17/tcp", "19/tcp", "23/tcp", "37/tcp", "42/tcp"]'
json '.policy.mode == "enforce" and (.text | contains("forward +143/tcp"))'
# All ports there are, scanned: as short as the text
awk 'BEGIN { for (p = 1; p < 65536; p++) print "input tcp", p, 0, 1, 600, "00010000" }' | tally_has
expect 0 "$OGCTL" suggest -j
json '.suggested == [] and ([.scans[] | "\(.chain) \(.looks_like) \(.ports)"] == ["input scanner 65517"])'
json '.scans[0].items | length < 30 and any(.item == "8081-65535/tcp" and .low == 8081 and .high == 65535)'
verdict 'it is short' [ "$(wc -c <"$work/out")" -lt 40000 ]
expect 0 "$OGCTL" suggest
err_is $'ogctl: no port is suggested: at none that is not listed was anything seen that looks like use\nogctl: 65517 ports are left out, for they look like a scan: see the end of the text'
# Every port of both chains, row by row: the answer is never held in memory (415 MB it was)
{
	for chain in input forward; do
		for protocol in tcp udp; do
			awk -v c="$chain $protocol" 'BEGIN { for (p = 1; p < 65536; p++) print c, p, 0, 1, 600, "00010000" }'
		done
	done
} | tally_has
expect 0 "$OGCTL" ports -j
verdict 'all are there' [ "$(jq '.ports | length' "$work/out")" = 262140 ]
verdict 'each on a line of its own' [ "$(grep -c '^    {"chain": ' "$work/out")" = 262140 ]
expect 0 "$OGCTL" ports --dropped --top 1 -j
json '.ports | length == 1'

# As much as can be said in a text that can be applied: a list of every other port, and scans and use of the rest
every_other()
{
	awk -v kind="$1" -v first="$2" 'BEGIN { for (p = first; p < 65536; p += 2) printf " %d/%s", p, kind }'
}
# long_policy ITEMS: of forward
long_policy()
{
	printf 'mode enforce\nipv6 filter\nearly off\ntally on\nlog off\ninput established related loopback icmp%s%s\nforward established related icmp%s\n' \
		"$(every_other tcp 1)" "$(every_other udp 2)" "$1" >"$policy"
}

long_policy ''
{
	awk 'BEGIN { for (p = 2; p < 65536; p += 2) print "input tcp", p, 0, 1, 600, "00010000" }'
	awk 'BEGIN { for (p = 1; p < 65536; p += 2) print "input udp", p, 0, 1, 600, "00010000" }'
} | tally_has
expect 0 "$OGCTL" suggest
out_has '#   input   65535 ports: ogctl ports --dropped'
cp "$work/out" "$work/suggested"
verdict 'it can be applied' [ "$(wc -c <"$work/suggested")" -lt 1048576 ]
expect 0 "$OGCTL" check "$work/suggested"
expect 0 "$OGCTL" diff "$work/suggested"
{
	echo 'forward tcp 143 0 12 65 000004a1'
	awk 'BEGIN { for (p = 2002; p < 12002; p++) print "forward tcp", p, 0, 20, 600, "00000001" }'
} | tally_has
expect 0 "$OGCTL" suggest
out_has $'\n# 10001 ports, too many for a word on each: "ogctl ports" and "ogctl explain PORT"\nforward +143/tcp +2002-12001/tcp'
err_has '10001 ports are suggested'
cp "$work/out" "$work/suggested"
expect 1 "$OGCTL" diff -j "$work/suggested"
json '[.changes.forward.added[].item] == ["143/tcp", "2002-12001/tcp"] and .changes.input == {added: [], removed: []}'
# Where the policy alone leaves no room, there is no such text
long_policy ''
rest="$(every_other tcp 1)$(every_other udp 2)"
rest=${rest:0:1048560 - $(wc -c <"$policy")}
long_policy "${rest% *}"
verdict 'it is as long as can be' [ "$(wc -c <"$policy")" -gt 1048500 ]
echo 'forward tcp 2 0 12 65 000004a1' | tally_has
expect 1 "$OGCTL" suggest
out_is ''
err_has 'more than the 1048576 that can be written at once'
fresh_module

# What PCs call out to everybody nobody here misses: nobody listens
noise()
{
	printf '%s\n' 'input udp 137 0 90 5 000004a1' 'input udp 138 0 30 5 000004a1' 'input tcp 1947 0 12 5 000004a1' \
		'input udp 1947 0 12 5 000004a1' 'input udp 17500 0 44 5 00000001' 'input tcp 3128 0 30 5 000004a1' \
		'forward udp 137 0 44 5 00000001'
}
noise | tally_has
expect 0 "$OGCTL" suggest -j
json '(.suggested | length) == 7 and .nobody_listens == []'
listen
expect 0 "$OGCTL" suggest
out_has $'\n# Not suggested: nobody on this machine listens there; PCs call out to everybody.\n#   input +1947/tcp  # '
out_has $'\n#   input +137/udp  # netbios-ns: 90 tries from 4 sources\n'
out_has '#   input +17500/udp  # '
err_has '2 ports are suggested'
err_has '5 ports of input are left out, for nobody on this machine listens there'
cp "$work/out" "$work/suggested"
expect 1 "$OGCTL" diff -j "$work/suggested"
json '[.changes.input.added[].item] == ["3128/tcp"] and [.changes.forward.added[].item] == ["137/udp"]'
expect 0 "$OGCTL" suggest -j
json '[.nobody_listens[] | "\(.port)/\(.protocol)"] == ["1947/tcp", "137/udp", "138/udp", "1947/udp", "17500/udp"]'
noise | grep -v ' 3128 \|forward' | tally_has
expect 0 "$OGCTL" suggest
err_has 'no port is suggested'
verdict 'not that all are listed' lacks "$err" 'is listed'
# Who listens on loopback only is not reached by anybody
sed -i 's/00000000:0C38/0100007F:0C38/' "$OG_PROC_ROOT/proc/net/tcp"
echo 'input tcp 3128 0 30 5 000004a1' | tally_has
expect 0 "$OGCTL" suggest -j
json '[.nobody_listens[].port] == [3128] and .suggested == []'
# TPROXY and IPVS take what nobody listens at
mkdir -p "$OG_PROC_ROOT/etc/squid"
echo 'http_port 3129 tproxy' >"$OG_PROC_ROOT/etc/squid/squid.conf"
expect 0 "$OGCTL" suggest -j
json '[.suggested[].port] == [3128] and .nobody_listens == []'
rm -r "$OG_PROC_ROOT/etc/squid"
printf 'IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port Forward Weight ActiveConn InActConn\n' >"$OG_PROC_ROOT/proc/net/ip_vs"
expect 0 "$OGCTL" suggest -j
json '.suggested == []'
echo 'TCP  0A000001:0050 rr' >>"$OG_PROC_ROOT/proc/net/ip_vs"
expect 0 "$OGCTL" suggest -j
json '[.suggested[].port] == [3128]'
fresh_module
seen | tally_has
expect 2 "$OGCTL" suggest -o "$work/missing/file"
err_has 'cannot write'
verdict 'no piece of a file is left' [ -z "$(find "$work" -name 'file.*')" ]
expect 2 "$OGCTL" suggest more

# What is there already keeps its kind and its mode
mode_of()
{
	stat -c %a "$1"
}

umask 022
expect 0 "$OGCTL" suggest -o "$work/new"
verdict 'a new file is not for everyone' [ "$(mode_of "$work/new")" = 640 ]
verdict 'and no news' lacks "$err" replaced
umask 077
expect 0 "$OGCTL" suggest -o "$work/narrow"
verdict 'nor wider than umask says' [ "$(mode_of "$work/narrow")" = 600 ]
umask 022
for mode in 600 644 400; do
	echo old >"$work/kept"
	chmod $mode "$work/kept"
	expect 0 "$OGCTL" suggest -o "$work/kept"
	err_has "$work/kept was there already, and is replaced"
	verdict "mode $mode is kept" [ "$(mode_of "$work/kept")" = $mode ]
	verdict 'the text is new' grep -q '143/tcp imap' "$work/kept"
done
mkdir "$work/elsewhere"
echo old >"$work/elsewhere/target"
chmod 600 "$work/elsewhere/target"
ln -s elsewhere/target "$work/link"
expect 0 "$OGCTL" suggest -o "$work/link"
verdict 'a link stays one' [ -L "$work/link" ]
verdict 'where it leads to is written' grep -q '143/tcp imap' "$work/elsewhere/target"
verdict 'and keeps its mode' [ "$(mode_of "$work/elsewhere/target")" = 600 ]
ln -s elsewhere/later "$work/dangling"
expect 0 "$OGCTL" suggest -o "$work/dangling"
verdict 'a link to nothing yet stays one' [ -L "$work/dangling" ]
verdict 'and leads to something' grep -q '143/tcp imap' "$work/elsewhere/later"
mkfifo "$work/fifo"
timeout 20 cat "$work/fifo" >"$work/read" &
expect 0 timeout 20 "$OGCTL" suggest -o "$work/fifo"
wait $!
verdict 'a pipe stays one' [ -p "$work/fifo" ]
verdict 'and has been read from' grep -q '143/tcp imap' "$work/read"
# A device and a way to standard output of our own: a fault here must not cost the machine its /dev
if mknod "$work/null" c 1 3 2>/dev/null && : 2>/dev/null >"$work/null"; then
	expect 0 "$OGCTL" suggest -o "$work/null"
	verdict 'a device stays one' [ -c "$work/null" ]
fi
ln -s /proc/self/fd/1 "$work/stdout"
expect 0 "$OGCTL" suggest -o "$work/stdout"
out_has '143/tcp imap'
# shellcheck disable=SC2016 # for the inner shell
expect 0 bash -c 'echo before; "$1" suggest -o "$2"; echo behind' - "$OGCTL" "$work/stdout"
verdict 'it is written where the output goes on' [ "${out%%$'\n'*} ${out##*$'\n'}" = 'before behind' ]
# shellcheck disable=SC2016 # for the inner shell
expect 0 bash -c '"$1" suggest -o "$2" | cat' - "$OGCTL" "$work/stdout"
out_has '143/tcp imap'
verdict 'the way there stays a link' [ -L "$work/stdout" ]
expect 2 "$OGCTL" suggest -o "$work/elsewhere"
err_has 'Is a directory'
expect 2 "$OGCTL" suggest -o ''
err_has 'the name of a file'
expect 2 "$OGCTL" suggest --output=
err_has 'the name of a file'
verdict 'no piece of a file is left' [ -z "$(find "$work" -regex '.*\.[0-9]+')" ]
echo 'forward tcp 993 40 0 5 000044a1' | tally_has
expect 0 "$OGCTL" suggest
err_has 'nothing to add'

# What no port tells of: the counters do
counted()
{
	printf '%s\n' "$@" >>"$stats"
}

verdict 'of nothing there is no word' lacks "$out$err" 'no port'
counted 'input_would_drop_protocol 8' 'input_drop_protocol 4' 'forward_drop_fragment 1' 'input_accept_protocol 9'
expect 0 "$OGCTL" suggest
err_has 'no port is missing'
err_has '13 packets were dropped, or in audit would have been'
err_has 'echo "log nflog:5" | ogctl apply -, then "ogctl drops"'
verdict 'not that all is well' lacks "$err" 'nothing to add'
out_has $'#   input    12 packets: its IP protocol is not listed\n#   forward  1 packet: a later fragment shows no port\n'
verdict 'there is nothing to apply' lacks "$err" 'next:'
sed -i 's/^log .*/log nflog:5/' "$stats"
expect 0 "$OGCTL" suggest
err_has 'Which: "ogctl drops" names'
expect 0 "$OGCTL" suggest -j
json '.portless_drops == {input: {protocol: 12, fragment: 0, short: 0}, forward: {protocol: 0, fragment: 1, short: 0}}'
json '.protocols == [] and .missing == []'
expect 0 "$OGCTL" audit
out_has '  input    12 packets: its IP protocol is not listed'
out_has 'Which: "ogctl drops" names'
expect 0 "$OGCTL" audit -j
json '.unlisted_ports == 0 and .portless_drops.input.protocol == 12'
cp "$stats" "$work/stats"
cp "$policy" "$work/policy"
sed -i 's/^tally .*/tally off/' "$stats" "$policy"
sed -i 's/^tally_seconds .*/tally_seconds 0/' "$stats"
expect 0 "$OGCTL" audit
out_has 'The tally is off'
out_has '  input    12 packets: its IP protocol is not listed'
cp "$work/stats" "$stats"
cp "$work/policy" "$policy"
# keepalived's protocol is known by its configuration
mkdir -p "$OG_PROC_ROOT/etc/keepalived"
echo 'vrrp_instance gate {' >"$OG_PROC_ROOT/etc/keepalived/keepalived.conf"
expect 0 "$OGCTL" suggest -o "$work/vrrp"
err_has 'proto:112 (vrrp) is suggested'
err_has "next: \"ogctl diff $work/vrrp\""
expect 1 "$OGCTL" diff -j "$work/vrrp"
json '[.changes.input.added[].item] == ["proto:112"] and .changes.forward.added == []'
verdict 'with what is known of it' grep -q '^#   source: RFC 9568' "$work/vrrp"
expect 0 "$OGCTL" suggest -j
json '.protocols | length == 1 and (.[0] | .chain == "input" and .protocol == 112 and .item == "proto:112" and .why)'
cp "$policy" "$work/policy"
sed -i '/^input/s/icmp/icmp proto:112/' "$policy"
expect 0 "$OGCTL" suggest -j
json '.protocols == []'
cp "$work/policy" "$policy"
rm -r "$OG_PROC_ROOT/etc/keepalived"
# Ports alone are no connection
sed -i '/^forward/s/established related loopback icmp //' "$policy"
expect 0 "$OGCTL" suggest
err_has 'forward lists neither established nor reply'
err_has 'what to do: forward +established   (or +reply)'
err_has 'forward lists neither icmp nor related'
out_has $'# Missing, as "ogctl lint" says: forward lists neither established nor reply\n#   why:    answers come back'
cp "$work/out" "$work/suggested"
expect 0 "$OGCTL" check "$work/suggested"
expect 0 "$OGCTL" suggest -j
json '[.missing[] | .rule, .what] == ["no-replies", "forward lists neither established nor reply", "no-icmp", "forward lists neither icmp nor related"]'
sed -i '/^forward/s/forward /forward reply related /' "$policy"
expect 0 "$OGCTL" suggest -j
json '.missing == []'

# --- audit ---

fresh_module
seen | tally_has
trial_is 'state none' 'last none'
expect 0 "$OGCTL" audit
out_has 'audit: none; the mode is enforce'
out_has 'Next: ogctl suggest'
sed -i 's/^mode .*/mode audit/' "$policy" "$stats"
trial_is 'state running' 'last none' 'seconds 3600' 'left 3000' 'elapsed_ms 600000' 'generation 3' "${back[@]}"
expect 0 "$OGCTL" audit status
out_has 'audit: 50 min left of 1 h, then mode enforce again'
out_has 'forward  143/tcp   imap         12 dropped'
expect 0 "$OGCTL" audit -j
json '.audit and .left == 3000 and .seconds == 3600 and .back_mode == "enforce" and (.other_trial | not)'
json '.unlisted_ports == 14 and .unlisted_tries == {input: 3, forward: 47}'
expect 0 "$OGCTL" audit on --for 30m --dry-run
err_has 'it would be audit for 30 min, then mode enforce again'
out_is ''
expect 0 "$OGCTL" -j audit on --for 30m --dry-run
json 'del(.schema) == {dry_run: true, changed: false, would_change: true, mode: "audit", seconds: 1800, back_mode: "enforce"}'
expect 0 "$OGCTL" audit off --dry-run
err_has 'it would be mode enforce again'
expect 0 "$OGCTL" -j audit off --dry-run
json 'del(.schema) == {dry_run: true, changed: false, would_change: true, mode: "enforce", seconds: null, back_mode: null}'
expect 0 "$OGCTL" audit on --for 30m
verdict 'a trial was written' [ "$(<"$policy")" = 'trial 1800; mode audit' ]
# Without a time it is an hour; the tally is turned on before, and each is an entry of the history.
fresh_module
echo 'chain protocol port accepted dropped seconds sources' >"$OG_PROC_ROOT/proc/net/outlook_guard/ports"
expect 0 env SUDO_USER=anna SSH_CONNECTION='10.0.1.2 50000 10.0.1.1 22' "$OGCTL" audit on
verdict 'it is a trial of an hour' [ "$(<"$policy")" = 'trial 3600; mode audit' ]
expect 0 "$OGCTL" history -j
json '[.history[] | "\(.kind) \(.command) \(.trial)"] == ["found null null", "change ogctl audit on null", "trial ogctl audit on 3600"]'
json '.history[-1] | .user == "anna" and .connection == "10.0.1.2 50000 10.0.1.1 22"'
history=$OG_PROC_ROOT/var/lib/outlook-guard/history
verdict 'with the tally' grep -qx 'tally on' "$history/000002.policy"
verdict 'the mode is as it was' grep -qx 'mode enforce' "$history/000002.policy"
verdict 'the audit is the trial' grep -qx 'mode audit' "$history/000003.policy"
# Ending it writes to the trial's own file, which as a plain file does not end anything.
fresh_module
seen | tally_has
sed -i 's/^mode .*/mode audit/' "$policy" "$stats"
trial_is 'state running' 'last none' 'seconds 3600' 'left 3000' 'elapsed_ms 600000' 'generation 3' "${back[@]}"
expect 3 "$OGCTL" audit off
verdict 'revert was written' [ "$(<"$OG_PROC_ROOT/proc/net/outlook_guard/trial")" = revert ]
trial_is 'state none' 'last reverted'
expect 0 "$OGCTL" history -j
json '[.history[] | "\(.kind) \(.command)"] == ["revert ogctl audit off"]'
# One that is no audit is not ours.
fresh_module
seen | tally_has
trial_is 'state running' 'last none' 'seconds 120' 'left 60' 'elapsed_ms 60000' 'generation 3' "${back[@]}"
cp "$policy" "$work/before"
expect 1 "$OGCTL" audit on
err_has 'another policy is on trial'
expect 0 "$OGCTL" audit
out_has 'another policy is on trial'
expect 0 "$OGCTL" audit off
err_has 'there is no audit'
verdict 'nothing was written' cmp "$work/before" "$policy"
# An audit without an end is the policy's.
trial_is 'state none' 'last none'
sed -i 's/^mode .*/mode audit/' "$policy" "$stats"
cp "$policy" "$work/before"
expect 0 "$OGCTL" audit on
err_has 'audit already'
expect 1 "$OGCTL" audit off
err_has 'ogctl enforce'
verdict 'nothing was written' cmp "$work/before" "$policy"
for arguments in 'audit maybe' 'audit on off' 'audit on --for 8d' 'audit on --for 0' 'audit on --for soon' \
	'audit off --for 1h'; do
	read -ra words <<<"$arguments"
	expect 2 "$OGCTL" "${words[@]}"
	out_is ''
done

finish
