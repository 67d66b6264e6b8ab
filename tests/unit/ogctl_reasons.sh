#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Questions that are answered with a reason and a place: test, explain, lint.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"
in_own_net "$0"

printf 'chain protocol port accepted dropped seconds sources\n' >"$OG_PROC_ROOT/proc/net/outlook_guard/ports"
trial=$OG_PROC_ROOT/proc/net/outlook_guard/trial
printf 'state none\nlast none\n' >"$trial"

# --- test ---

expect 0 "$OGCTL" test --hook forward --dport imaps
out_is $'accept: port 993/tcp (imaps) is listed in forward\n  by in force:7:104: 993/tcp'
expect 1 "$OGCTL" test --hook forward --dport imap
out_is $'drop: port 143/tcp (imap) is not listed in forward\n  to let it pass: ogctl allow --chain forward 143/tcp'
expect 1 "$OGCTL" test --hook input --proto vrrp
out_has 'ogctl allow --chain input proto:112'
expect 1 "$OGCTL" test --hook input --proto udp --fragment
verdict 'no item is that narrow' lacks "$out" 'let it pass'
printf '+143/tcp\n' >"$work/p"
# What a file is asked of, a line of it answers
expect 1 "$OGCTL" test --hook forward --dport 144/udp --policy "$work/p"
out_is $'drop: port 144/udp is not listed in forward\n  to let it pass: add the line "forward +144/udp"'
expect 1 "$OGCTL" test --hook input --proto vrrp --policy "$work/p"
out_has 'to let it pass: add the line "input +proto:112"'
expect 0 "$OGCTL" test --hook input --dport 143 --policy "$work/p"
out_has "by $work/p:1:1: +143/tcp"
expect 0 "$OGCTL" test --hook input --dport 993 --policy "$work/p"
out_has "by the built-in policy, which $work/p leaves as it is"
expect 1 "$OGCTL" test --hook forward --dport imap -j
json '.by == null and .allow == "143/tcp"'
expect 0 "$OGCTL" test --hook forward --dport imaps -j
json '(.by | endswith("993/tcp")) and .allow == null'
# The routing of whatever machine this runs on: its own loopback addresses at least are its own.
expect 0 "$OGCTL" test --to 127.0.0.1 --dport 25
out_has 'it came in on lo, and input lists loopback'
expect 0 "$OGCTL" test --from 127.0.0.1 --to 127.0.0.1 --dport 143
out_has 'it came in on lo, and input lists loopback'
expect 0 "$OGCTL" test --to 127.0.0.1 --hook forward --dport 25
out_has 'is listed in forward'
for arguments in '--dport 25' '--to 10.0.0.1.2 --dport 25' '--to 10.0.0.1 --from ::1 --dport 25' \
	'--to 127.0.0.1 --family 6 --dport 25' '--from 10.0.0.1 --dport 25' '--to host --dport 25' \
	'--from 192.0.2.77 --to 127.0.0.1 --in no-such-device --dport 25'; do
	read -ra words <<<"$arguments"
	expect 2 "$OGCTL" test "${words[@]}"
	out_is ''
done

# Whatever else is said, a device has to exist; which do is this machine's own
for arguments in '--hook input --dport 22' '--to 127.0.0.1 --dport 22' '--hook forward --to 127.0.0.1 --dport 22' \
	'--from 127.0.0.1 --to 127.0.0.1 --dport 22'; do
	read -ra words <<<"$arguments"
	expect 2 "$OGCTL" test "${words[@]}" --in no-such-device
	err_has 'there is no device "no-such-device" here'
	out_is ''
	expect 2 "$OGCTL" test "${words[@]}" --in no-such-device --policy "$work/p"
done
expect 2 "$OGCTL" test --hook input --dport 53/udp --proto tcp
err_has '--proto tcp contradicts --dport, which says /udp'
expect 2 "$OGCTL" test --hook input --proto 17 --dport imap/tcp
err_has '--proto udp contradicts --dport, which says /tcp'
expect 0 "$OGCTL" test --hook input --proto udp --dport 53/udp
# A name is no word on the protocol: this asks for QUIC
expect 1 "$OGCTL" test --hook input --proto udp --dport https
out_has '443/udp'
for option in --to --from; do
	expect 2 "$OGCTL" test --hook input --dport 22 $option fe80::1%eth0
	err_has 'leave "%eth0" out, and name the device that it comes in on with --in eth0'
