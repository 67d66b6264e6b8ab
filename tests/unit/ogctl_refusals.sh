#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Bad input through every door of the tool: the exit status, the place, and the old policy untouched.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

untouched()
{
	verdict 'the policy is as it was' cmp "$policy" "$work/before"
}

cp "$policy" "$work/before"

# Text, as a file and as standard input; every line of it a text of its own, in printf's spelling.
while IFS='|' read -r text place; do
	# shellcheck disable=SC2059 # the rows are formats
	printf "$text" >"$work/bad"
	expect 4 "$OGCTL" check "$work/bad"
	err_has "$work/bad:$place"
	err_has '^'
	expect 4 "$OGCTL" apply "$work/bad"
	err_has "$work/bad:$place"
	untouched
	from=$work/bad expect 4 "$OGCTL" apply -
	err_has "stdin:$place"
	untouched
	expect 4 "$OGCTL" check -j "$work/bad"
	json '(.valid | not) and "\(.error.line):\(.error.column)" == "'"$place"'"'
done <<'ROWS'
|1:1
\n|2:1
# nothing\n|2:1
+70000/tcp\n|1:2
mode enforce\ninput 22/tcp 70000/tcp\n|2:14
input 25-20\n|1:7
+25/sctp\n|1:4
+25x\n|1:4
+25\0\n|1:4
+25\r\n|1:4
+25 \033\n|1:5
frobnicate\n|1:1
input 25 imap\n|1:10
input 25 +26\n|1:10
mode\n|1:5
mode odd\n|1:6
22/tcp\n25/tcp\n|2:1
input none any\n|1:12
proto:256\n|1:7
trial 60s\n|1:9
ROWS

# The other doors for text.
mkdir "$work/profiles"
echo '+25 +70000' >"$work/profiles/bad.policy"
expect 4 env OG_PROFILES="$work/profiles" "$OGCTL" profile use bad
err_has 'bad.policy:1:6: port 70000 is over 65535'
untouched
for arguments in 'diff' "diff $work/before" 'test --hook input --dport 25 --policy' 'show --policy'; do
	read -ra words <<<"$arguments"
	expect 4 "$OGCTL" "${words[@]}" "$work/profiles/bad.policy"
	err_has 'bad.policy:1:6: port 70000 is over 65535'
	out_is ''
done

input='input 25 imap' expect 4 "$OGCTL" check -
err_has 'a policy takes numbers only: write 143/tcp for imap'

# More than 1 MiB.
head -c 1048577 /dev/zero | tr '\0' '#' >"$work/bad"
expect 4 "$OGCTL" apply "$work/bad"
err_has 'longer than 1 MiB'
untouched

# Cut, so that 44 is left of 443; no more than a comment is left of the next; and 1 MiB to the byte.
printf '+22/tcp\n+25/tcp +44' >"$work/bad"
for arguments in apply check diff "diff $work/before" 'show --policy'; do
	read -ra words <<<"$arguments"
	expect 4 "$OGCTL" "${words[@]}" "$work/bad"
	err_has 'bad:2:12: the text ends inside a line, as if it were cut: end it with a newline'
	untouched
done
expect 4 "$OGCTL" check -j "$work/bad"
out_has '"line": 2'
printf '+22/tcp\n# and' >"$work/bad"
expect 4 "$OGCTL" apply "$work/bad"
err_has 'bad:2:6: the text ends inside a line'
head -c 1048576 /dev/zero | tr '\0' ' ' | sed 's/^......../+443\/tcp/' >"$work/bad"
expect 4 "$OGCTL" apply "$work/bad"
err_has 'the text ends inside a line'
untouched

# Items on the command line.
for item in imapz 70000 25/sctp 25x 20-10 any none gre proto:0 proto:none frobnicate '' ' ' '25/tcp;mode off' \
	"$(printf 'a%.0s' {1..200})" '443/tcp;' $'25\nmode off' '25#'; do
	for verb in allow deny; do
		expect 4 "$OGCTL" "$verb" smtp "$item"
		err_has '^'
		untouched
	done
done
expect 4 "$OGCTL" allow smtp imapz 587/tcp
err_is 'ogctl: no service is called "imapz"; did you mean imap (port 143)?
    ogctl allow smtp imapz 587/tcp
                     ^~~~~'

# The command line itself.
for arguments in frobnicate 'stauts' '--frobnicate' 'allow' 'deny' 'allow --chain output 25' 'apply' 'apply a b' \
	'check' 'status more' 'show more' '-n no-such-netns status' '-n ../net status' '--dry-run status' \
	'check --netns x y' "apply $work/missing" "check $work" "diff $work/missing" 'version more'; do
	read -ra words <<<"$arguments"
	expect 2 "$OGCTL" "${words[@]}"
	out_is ''
	untouched
done
expect 2 "$OGCTL" stauts
err_has 'did you mean "ogctl status"?'

# With -j a failure is one object, wherever the mistake is and wherever -j stands
fails()
{
	local code=$1 why=$2

	shift 2
	expect "$code" "$OGCTL" "$@"
	json "keys == [\"error\", \"schema\"] and .error.exit == $code"
	verdict 'the text says why' has "$(jq -r .error.text "$work/out")" "$why"
	json '.error.text | test("Try `|^ogctl|\\n *[0-9]* \\|") | not'
	verdict 'stderr says it too' has "$err" "$why"
}
fails 2 'there is no command' -j frobnicate
fails 2 'needs ITEM' allow -j
fails 2 'input, forward' --json allow --chain output 25
fails 2 'not "output"' test --hook output -j
fails 2 'unrecognized option' test --frob --js
fails 2 'requires an argument' -j audit on --for
fails 2 'no network namespace' -jn nosuch status
fails 2 'cannot open' apply -j "$work/missing"
for arguments in status 'trial keep' 'suggest -o x'; do
	read -ra words <<<"$arguments"
	fails 2 '--dry-run: this command takes none' -j --dry-run "${words[@]}"
