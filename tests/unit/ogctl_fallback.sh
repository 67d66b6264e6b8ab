#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The policy as rules of nft, and what is said of the fallback, on plain files. What the rules do: tests/verdict/export;
# the table and its holder: tests/net/fallback.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

fresh_module
expect 0 "$OGCTL" export nft
out_has 'add table inet outlook_guard'
out_has 'delete table inet outlook_guard'
out_has 'policy drop;'
out_has '22, 25, 53, 110, 389, 465, 587, 636, 953, 993, 995, 1023, 3268-3269, 5222, 5269, 5280, 8080 }'

# Without the module, of a file
rm -r "$OG_PROC_ROOT/sys/module" "$OG_PROC_ROOT/proc/net/outlook_guard"
expect 3 "$OGCTL" export nft
printf 'ipv6 ignore\nlog nflog:7\ninput reply untracked 0-65535/udp proto:47 proto:51\nforward any\n' >"$work/policy"
expect 0 "$OGCTL" export nft --policy "$work/policy"
out_has 'ct state established ct direction reply accept'
out_has 'ct state untracked accept'
out_has 'meta nfproto ipv6 accept'
out_has 'ipv4 . 47, ipv6 . 47, ipv4 . 51 }'
out_has 'elements = { 0-65535 }'
out_has 'log group 7'
printf 'mode off\n' >"$work/policy"
expect 0 "$OGCTL" export nft --policy "$work/policy"
err_has 'mode is off'
line='mode off'
verdict 'has no chain at a hook' test -z "$(grep hook "$work/out")"
printf 'mode audit\n' >"$work/policy"
expect 0 "$OGCTL" export nft --policy "$work/policy"
line='mode audit'
verdict 'drops by no policy' test -z "$(grep 'policy drop' "$work/out")"
expect 0 "$OGCTL" export nft --policy "$work/policy" -o "$work/rules"
line='-o'
verdict 'writes the file' test -s "$work/rules"
expect 2 "$OGCTL" export pf
err_has 'ogctl export nft'

# Zones: a set of networks that overlap nowhere, a rule for each device, a chain for each list
cat >"$work/policy" <<'END'
zone office eth1 wan* 10.0.0.0/8 10.1.0.0/16 192.0.2.7 2001:db8::/32
zone world 0.0.0.0/0 a"b
input from office 53 icmp proto:51
forward from world any
refuse reject office
END
expect 0 "$OGCTL" export nft --policy "$work/policy"
out_has 'elements = { 10.0.0.0/8, 192.0.2.7 }'
out_has 'elements = { 2001:db8::/32 }'
out_has 'iifname "eth1" jump input_from_office'
out_has 'iifname "wan*" jump input_from_office'
out_has 'ip saddr @zone_office_ipv4 jump input_from_office'
out_has 'meta nfproto ipv4 jump forward_from_world'
out_has '# nft cannot say a device'\''s name: a"b'
out_has 'frag frag-off != 0 goto input_zones'
out_has 'ip6 saddr @zone_office_ipv6 goto refuse'
out_has 'limit name "refused" reject with tcp reset'
line='the zone of which nothing is listed in a chain'
verdict 'has no rule there' test -z "$(grep -E 'input_from_world|forward_from_office' "$work/out")"
verdict 'is not told of drops' test -z "$(grep 'nfproto ipv4 goto' "$work/out")"
if unshare -rn nft list ruleset 2>/dev/null; then
	verdict 'are what nft takes' unshare -rn nft -f "$work/out"
fi
# What no rule says is beside them, in as many pieces as comments have room for
{ printf 'zone office'; printf ' 10.1.%s.0/24' {10..99}; printf '\nzone odd a"b\n'; } >"$work/policy"
expect 0 "$OGCTL" export nft --policy "$work/policy"
out_has 'comment "ogctl: zone odd a%22b"'
line='a zone of ninety networks'
verdict 'has no comment that nft has no room for' test -z "$(sed -n 's/.*comment "\(.*\)"$/\1/p' "$work/out" | grep -E '.{128}')"
verdict 'is whole' [ "$(sed -n 's/.*comment "ogctl [0-9]*\/12: \(.*\)"$/\1/p' "$work/out" | tr -d '\n')" = "$(head -n 1 "$work/policy")" ]
printf 'zone office eth1\nrefuse reject\n' >"$work/policy"
expect 0 "$OGCTL" export nft --policy "$work/policy"
line='refuse reject'
verdict 'is everybody on both chains' test "$(grep -c '^		goto refuse$' "$work/out")" = 2
verdict 'no zone has a chain where none lists anything' test -z "$(grep zones "$work/out")"
printf 'mode audit\nzone office eth1\nrefuse reject office\n' >"$work/policy"
expect 0 "$OGCTL" export nft --policy "$work/policy"
line='mode audit'
verdict 'refuses nobody' test -z "$(grep -v comment "$work/out" | grep refuse)"