done
expect 2 "$OGCTL" test --hook input --dport 22 --to fe80::1%
err_has 'is an IPv4 or IPv6 address'

# --- explain ---

expect 0 "$OGCTL" explain 1023
out_has '1023/tcp reserved: the page lists it'
out_has 'input     listed by in force:6:'
out_has 'safesquid-outlook, line '
verdict 'of udp there is nothing to say' lacks "$out" '1023/udp'
err_has 'ogctl ports on'
expect 0 "$OGCTL" explain imap
out_has 'not listed: ogctl allow --chain forward 143/tcp'
out_has 'outlook-classic'
expect 0 "$OGCTL" explain 8080/tcp
out_has ', input from inside
      why     the proxy itself'
expect 0 "$OGCTL" explain telnet
out_has 'passwords in plain text'
expect 0 "$OGCTL" explain 4242
out_has '4242/tcp: not known here'
echo 'forward tcp 143 0 12 5 000004a1' | tally_has
expect 0 "$OGCTL" explain 143/tcp
out_has 'seen: 12 dropped, 0 accepted, from 4 sources, last 5 s ago'
out_has 'seen: never since the tally is on'
err_is ''
expect 0 "$OGCTL" explain domain -j
json '[.ports[].protocol] == ["tcp", "udp"] and .ports[0].name == "domain"'
json '.ports[0] | .forward.listed and (.forward.by | startswith("in force:")) and .forward.seen == null'
json '.ports[0].profiles | any(.profile == "outlook-modern" and .chain == "forward" and .why and .line > 1 and .from == null)'
json '[.ports[0].profiles[] | select(.profile == "edge") | .chain, .from] == ["input", "inside", "forward", "inside"]'
expect 0 "$OGCTL" explain 143/tcp -j
json '.ports[0].forward.seen.dropped == 12 and .ports[0].known.risk'
expect 0 "$OGCTL" explain 143 --policy "$work/p"
out_has "listed by $work/p:1:1: +143/tcp"
# Each chain by itself
printf 'forward +143/tcp\n' >"$work/one"
expect 0 "$OGCTL" explain 143/tcp --policy "$work/one"
out_has 'input     not listed: add the line "input +143/tcp"'
out_has "forward   listed by $work/one:1:9: +143/tcp"
# A profile of one's own may list a port without a word
mkdir "$work/mine"
echo '+99/tcp' >"$work/mine/mine.policy"
expect 0 env OG_PROFILES="$work/mine" "$OGCTL" explain 99
out_has '99/tcp: no profile says what it is for'
out_has 'mine, line 1, input and forward'
for arguments in 'explain' 'explain 1 2'; do
	read -ra words <<<"$arguments"
	expect 2 "$OGCTL" "${words[@]}"
	out_is ''
done
for word in imapz 70000 1-2 icmp 25x; do
	expect 4 "$OGCTL" explain $word
	out_is ''
done

# --- lint ---

# finds CODE RULE PLACE TEXT: a file of TEXT has that finding there; RULE of none: it has not
finds()
{
	local code=$1 rule=$2 place=$3

	printf '%s\n' "$4" >"$work/p"
	expect "$code" "$OGCTL" lint -j "$work/p"
	json "any(.findings[]; .rule == \"$rule\" and \"\\(.severity) \\(.line):\\(.column)\" == \"$place\" and .what and .why and .do)"
}

lacks_finding()
{
	printf '%s\n' "$3" >"$work/p"
	expect "$1" "$OGCTL" lint -j "$work/p"
	json "all(.findings[]; .rule != \"$2\")"
}