done
fails 4 'bad.policy:1:6: port 70000 is over 65535' -j apply "$work/profiles/bad.policy"
fails 4 'no service is called' -j allow imapz
fails 4 'no service is called' -j explain imapz
printf 'chain protocol port accepted dropped seconds sources\n' >"$OG_PROC_ROOT/proc/net/outlook_guard/ports"
fails 1 'the tally is off' -j suggest
fails 1 'the log is off' -j drops
fails 1 'nothing to go back to' -j rollback -1
untouched
expect 2 "$OGCTL" apply -- -j
out_is ''
expect 2 "$OGCTL" frobnicate
out_is ''
expect 2 "$OGCTL" -j frobnicate $'\xff'
json '.error.exit == 2 and .error.text'
expect 0 "$OGCTL" -j --help
verdict 'help is no failure' lacks "$out" '"error"'

for typed in 8d 0 1w x; do
	expect 2 "$OGCTL" drops --for $typed
	err_has 'at most 7d; not "'$typed'"'
done
expect 4 "$OGCTL" allow smtp +443/tcp
err_is 'ogctl: signs are for policies; here an item has none: write 443/tcp
    ogctl allow smtp +443/tcp
                     ^'

# How far back is no number of steps
for steps in -0 -2 -12 -9; do
	expect 2 "$OGCTL" rollback $steps
	err_has 'there is only -1'
	err_has 'ogctl history'
done

# The answer cannot be written.
# shellcheck disable=SC2016 # for the inner shell
expect 1 bash -c '"$1" show >/dev/full' - "$OGCTL"
err_has 'could not be written'

# Another version: what reads the policy to keep it still does; nothing is written.
echo 99.0.0 >"$module_version"
for arguments in 'allow imap' 'deny smtp' "apply $work/before" 'profile use ha' "diff $work/before" \
	'test --hook input --dport 25' 'status' 'version' 'show'; do
	read -ra words <<<"$arguments"
	expect 3 "$OGCTL" "${words[@]}"
	err_has 'module 99.0.0 is loaded but ogctl is'
	untouched
done
expect 3 "$OGCTL" show
verdict 'the policy is shown for keeping' cmp "$work/out" "$policy"
expect 3 "$OGCTL" version -j
json '.loaded and (.fits | not)'

# A form that nobody knows yet.
fresh_module
echo 'a policy of the future' >"$policy"
expect 3 "$OGCTL" status
err_has 'does not know'
fresh_module
echo 'format 2' >"$stats"
expect 3 "$OGCTL" status
err_has 'does not know'

# Not permitted. Root may read anything, so another user asks.
fresh_module
chmod 600 "$policy"
chmod 755 "$work"
if [ "$(id -u)" -eq 0 ]; then
	as_user=(setpriv --reuid 65534 --regid 65534 --clear-groups)
	expect 0 "${as_user[@]}" "$OGCTL" status
	out_has 'for root to read'
	out_has 'dropped'
	expect 0 "${as_user[@]}" "$OGCTL" status -j
	json '.policy == null and .counters.input.drop.port == 7'
	for arguments in show 'allow imap' 'test --hook input --dport 25' '-n 1 status'; do
		read -ra words <<<"$arguments"
		expect 3 "${as_user[@]}" "$OGCTL" "${words[@]}"
		err_has 'run it as root or with sudo'
		untouched
	done
fi

# No module; on a machine with Secure Boot the way out is longer.
fresh_module
rm -r "$OG_PROC_ROOT/proc/net/outlook_guard" "$OG_PROC_ROOT/sys/module"
for arguments in status show 'allow imap' 'test --hook input --dport 25' version 'profile use ha'; do
	read -ra words <<<"$arguments"
	expect 3 "$OGCTL" "${words[@]}"
	err_has 'modprobe outlook_guard'
	verdict 'no word of Secure Boot' lacks "$err" mokutil
done
expect 3 "$OGCTL" status -j
json '.loaded | not'
for arguments in show ports 'allow imap' 'test --hook input --dport 25' trial audit suggest drops monitor; do
	read -ra words <<<"$arguments"
	fails 3 'modprobe outlook_guard' -j "${words[@]}"
done
expect 3 "$OGCTL" -j explain 25
json '.ports and (has("error") | not)'
for verb in check 'test --hook input --dport 25 --policy' 'show --policy'; do
	read -ra words <<<"$verb"
	expect 0 "$OGCTL" "${words[@]}" "$work/before"
done
efivars=$OG_PROC_ROOT/sys/firmware/efi/efivars
mkdir -p "$efivars"
printf '\6\0\0\0\1' >"$efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
expect 3 "$OGCTL" status
err_has 'mokutil --import /var/lib/dkms/mok.pub'
printf '\6\0\0\0\0' >"$efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
expect 3 "$OGCTL" status
verdict 'no word of Secure Boot' lacks "$err" mokutil

finish