# What its holder says is for everybody
expect 1 "$OGCTL" fallback
out_has 'not in place'
mkdir -p "$OG_PROC_ROOT/run/outlook-guard" "$OG_PROC_ROOT/proc/77"
printf 'holder 77\npolicy disk\nrules policy\nowner owner\n' >"$OG_PROC_ROOT/run/outlook-guard/fallback"
echo ogctl-fallback >"$OG_PROC_ROOT/proc/77/comm"
expect 0 "$OGCTL" fallback
out_has 'rules of the policy: disk'
out_has 'held by process 77'
expect 0 "$OGCTL" -j fallback
json '.fallback.policy == "disk"'
expect 0 "$OGCTL" status --check
out_has 'with the policy on disk'
# of what it is not the disk's it says what it is
for row in 'last-good|the last good policy' "built-in|the built-in policy and sshd's ports"; do
	sed -i "s/^policy .*/policy ${row%%|*}/" "$OG_PROC_ROOT/run/outlook-guard/fallback"
	expect 0 "$OGCTL" fallback
	out_has "rules of the policy: ${row%%|*}"
	expect 1 "$OGCTL" status --check
	out_has "in force with ${row#*|}, not with the policy on disk"
	expect 1 "$OGCTL" doctor
	out_has "in place of the module: ${row#*|}, by nft"
done
# another process has its number since
echo bash >"$OG_PROC_ROOT/proc/77/comm"
expect 1 "$OGCTL" fallback
expect 2 "$OGCTL" fallback frobnicate

# What it holds where nothing on disk can be used: sshd's ports over the built-in policy, as nft then lists them. The machine is
# plain files, the table is real.
# tcp_of CHAIN: the ports of its set in $out, with a blank on either side of each
tcp_of()
{
	sed -n "/set $1_tcp /,/}/p" "$work/out" | sed '1,/elements/s/.*{//' | tr -s ',{} \t\n' ' '
}

# held: what a holder makes of the disk is in $out, and its complaints in $err
held()
{
	rm -rf "$OG_PROC_ROOT/run"
	mkdir "$OG_PROC_ROOT/run"
	expect 0 unshare -rn bash "$work/held" "$OGCTL" "$OG_PROC_ROOT/run/outlook-guard/fallback"
}

cat >"$work/held" <<'END'
"$1" fallback hold &
holder=$!
until [ -e "$2" ] || ! kill -0 "$holder" 2>/dev/null; do sleep 0.05; done
nft list table inet outlook_guard_fallback
kill -TERM "$holder" && wait "$holder"
END

if unshare -rn nft list ruleset >/dev/null 2>&1; then
	etc=$OG_PROC_ROOT/etc
	state=$OG_PROC_ROOT/var/lib/outlook-guard
	mkdir -p "$etc/outlook-guard" "$etc/ssh/sshd_config.d" "$etc/systemd/system" "$state"
	echo 'input 22/tcp 99999' >"$etc/outlook-guard/policy"
	printf '%s\n' 'Include sshd_config.d/*.conf' 'Port 2222' 'Port 2230' 'ListenAddress 0.0.0.0' 'ListenAddress [2001:db8::1]:2240' \
		>"$etc/ssh/sshd_config"
	echo 'ListenAddress 127.0.0.1:2250' >"$etc/ssh/sshd_config.d/own.conf"
	printf '[Socket]\nListenStream=2260\n' >"$etc/systemd/system/ssh.socket"
	printf '%s\n' '# input tcp dport { 2290 } accept' 'add rule inet outlook_guard_fallback input tcp dport { 2270, 2280 } accept' \
		>"$state/last-resort.nft"
	held
	err_has 'policy:1:14: port 99999 is over 65535'
	err_has "and sshd's ports (2270, 2280, 2222, 2230, 2240, 2260)"
	for port in 22 2222 2230 2240 2260 2270 2280 8080; do
		verdict "the built-in policy lets sshd in at $port" has "$(tcp_of input)" " $port "
	done
	for port in 2250 2290; do
		verdict "... and nobody at $port" lacks "$(tcp_of input)" " $port "
	done
	verdict '... nor does it forward to there' lacks "$(tcp_of forward)" ' 2222 '
	verdict '... but for its own' has "$(tcp_of forward)" ' 8080 '

	# a configuration that cannot be read, and what is no port
	rm -r "$etc/ssh" "$etc/systemd"
	mkdir -p "$etc/ssh/sshd_config"
	echo 'add rule inet outlook_guard_fallback input tcp dport { 2270, 70000, 0, x } accept' >"$state/last-resort.nft"
	held
	err_has "and sshd's ports (2270, 22)"
	verdict 'what was good last is enough' has "$(tcp_of input)" ' 2270 '

	# a policy that can be used is nobody's to widen
	echo 'input 22/tcp' >"$state/last-good"
	held
	err_has 'the last good policy'
	verdict 'the last good policy is as it was' lacks "$(tcp_of input)" ' 2270 '
	verdict '... and nothing is said of another' lacks "$err" 'built-in'