good='input established related loopback icmp proto:112 22/tcp 80/tcp 443/tcp 8080/tcp 8443/tcp'
quiet="$good; forward established related icmp 443/tcp"
lacks_finding 0 cleartext "$quiet"
json '.clean and ([.findings[].rule] | unique == ["nobody-listens"])'
finds 1 mode 'warning 2:3' "$quiet"$'\n  mode audit'
finds 1 mode 'warning 1:1' "mode off; $quiet"
finds 1 ipv6-ignore 'warning 2:1' "$quiet"$'\nipv6 ignore'
finds 1 any 'warning 1:7' 'input any'
finds 1 no-replies 'warning 2:9' "$good"$'\nforward 443/tcp'
lacks_finding 0 no-replies "$good"$'\nforward none'
finds 1 no-loopback 'warning 1:27' 'input established icmp 22 23'
finds 1 no-icmp 'warning 1:28' 'input established loopback 22/tcp; ipv6 filter'
lacks_finding 1 no-icmp 'input established loopback 22/tcp; ipv6 ignore; forward none'
finds 1 no-icmp 'warning 2:21' "$good"$'\nforward established 443/tcp'
finds 1 cleartext 'warning 1:1' '+143/tcp'
finds 0 cleartext 'hint 2:2' "$quiet"$'\n +25/tcp'
finds 1 generous 'warning 2:1' "$quiet"$'\n+953'
finds 1 generous 'warning 2:2' "$quiet"$'\n +1023/tcp'
finds 0 generous 'hint 2:1' "$quiet"$'\n+5222/tcp'
# How it is taken off: left out of a file that lists it, by a line where the built-in policy does
does()
{
	printf '%s\n' "$2" >"$work/p"
	expect 1 "$OGCTL" lint -j "$work/p"
	json "any(.findings[]; .rule == \"${3:-generous}\" and .do == $(jq -n --arg words "$1" '$words'))"
}
does 'take it off' "$quiet"$'\n+953'
json 'any(.findings[]; .what == "953 is listed on input and forward")'
does 'take it off' '22/tcp 1023/tcp'
does 'take it off: add the line "-1023/tcp"' '+443/tcp'
does 'take it off: add the line "-1023/tcp"' reset
does 'take it off: add the line "-1023/tcp"' '+1023/tcp'
does 'take it off: add the line "-1023/tcp"' 'input 22/tcp 1023/tcp'
does 'take it off: add the line "forward -953"' "$good"
does 'take it off: add the line "forward -953/udp"' "$good; forward -953/tcp"
does 'take it off where nobody chats: add the line "-5222/tcp"' '+443/tcp'
does 'take off what is meant for forward only; where this file does not list it itself: add the line "input -PORT..."' \
	'+443/tcp' nobody-listens
# A range that happens to hold a port does not mean it.
lacks_finding 0 generous "$quiet"$'\n+5000-6000/tcp'
finds 0 vrrp 'hint 1:28' 'input established loopback icmp; forward none'
finds 0 tproxy 'hint 1:28' 'input established loopback icmp; forward none'
finds 0 ssh 'hint 1:28' 'input established loopback icmp; forward none'

