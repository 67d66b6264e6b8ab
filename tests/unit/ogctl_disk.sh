#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The policy on disk: save, --save, --disk, enforce, off, and what they say of a restart.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

# fresh: a module just loaded, and the disk of a package
fresh()
{
	fresh_module
	mkdir -p "$OG_PROC_ROOT/etc/outlook-guard" "$OG_PROC_ROOT/var/lib/outlook-guard"
	disk=$OG_PROC_ROOT/etc/outlook-guard/policy
	good=$OG_PROC_ROOT/var/lib/outlook-guard/last-good
}

# on_disk: what its lines of standard input are
on_disk()
{
	cat >"$disk"
}

# in_force LINE...: over what is there; the last of a setting or chain counts, as the module would print it
in_force()
{
	local line

	for line; do
		sed -i "s|^${line%% *} .*|$line|" "$policy"
	done
}

# Nothing there yet: all of it is written, for its owner and group, and remembered as good
fresh
expect 0 "$OGCTL" save
err_is 'ogctl: saved to /etc/outlook-guard/policy: so it will be after a restart'
verdict 'it is what is in force' cmp "$disk" "$policy"
verdict 'the last good one too' cmp "$good" "$policy"
verdict 'not for everybody' [ "$(stat -c %a "$disk")" = 640 ]
verdict 'nothing is left beside it' [ "$(ls "${disk%/*}")" = policy ]

# What says so already is not touched, whatever its letters
on_disk <<-END
	# ours
	input +22/tcp   # said twice
	mode enforce
END
cp "$disk" "$work/before"
touch -d 2020-01-01 "$disk"
expect 0 "$OGCTL" save
err_is 'ogctl: nothing to save: /etc/outlook-guard/policy says so already'
verdict 'byte for byte' cmp "$disk" "$work/before"
verdict 'not written at all' [ "$(stat -c %Y "$disk")" = "$(date -d 2020-01-01 +%s)" ]

# Lines stay where nothing changed; mode and owner of the file too
fresh
on_disk <<-END
	# the gate of the mail proxy
	log     off         # nobody reads it

	input   established related loopback icmp 22/tcp 25/tcp 8443/tcp   # ssh, mail, the console
	forward +143/tcp -110/tcp    # IMAP, no POP
	forward +5222/tcp
END
chmod 600 "$disk"
in_force 'log nflog:5' 'input established related loopback icmp 22/tcp 25/tcp 3128/tcp' \
	"forward ${builtin_items/ 110\/tcp/}"
expect 0 "$OGCTL" save --dry-run
out_has '+ 3128/tcp'
out_has '- 8443/tcp'
expect 0 "$OGCTL" save
diff "$disk" - >"$work/diff" <<-END
	# the gate of the mail proxy
	log     nflog:5         # nobody reads it

	input   established related loopback icmp 22/tcp 25/tcp 3128/tcp   # ssh, mail, the console
	forward -110/tcp    # IMAP, no POP
	forward +5222/tcp
END
out=$(<"$work/diff")
verdict 'only what changed is other' [ ! -s "$work/diff" ]
verdict 'its mode is as before' [ "$(stat -c %a "$disk")" = 600 ]
expect 0 "$OGCTL" diff "$policy" "$disk"

# Zones: who is in them, what they list, and new ones; a zone's list is none of its chain
fresh
on_disk <<-END
	# two legs
	zone    office  eth1 192.0.2.0/24     # the house
	zone admin 198.51.100.7,wg0      # us
	input   from office 53 8080/tcp       # resolver, proxy
	input   +143/tcp
	from    admin 22/tcp 9090/tcp         # both ways
	forward from office +25/tcp           # mail
	zone    guests  eth2   # go
	from guests 53
	refuse  reject office     # told
END
{
	grep -vE '^refuse|guests' "$disk"
	printf '%s\n' 'zone office +eth3 -192.0.2.0/24' 'zone admin +2001:db8::7' 'input from office +3128/tcp -53' 'input +994/tcp -143/tcp' \
		'from admin +443/tcp -9090/tcp' 'forward from office -25/tcp' 'zone lab wg*' 'from lab 22/tcp' \
		'refuse reject office lab'
} >"$policy"
expect 0 "$OGCTL" save
diff "$disk" - >"$work/diff" <<-END
	# two legs
	zone    office  eth1 eth3     # the house
	zone admin 198.51.100.7,wg0 2001:db8::7      # us
	input   from office 8080/tcp 3128/tcp       # resolver, proxy
	from    admin 22/tcp 443/tcp         # both ways
	# mail
	input   +994/tcp
	zone lab wg*
	input from lab 22/tcp
	forward from lab 22/tcp
	refuse  reject lab office     # told
END
out=$(<"$work/diff")
verdict 'only what changed is other' [ ! -s "$work/diff" ]
expect 0 "$OGCTL" diff "$policy" "$disk"
# one chain's list differs now, and nobody is told any more
sed -i '/^refuse/d' "$policy"
echo 'forward from admin -22/tcp' >>"$policy"
expect 0 "$OGCTL" save
expect 0 "$OGCTL" diff "$policy" "$disk"
verdict 'an edit behind it' grep -q '^forward from admin -22/tcp$' "$disk"
verdict 'nobody is told' [ -z "$(grep refuse "$disk")" ]
verdict 'the comments stay' [ "$(grep -c '#' "$disk")" = 6 ]

# What edits of lines cannot say is said in full, under the comments that came first
fresh
printf '# head\n#\n# of it\n; input 22/tcp ; forward any   # x\n' | on_disk
expect 0 "$OGCTL" save
verdict 'the head stays' [ "$(head -n 3 "$disk")" = $'# head\n#\n# of it' ]
expect 0 "$OGCTL" diff "$policy" "$disk"

# A file that does not parse is replaced, and never by half
printf '# mine\ninput 22/tcpp\n' | on_disk
expect 0 "$OGCTL" save
verdict 'the head stays' [ "$(head -n 1 "$disk")" = '# mine' ]
err_has 'what it said is in /etc/outlook-guard/policy.old'
verdict 'what was there is beside it' [ "$(<"$disk.old")" = $'# mine\ninput 22/tcpp' ]
expect 0 "$OGCTL" diff "$policy" "$disk"

# Many policies, each saved over the one before: what is on disk means what is in force, always
fresh
printf '# start\ninput established related loopback icmp 22/tcp\nforward established related icmp 53\n' | on_disk
for round in {1..40}; do
	RANDOM=$round
	list=established
	for item in related loopback icmp proto:47 22/tcp 25/tcp 53 110/tcp 143/tcp 993 1000-2000/udp 3268-3269/tcp; do
		[ $((RANDOM % 2)) = 0 ] || list+=" $item"
	done
	words=(enforce filter on off)
	zones=''
	for zone in admin lab office; do
		[ $((RANDOM % 3)) != 0 ] || continue
		zones+="zone $zone eth$((RANDOM % 4)) eth$((RANDOM % 4)) wg* 10.$((RANDOM % 3)).0.0/16"$'\n'
		[ $((RANDOM % 3)) = 0 ] || zones+="from $zone 22/tcp $((RANDOM % 3 + 50))"$'\n'
		[ $((RANDOM % 3)) = 0 ] || zones+="input from $zone +$((RANDOM % 3 + 50))/tcp +icmp"$'\n'
		[ $((RANDOM % 4)) != 0 ] || zones+="refuse reject $zone"$'\n'
	done
	printf 'mode enforce\nipv6 filter\nearly %s\ntally off\nlog off\ninput %s\nforward %s\n%s' \
		"${words[2 + RANDOM % 2]}" "$list" "established ${list##*established }" \
		"$(sed '/^refuse/{x;s/^/x/;/^xx/{x;d};x}' <<<"$zones")"$'\n' >"$policy"
	expect 0 "$OGCTL" save
	expect 0 "$OGCTL" diff "$policy" "$disk"
done
verdict 'the first comment is there still' [ "$(head -n 1 "$disk")" = '# start' ]

# However long it is
fresh
on_disk <<<'# ours
input 22/tcp'
{
	grep -vE '^(input|forward) ' "$policy"
	printf 'input established %s/tcp\nforward established\n' "$(seq -s '/tcp ' 1 2 65535)"
} >"$work/long"
cp "$work/long" "$policy"
expect 0 timeout 60 "$OGCTL" save
verdict 'with its comment' [ "$(head -n 1 "$disk")" = '# ours' ]
verdict 'it is what is in force' cmp <("$OGCTL" show --policy "$disk") "$policy"

# What is no file is neither waited for nor written over
fresh
for make in mkfifo mkdir; do
	$make "$disk"
	expect 2 timeout 20 "$OGCTL" apply --disk
	err_has 'cannot read /etc/outlook-guard/policy'
	rm -r "$disk"
done

# What is on trial is pointed at where it stands
printf 'input 22/tcp\nforward none; trial 60\n' | on_disk
expect 4 "$OGCTL" apply --disk
err_has 'policy:2:15: a policy on disk cannot be on trial'

# Not while something is on trial, nor in an audit, nor what is off: and nothing is written
fresh
for mode in audit off; do
	in_force "mode $mode"
	expect 1 "$OGCTL" save
	err_has "the mode is $mode"
done
fresh_trial=("state running" "last none" "begun 1" "ended 0" "seconds 120" "left 100" "elapsed_ms 20000" "generation 1")
in_force 'mode enforce'
trial_is "${fresh_trial[@]}" "$(sed 's/^/back /' "$policy")"
expect 1 "$OGCTL" save
err_has 'ogctl trial keep --save'
input=+443/tcp expect 1 "$OGCTL" apply --save -
verdict 'nothing was written' [ ! -e "$disk" ]
verdict 'nor in force' lacks "$(<"$policy")" 443/tcp
trial_is 'state none' 'last none'
input=+443/tcp expect 2 "$OGCTL" apply --save --trial 60 -
err_has 'ogctl trial keep --save'
expect 2 "$OGCTL" trial revert --save

# A folder that takes nothing: said, and the old one stays
if [ "$(id -u)" -ne 0 ]; then
	on_disk <<<'input 22/tcp'
	chmod 555 "${disk%/*}"
	expect 2 "$OGCTL" save
	err_has 'it is as it was'
	chmod 755 "${disk%/*}"
fi
mkdir "$work/full" && fresh && rmdir "${disk%/*}" && ln -s "$work/no/such" "${disk%/*}"
expect 2 "$OGCTL" save
err_has 'could not write /etc/outlook-guard/policy'

# What a restart would bring is said after a change, where there is another one on disk
fresh
input=+443/tcp expect 0 "$OGCTL" apply -
verdict 'no policy on disk, no word' lacks "$err" restart
fresh
cp "$policy" "$disk"
input=+443/tcp expect 0 "$OGCTL" apply -
err_has 'a restart would bring back what /etc/outlook-guard/policy says; "ogctl save" puts this there'
input=+443/tcp expect 0 "$OGCTL" apply --quiet -
verdict 'quiet' [ -z "$out$err" ]
printf 'input 22/tcpp\n' | on_disk
expect 0 "$OGCTL" deny smtp
err_has 'does not parse, and a restart would bring the last good policy'

# --disk: all of it over the built-in policy
fresh
on_disk <<<'input +3128/tcp -25/tcp'
expect 0 "$OGCTL" apply --disk
out_has '+ 3128/tcp'
out_has '- 25/tcp'
expect 0 "$OGCTL" apply --disk
err_has 'it is so already'
expect 2 "$OGCTL" apply --disk "$disk"
# ... so that nothing of what is in force stays
printf '%s\n' 'zone office eth1' 'input from office 53' 'refuse reject office' >>"$policy"
expect 0 "$OGCTL" apply --disk
verdict 'in place of all that was in force' grep -q '^reset; mode' "$policy"
expect 0 "$OGCTL" apply --disk
err_has 'it is so already'
expect 2 "$OGCTL" apply
for wrong in 'trial 60; input 22/tcp' '# nothing' 'from office 53' 'zone office 10.0.0' 'input 22/tcpp'; do
	fresh
	on_disk <<<"$wrong"
	cp "$policy" "$work/before"
	expect 4 "$OGCTL" apply --disk
	err_has /etc/outlook-guard/policy:
	verdict 'nothing changed' cmp "$policy" "$work/before"
done
: | on_disk
expect 4 "$OGCTL" apply --disk
printf 'input 22/tcp' | on_disk
expect 4 "$OGCTL" apply --disk
rm "$disk"
expect 2 "$OGCTL" apply --disk
err_has 'there is no policy on disk'

# enforce ends an audit, and saves
fresh
in_force 'mode audit'
expect 0 "$OGCTL" enforce
out_has 'mode: audit -> enforce'
err_has 'saved to /etc/outlook-guard/policy'
verdict 'it enforces' grep -q '^mode enforce' "$disk"
expect 2 "$OGCTL" enforce --first --trial 60

# ... and --first only where nothing that works would be cut off
listener=' 0: %s:%s 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 %s 1\n'

# first: an audit with nothing but these listening: ADDRESS:PORT in hex
first()
{
	local inode=100 socket

	fresh
	in_force 'mode audit'
	sed -i 's/^mode .*/mode audit/' "$stats"
	{
		echo '  sl  local_address rem_address   st'
		for socket; do
			inode=$((inode + 1))
			# shellcheck disable=SC2059 # the format is ours
			printf "$listener" "${socket%:*}" "${socket#*:}" "$inode"
		done
	} >"$OG_PROC_ROOT/proc/net/tcp"
}

first 00000000:0016 00000000:1F90 0100007F:0CEA
expect 0 "$OGCTL" enforce --first
out_has 'mode: audit -> enforce'
verdict 'it is saved' grep -q '^mode enforce' "$disk"
for socket in 00000000:0C38 00000000:08AE 010200C0:0BB9; do
	first 00000000:0016 "$socket"
	cp "$policy" "$work/before"
	expect 1 "$OGCTL" enforce --first
	out_has 'would be cut off: '
	out_has "$((16#${socket#*:}))/tcp"
	err_has 'ogctl enforce --trial 2m'
	verdict 'the audit goes on' cmp "$policy" "$work/before"
	verdict 'and nothing is saved' [ ! -e "$disk" ]
done
first 00000000:0016
mkdir -p "$OG_PROC_ROOT/etc/ssh"
echo 'Port 2222' >"$OG_PROC_ROOT/etc/ssh/sshd_config"
rm "$OG_PROC_ROOT/proc/net/tcp"
expect 1 "$OGCTL" enforce --first
out_has 2222/tcp

# Who is logged in by ssh from where only others get in: 192.0.2.7 twice; 192.0.2.8 is at 8080
login=' 0: %s:%s %s:C350 01 00000000:00000000 00:00000000 00000000 0 0 %s 1\n'
first 00000000:0016
# shellcheck disable=SC2059 # the format is ours
printf "$login$login$login" 010200C0 0016 070200C0 201 010200C0 0016 070200C0 202 010200C0 1F90 080200C0 204 \
	>>"$OG_PROC_ROOT/proc/net/tcp"
printf '%s\n' 'zone admin 198.51.100.0/24' 'input from admin 22/tcp' 'input -22/tcp' >>"$policy"
cp "$policy" "$work/before"
expect 1 "$OGCTL" enforce --first
same=$(grep -c 'would be cut off: who is logged in' "$work/out")
out_has 'would be cut off: who is logged in by ssh from 192.0.2.7: 22/tcp is let in only from zone admin'
verdict 'said once, and of nobody else' [ "$same" = 1 ]
verdict 'the audit goes on' cmp "$policy" "$work/before"
sed -i 's|^zone admin|& 192.0.2.7|' "$policy"
expect 0 "$OGCTL" enforce --first

# off asks, and a program has to insist
fresh
input=y expect 5 "$OGCTL" off
err_has 'without a terminal say --force'
expect 0 "$OGCTL" off --dry-run
out_has 'mode: enforce -> off'

# Who says what holds: status --check, and the line of status
checks()
{
	local want=$1 sentence=$2

	expect "$want" "$OGCTL" status --check
	out_has "$sentence"
	verdict 'one line' [ "$(wc -l <"$work/out")" = 1 ]
	expect "$want" "$OGCTL" -j status --check
	verdict 'the same in JSON' [ "$(jq .enforced "$work/out")" = "$([ "$want" = 0 ] && echo true || echo false)" ]
}

fresh
checks 0 'enforced by the module'
expect 0 "$OGCTL" status
out_has 'disk        there is no policy on disk'
cp "$policy" "$disk"
expect 0 "$OGCTL" status
out_has 'disk        a restart brings the same'
on_disk <<<'input 22/tcp'
checks 0 'enforced by the module'
expect 0 "$OGCTL" status
out_has 'disk        a restart brings another policy'
on_disk <<<'input 22/tcpp'
checks 1 'NOT AS IT SHOULD BE: enforced, but /etc/outlook-guard/policy cannot be used'
expect 0 "$OGCTL" -j status
verdict 'in JSON' [ "$(jq -r '.disk + .in_force' "$work/out")" = badmodule ]
# ... and what a restart takes in its place
built_in="the built-in policy and sshd's ports"
port=8443
for there in 'input 22/tcp|the last good policy' "input 22/tcpp|$built_in" "|$built_in"; do
	echo "${there%|*}" >"$good"
	[ -n "${there%|*}" ] || rm "$good"
	checks 1 "cannot be used, and a restart takes ${there#*|}: line 1"
	expect 1 "$OGCTL" doctor
	out_has "the next start puts in force ${there#*|}"
	input="+$((port += 1))/tcp" expect 0 "$OGCTL" apply -
	err_has "a restart would bring ${there#*|}"
done
rm "$disk"
echo 'input 22/tcpp' >"$good"
checks 1 "is gone, and a restart takes $built_in"
fresh
for mode in audit off; do
	sed -i "s/^mode .*/mode $mode/" "$policy" "$stats"
	checks 1 "NOT ENFORCED: the mode is $mode"
done
rm -r "$OG_PROC_ROOT/proc/net/outlook_guard" "$OG_PROC_ROOT/sys/module/outlook_guard"
checks 3 'OPEN: neither the module nor the fallback'
expect 3 "$OGCTL" -j status
verdict 'in JSON' [ "$(jq -r .in_force "$work/out")" = none ]

finish