fi

# The same as a text, for whoever lays it in the fallback's place
# disks: a module just loaded, and a disk on which nothing can be used, beside an sshd of many ports
disks()
{
	fresh_module
	etc=$OG_PROC_ROOT/etc
	state=$OG_PROC_ROOT/var/lib/outlook-guard
	mkdir -p "$etc/outlook-guard" "$etc/ssh/other" "$etc/systemd/system" "$state"
	echo 'input 22/tcp 99999' >"$etc/outlook-guard/policy"
	echo 'input 22/tcp 88888' >"$state/last-good"
	printf '%s\r\n' 'Include other/*.conf' 'Port "2222"' 'ListenAddress 0.0.0.0' 'ListenAddress 2001:db8::2290' \
		'ListenAddress 127.0.0.1:2291' 'Match User anna' '  Port 2292' >"$etc/ssh/sshd_config"
	echo 'Port 2230' >"$etc/ssh/other/own.conf"
	printf '[Socket]\nListenStream=2260\n' >"$etc/systemd/system/ssh.socket"
	echo 'add rule inet outlook_guard_fallback input tcp dport { 2270 } accept' >"$state/last-resort.nft"
}

# lists WHERE TEXT: sshd's ports, and none that only looks like one
lists()
{
	local port

	for port in 22 2222 2230 2260 2270; do
		verdict "$1: sshd is let in at $port" grep -qE "^input .* $port/tcp( |$)" <<<"$2"
	done
	verdict "$1: ... and nobody at what is no port of its" lacks "$2" 229
	verdict "$1: ... nor is it forwarded to there" lacks "$(grep ^forward <<<"$2")" 2222/tcp
}

disks
expect 0 "$OGCTL" fallback policy
lists 'neither can be used' "$out"
err_has 'policy:1:14: port 99999 is over 65535'
err_has 'last-good:1:14: port 88888 is over 65535'
err_has "the built-in policy is taken, and sshd's ports (2270, 2222, 2230, 2260)"
verdict 'it is whole, and canonical' cmp -s <("$OGCTL" show --policy "$work/out") "$work/out"
expect 1 "$OGCTL" fallback policy last-good
out_is ''
err_has 'port 88888 is over 65535'
verdict 'nothing is said of another' lacks "$err" 99999
expect 0 "$OGCTL" fallback policy built-in
lists 'by its name' "$out"
verdict 'nothing is said of the others' lacks "$err" 'is over'
: >"$state/last-good"
expect 1 "$OGCTL" fallback policy last-good
printf 'zone office eth1\ninput 22/tcp\ninput from office 53\n' >"$state/last-good"
expect 0 "$OGCTL" fallback policy
err_has 'the last good policy, /var/lib/outlook-guard/last-good, is taken'
verdict 'the last good one is as it was' cmp -s <("$OGCTL" show --policy "$state/last-good") "$work/out"
echo 'input 22/tcp 25/tcp' >"$etc/outlook-guard/policy"
expect 0 "$OGCTL" fallback policy
err_is ''
verdict 'the one on disk is as it is' cmp -s <("$OGCTL" show --policy "$etc/outlook-guard/policy") "$work/out"
expect 0 "$OGCTL" fallback policy last-good
err_is ''
# shellcheck disable=SC2016 # for that bash
expect 1 bash -c '"$1" fallback policy >/dev/full' - "$OGCTL"
expect 2 "$OGCTL" fallback policy worst
err_has 'it is disk, last-good, or built-in'
expect 2 "$OGCTL" fallback hold built-in
err_has 'one argument too many'

# What a start makes of that: its own functions, with the tool on plain files
# put_in_force [TOOL]: what was written to the module is in $laid
put_in_force()
{
	local before

	before=$(cksum <"$policy")
	sed '/^! loaded/,$d' "$top/packaging/systemd/start" >"$work/start"
	grep -q '^put_in_force()' "$work/start" || echo 'exit 99' >"$work/start"
	printf '%s\n' "ogctl='${1:-$OGCTL}' policy='$etc/outlook-guard/policy' state='$state' stats='$stats' control='$work/control'" \
		put_in_force >>"$work/start"
	: >"$work/control"
	expect 1 sh "$work/start"
	laid=''
	[ "$(cksum <"$policy")" = "$before" ] || laid=$(<"$policy")
}