# This machine says more: its files, and who listens
etc=$OG_PROC_ROOT/etc
mkdir -p "$etc/keepalived" "$etc/squid" "$etc/ssh/sshd_config.d"
printf '# vrrp_instance\n' >"$etc/keepalived/keepalived.conf"
finds 0 vrrp 'hint 1:28' 'input established loopback icmp; forward none'
printf 'vrrp_instance gate {\n}\n' >"$etc/keepalived/keepalived.conf"
finds 1 vrrp 'warning 1:28' 'input established loopback icmp; forward none'
lacks_finding 0 vrrp "$quiet"
printf 'http_port 3129 tproxy\n' >"$etc/squid/squid.conf"
finds 1 tproxy 'warning 1:28' 'input established loopback icmp; forward none'
# Other files that these include, or that are where others look
include()
{
	rm -rf "$etc/keepalived" "$etc/squid"
	mkdir -p "$etc/keepalived/conf.d" "$etc/squid/conf.d" "$etc/keepalived/more"
}
poor='input established loopback icmp; forward none'
include
printf 'vrrp_instance gate {\n' >"$etc/keepalived/conf.d/gate.conf"
finds 1 vrrp 'warning 1:28' "$poor"
mv "$etc/keepalived/conf.d/gate.conf" "$etc/keepalived/more/gate.cfg"
finds 0 vrrp 'hint 1:28' "$poor"
printf 'include more/*.cfg\n' >"$etc/keepalived/keepalived.conf"
finds 1 vrrp 'warning 1:28' "$poor"
printf '! include more/*.cfg\n' >"$etc/keepalived/keepalived.conf"
finds 0 vrrp 'hint 1:28' "$poor"
printf 'includer "/etc/keepalived/more/gate.cfg"\n' >"$etc/keepalived/keepalived.conf"
finds 1 vrrp 'warning 1:28' "$poor"
printf 'include keepalived.conf\n' >"$etc/keepalived/keepalived.conf"
finds 0 vrrp 'hint 1:28' "$poor"
include
printf 'http_port 3129 tproxy\n' >"$etc/squid/conf.d/own.conf"
finds 1 tproxy 'warning 1:28' "$poor"
mv "$etc/squid/conf.d/own.conf" "$etc/own.conf"
finds 0 tproxy 'hint 1:28' "$poor"
printf '# include /etc/own.conf\n' >"$etc/squid/squid.conf"
finds 0 tproxy 'hint 1:28' "$poor"
printf 'include /etc/none.conf /etc/own.conf\n' >"$etc/squid/squid.conf"
finds 1 tproxy 'warning 1:28' "$poor"
rm -r "$etc/keepalived" "$etc/squid"

# Where the page is silent: hints, where a list or this machine shows that it may mean the thing
finds 0 console 'hint 1:28' "$poor"
json 'all(.findings[]; .rule != "console" or (.what | contains("installed") | not))'
lacks_finding 0 console "$quiet"
lacks_finding 0 console 'input established loopback icmp 8443/tcp; forward none'
lacks_finding 0 cluster "$quiet"
mkdir -p "$OG_PROC_ROOT/opt/safesquid"
finds 0 console 'hint 1:28' "$poor"
json 'any(.findings[]; .rule == "console" and (.what | contains("SafeSquid is installed here")))'
lacks_finding 0 cluster "$poor"
finds 0 cluster 'hint 1:82' "$quiet"
lacks_finding 0 cluster "$quiet; input +8888/tcp"
mkdir -p "$etc/keepalived"
printf 'vrrp_instance gate {\n' >"$etc/keepalived/keepalived.conf"
finds 1 cluster 'hint 1:28' "$poor"
rm -r "$OG_PROC_ROOT/opt" "$etc/keepalived"
mail='forward established related icmp'
finds 0 https 'hint 2:34' 'input established loopback icmp'$'\n'"$mail 993/tcp"
lacks_finding 0 https "input established loopback icmp; $mail 993/tcp 443/tcp"
lacks_finding 0 https "input established loopback icmp 8080/tcp; $mail 993/tcp"
lacks_finding 0 https "$poor"
finds 1 imap 'hint 2:34' "$good"$'\n'"$mail 110/tcp"
lacks_finding 1 imap "$good; $mail 110/tcp 143/tcp"
lacks_finding 0 imap "$quiet"
finds 1 domain 'hint 2:42' "$good"$'\n'"$mail 389/tcp 3269/tcp"
json 'any(.findings[]; .what == "forward lists ports of Active Directory, but not 88 389/udp")'
finds 1 domain 'hint 2:50' "$good"$'\n'"$mail 389/tcp 445/tcp 88/tcp"
json 'any(.findings[]; .what == "forward lists ports of Active Directory, but not 88/udp 389/udp")'
lacks_finding 1 domain "$good; $mail 389 3268/tcp 88"
lacks_finding 1 domain "$good; $mail 389/tcp 636/tcp"
json 'all(.findings[]; .severity == "hint" or .rule == "cleartext")'
for name in outlook-modern outlook-classic ad-member exchange-onprem; do
	"$OGCTL" lint -j "$OG_PROFILES/$name.policy" >"$work/out"
	line="lint of the profile $name"
	json 'all(.findings[]; .rule != "domain" and .rule != "https")'
done
echo 'nft_tproxy 16384 1 - Live 0x0' >"$OG_PROC_ROOT/proc/modules"
finds 1 tproxy 'warning 1:28' 'input established loopback icmp; forward none'
rm "$OG_PROC_ROOT/proc/modules"
printf 'Include /etc/ssh/sshd_config.d/*.conf\n#Port 22\n' >"$etc/ssh/sshd_config"
printf 'port 2222\n' >"$etc/ssh/sshd_config.d/own.conf"
finds 0 ssh 'hint 1:82' "$quiet"
json 'any(.findings[]; .what | contains("2222/tcp"))'
lacks_finding 0 ssh "$quiet; +2222/tcp"
printf 'head\n 0: 00000000:0916 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 777 1\n' \
	>"$OG_PROC_ROOT/proc/net/tcp"
mkdir -p "$OG_PROC_ROOT/proc/7/fd"
ln -s 'socket:[777]' "$OG_PROC_ROOT/proc/7/fd/4"
echo sshd >"$OG_PROC_ROOT/proc/7/comm"
finds 1 ssh 'warning 1:82' "$quiet"
json 'any(.findings[]; .what | contains("2326/tcp"))'
lacks_finding 0 ssh "$quiet; +2326/tcp"
json 'any(.findings[]; .rule == "nobody-listens" and (.what | contains("8443/tcp") and (contains("2326") | not)))'

# Who listens and is not reached. listens TABLE ADDRESS PORT-IN-HEX STATE PROCESS: a socket more, of a process more
listens()
{
	pid=$((pid + 1))
	printf ' 0: %s:%s 00000000:0000 %s 00000000:00000000 00:00000000 00000000 0 0 %s 1\n' "$2" "$3" "$4" "$((1000 + pid))" \
		>>"$OG_PROC_ROOT/proc/net/$1"
	mkdir -p "$OG_PROC_ROOT/proc/$pid/fd"
	ln -s "socket:[$((1000 + pid))]" "$OG_PROC_ROOT/proc/$pid/fd/4"
	printf '%b\n' "$5" >"$OG_PROC_ROOT/proc/$pid/comm"
}

# not_reached WHAT DO: the finding's own words
not_reached()
{
	json "any(.findings[]; .rule == \"not-reached\" and .do == \"$2\" and
		.what == \"input does not list ports at which programs of this machine listen: $1\")"
}

pid=100
lacks_finding 0 not-reached "$quiet; +2326/tcp"
finds 1 ssh 'warning 1:82' "$quiet"
json 'all(.findings[]; .rule != "not-reached")'
listens tcp 00000000 1F90 0A listed
listens tcp 0100007F 0D3D 0A on_loopback
listens tcp 00000000 0D3D 01 connected
listens udp 00000000 8000 07 asks
lacks_finding 0 not-reached "$quiet; +2326/tcp"
listens tcp6 00000000000000000000000000000000 22B8 0A 'sy\033[31mnc\377'
finds 0 not-reached 'hint 1:134' "$quiet; +2326/tcp"
not_reached '8888/tcp (sy?[31mnc?)' 'input +8888/tcp, if it is to be reached'
json 'any(.findings[]; .why == "nobody on the network reaches it")'
listens udp 00000000 7FFF 07 served
listens tcp 00000000 0C38 0A squid
listens tcp6 00000000000000000000000000000000 0C38 0A squid
finds 1 not-reached 'warning 1:134' "$quiet; +2326/tcp"
not_reached '3128/tcp (squid), 8888/tcp (sy?[31mnc?), 32767/udp (served)' \
	'input +3128/tcp +8888/tcp +32767/udp, if they are to be reached'