disks
put_in_force
out_has "<2>neither $etc/outlook-guard/policy nor a last good one can be used: THE BUILT-IN POLICY is in force, and sshd's ports."
out_has "Mend the file, then: ogctl check"
lists 'a start' "$laid"
verdict 'in one step' [ "$(head -n 1 "$policy")" = reset ]
rm -r "${state:?}" "$etc/outlook-guard/policy"
put_in_force
out_has "<2>there is no $etc/outlook-guard/policy"
out_has 'THE BUILT-IN POLICY is in force'
verdict "sshd's ports without any of that, too" has "$laid" ' 2230/tcp'

disks
printf 'input 22/tcp\ninput +2525/tcp\n' >"$state/last-good"
put_in_force
out_has "THE LAST GOOD POLICY is in force, $state/last-good. Mend the file, then: ogctl check"
verdict 'it and no more' [ "$(grep ^input <<<"$laid")" = 'input 22/tcp 2525/tcp' ]
verdict 'one of them is said to be in force' lacks "$out" BUILT-IN

# a tool that dies while it prints, and one that does not work at all
disks
echo '{ echo mode enforce; kill -KILL $$; }' >"$work/dies"
echo 'exit 0' >"$work/mute"
echo 'exit 127' >"$work/fails"
for tool in dies mute fails; do
	# shellcheck disable=SC2016 # for that shell
	printf '#!/bin/sh\n[ "$1" != fallback ] || %s\nexec "%s" "$@"\n' "$(<"$work/$tool")" "$OGCTL" >"$work/$tool.sh"
	chmod +x "$work/$tool.sh"
	sed -i 's/^mode .*/mode audit/' "$stats"
	put_in_force "$work/$tool.sh"
	out_has 'what the module began with is enforced'
	verdict "$tool: nothing is laid" [ -z "$laid" ]
	verdict "$tool: nothing else is said to be in force" lacks "$out" 'is in force'
	verdict "$tool: what the module began with is enforced" [ "$(<"$work/control")" = 'mode enforce' ]
done

# What a start falls back on. The module's policy is plain files here, and so is sshd's configuration.
fresh_module
mkdir -p "$OG_PROC_ROOT/etc/ssh" "$OG_PROC_ROOT/var/lib" "$OG_PROC_ROOT/proc/self/ns" "$OG_PROC_ROOT/proc/1/ns"
printf 'Port 22\nPort 2222\n' >"$OG_PROC_ROOT/etc/ssh/sshd_config"
expect 0 "$OGCTL" fallback remember
line='last-good'
verdict 'is what is in force' cmp -s "$policy" "$OG_PROC_ROOT/var/lib/outlook-guard/last-good"
resort=$OG_PROC_ROOT/var/lib/outlook-guard/last-resort.nft
line='last-resort.nft'
verdict 'is what is packaged: of two ports one is listed' cmp -s "$resort" <(grep -v '^#' "$top/packaging/last-resort.nft")
# one that sshd does not have yet, for it was not started again since: it will have it when last resort is what is left
sed -i 's/^input .*/& 2222\/tcp/' "$policy"
echo 'Port 2222' >"$OG_PROC_ROOT/etc/ssh/sshd_config"
mkdir -p "$OG_PROC_ROOT/proc/7/fd"
ln -s 'socket:[777]' "$OG_PROC_ROOT/proc/7/fd/4"
echo sshd >"$OG_PROC_ROOT/proc/7/comm"
printf 'head\n 0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 777 1\n' >"$OG_PROC_ROOT/proc/net/tcp"
expect 0 "$OGCTL" fallback remember
line='last-resort.nft'
verdict 'has the port where sshd waits, and that of its configuration' grep -qF 'input tcp dport { 22, 2222 } accept' "$resort"
rm -r "$OG_PROC_ROOT/proc/7" "$OG_PROC_ROOT/proc/net/tcp"
printf 'Port 22\nPort 2222\n' >"$OG_PROC_ROOT/etc/ssh/sshd_config"
sed -i 's/ 2222\/tcp//' "$policy"
# ten rules know no zones: where ssh is for one alone, its way in stays
before=$(cat "$policy")
rm "$resort"
{ sed 's/ 22\/tcp//' <<<"$before"; echo 'zone admin wg0'; echo 'input from admin 22/tcp'; } >"$policy"
expect 0 "$OGCTL" fallback remember
line='last-resort.nft'
verdict 'has the ssh port that only a zone may use' cmp -s "$resort" <(grep -v '^#' "$top/packaging/last-resort.nft")
echo "$before" >"$policy"
sed -i 's/^mode .*/mode audit/' "$policy" "$stats"
rm "$resort"
expect 1 "$OGCTL" fallback remember
verdict 'an audit is not remembered' [ ! -e "$resort" ]
fresh_module
sed -i 's/^trial_left .*/trial_left 60/' "$stats"
expect 1 "$OGCTL" fallback remember
line='a trial'
verdict 'is not remembered' [ ! -e "$resort" ]

finish