expect 1 "$OGCTL" lint "$work/p"
out_has 'warning: input does not list ports at which programs of this machine listen: 3128/tcp (squid), 8888/tcp (sy?'
out_has '[not-reached]'
finds 1 not-reached 'warning 1:134' "$quiet; +2326/tcp; ipv6 ignore"
json 'any(.findings[]; .why == "nobody on the network reaches them by IPv4")'
finds 0 not-reached 'hint 1:144' "$quiet; +2326/tcp +3128/tcp"
lacks_finding 0 not-reached "$quiet; +2326/tcp +3128/tcp +8888/tcp +32767/udp"
lacks_finding 0 not-reached "$quiet; input +proto:6 +32767/udp"
lacks_finding 1 not-reached "$quiet; +2326/tcp; mode off"
lacks_finding 1 not-reached 'input any; forward established related icmp 443/tcp'
finds 1 not-reached 'warning 1:134' "$quiet; +2326/tcp; mode audit"
echo safesquid >"$OG_PROC_ROOT/proc/105/comm"
finds 1 not-reached 'warning 1:144' "$quiet; +2326/tcp +3128/tcp"
# Of a process that may not be seen there is no name
rm -r "$OG_PROC_ROOT"/proc/10[5-8]
finds 0 not-reached 'hint 1:154' "$quiet; +2326/tcp +8888/tcp +32767/udp"
not_reached '3128/tcp' 'input +3128/tcp, if it is to be reached'
rm -r "$OG_PROC_ROOT"/proc/10[1-4]
rm "$OG_PROC_ROOT"/proc/net/{tcp6,udp}
sed -i '/:0916 /!d' "$OG_PROC_ROOT/proc/net/tcp"

# Not used: only a tally that is old enough knows
echo 'forward tcp 443 9 0 3599 000004a1' | tally_age=3599 tally_has
lacks_finding 0 unused "$quiet; +2326/tcp"
lacks_finding 0 unused "$quiet; +2326/tcp"
echo 'forward tcp 443 9 0 5 000004a1' | tally_age=3600 tally_has
finds 0 unused 'hint 2:1' "$quiet"$'\n+2326/tcp'$'\ninput -2326/tcp +2326/tcp'
json '[.findings[] | select(.rule == "unused").what] | any(contains("forward lists ports that nobody used: 2326/tcp"))'
json '[.findings[] | select(.rule == "unused").why] | all(contains("since the tally is on, for 1 h;"))'

# A scan is no use
{
	echo 'forward tcp 443 9 0 5 000004a1'
	echo 'input tcp 2326 1 0 5 00010000'
	echo 'input tcp 22 2 0 5 00010001'
	for port in 1 7 9 13 17 19 37 42; do
		echo "input tcp $port 0 1 600 00010000"
	done
} | tally_age=3600 tally_has
finds 0 unused 'hint 1:134' "$quiet; +2326/tcp"
json '[.findings[] | select(.rule == "unused").what] | any(contains("input lists") and contains("2326/tcp") and (contains("22/tcp") | not))'
# ... but a client that came once to each is no scanner, where nobody scans
echo 'input tcp 2326 1 0 5 00010000' | tally_age=3600 tally_has
finds 0 unused 'hint 1:134' "$quiet; +2326/tcp"
json 'all(.findings[] | select(.rule == "unused").what; contains("input") and contains("2326") | not)'

# What is in force; an audit that ends by itself is no fault of the policy
fresh_module
expect 1 "$OGCTL" lint
out_has 'in force:6:'
out_has '1023/tcp is listed on input and forward [generous]'
out_has '    do:  take it off: ogctl deny 1023/tcp'
out_has '    do:  take off what is meant for forward only: ogctl deny --chain input PORT...'
out_has '    why: '
out_has '    do:  '
err_has 'warnings'
sed -i 's/^\(input .*\) 1023\/tcp/\1/; s/^mode .*/mode audit/' "$policy" "$stats"
expect 1 "$OGCTL" lint -j
json 'any(.findings[]; .do == "take it off: ogctl deny --chain forward 1023/tcp")'
json 'any(.findings[]; .rule == "mode" and .line == 1)'
printf '%s\n' 'state running' 'last none' 'seconds 60' 'left 6' 'elapsed_ms 54000' 'generation 2' \
	'back mode enforce' >"$trial"
expect 1 "$OGCTL" lint -j
json 'all(.findings[]; .rule != "mode")'
echo '+70000' >"$work/p"
expect 4 "$OGCTL" lint "$work/p"
err_has "$work/p:1:2: port 70000 is over 65535"
expect 2 "$OGCTL" lint "$work/missing"
expect 2 "$OGCTL" lint a b

finish
