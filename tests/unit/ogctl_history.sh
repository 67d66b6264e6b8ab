#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# history, rollback, diff N. The module is a plain file that keeps what was written; so it is given whole policies.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

folder=$OG_PROC_ROOT/var/lib/outlook-guard/history

# whole INPUT [FORWARD]: sets $work/p to such a policy
whole()
{
	printf 'mode enforce\nipv6 filter\nearly off\ntally off\nlog off\ninput %s\nforward %s\n' "$1" "${2:-none}" >"$work/p"
}

expect 0 "$OGCTL" history
out_is ''
err_has 'no policy was applied'
expect 1 "$OGCTL" rollback -1
expect 2 "$OGCTL" rollback 1
err_has 'the history is empty'

whole 25/tcp
expect 0 env SUDO_USER=anna SSH_CONNECTION='10.0.1.2 50000 10.0.1.1 25' "$OGCTL" apply "$work/p"
whole 26/tcp
expect 0 env SUDO_USER=bert "$OGCTL" apply "$work/p"
expect 0 "$OGCTL" history
out_has '(what was in force before)'
out_has "anna       10.0.1.2        ogctl apply $work/p"
verdict 'the last one is in force' grep -q '^\*    3 .* bert ' "$work/out"
expect 0 "$OGCTL" history -j
json '[.history[] | .number] == [1, 2, 3] and [.history[] | .in_force] == [false, false, true]'
json '[.history[] | .kind] == ["found", "change", "change"] and .history[1].user == "anna"'
json '.history[1].connection == "10.0.1.2 50000 10.0.1.1 25" and .history[2].connection == null'
json '[.history[1].time | fromdate] | .[0] > 1700000000'
verdict 'nobody else reads it' [ "$(stat -c %a "$folder" "$folder"/*)" = $'700\n600\n600\n600' ]
for file in "$folder"/*; do
	expect 0 "$OGCTL" check "$file"
done

# Who logged in is the kernel's word; whom sudo names is a variable's
mkdir -p "$OG_PROC_ROOT/proc/self"
echo 1 >"$OG_PROC_ROOT/proc/self/loginuid"
whole 27/tcp
expect 0 env SUDO_USER=bert "$OGCTL" apply "$work/p"
expect 0 "$OGCTL" -j history
json '.history[-1] | .user == "daemon" and .sudo == "bert"'
expect 0 "$OGCTL" history
out_has ' daemon as bert '
whole 26/tcp
expect 0 env SUDO_USER=daemon "$OGCTL" apply "$work/p"
expect 0 "$OGCTL" -j history
json '.history[-1] | .user == "daemon" and .sudo == null'
rm "$folder"/00000[45].policy "$OG_PROC_ROOT/proc/self/loginuid"

# diff, by number, by @number; a file of that name
expect 1 "$OGCTL" diff 2
out_is $'input:\n  - 26/tcp\n  + 25/tcp          smtp'
expect 1 "$OGCTL" diff @2
expect 1 "$OGCTL" diff 2 3
out_is $'input:\n  - 25/tcp          smtp\n  + 26/tcp'
expect 0 "$OGCTL" diff 3
expect 0 "$OGCTL" diff 3 "$work/p"
expect 2 "$OGCTL" diff 9
err_has 'it has 1 to 3'
expect 2 "$OGCTL" diff @9
cp "$work/p" "$work/2"
# shellcheck disable=SC2016 # for the inner shell
expect 0 bash -c 'cd "$1" && "$2" diff ./2' - "$work" "$OGCTL"

# rollback, there and back again
expect 0 "$OGCTL" rollback --dry-run -1
out_is $'input:\n  - 26/tcp\n  + 25/tcp          smtp'
expect 0 "$OGCTL" rollback -1
verdict 'smtp is back' grep -q '^input 25/tcp$' "$policy"
expect 0 "$OGCTL" rollback --previous
verdict 'and away' grep -q '^input 26/tcp$' "$policy"
expect 0 "$OGCTL" rollback 2
verdict 'number 2' grep -q '^input 25/tcp$' "$policy"
expect 0 "$OGCTL" rollback @2
err_has 'nothing to change'
# What it does not speak of goes: other zones. Not so of a file, and that is said
printf '%s\n' 'zone lab wg0' 'zone office eth1' 'from office 53' >>"$policy"
expect 0 "$OGCTL" apply "$work/p"
err_has 'zones lab and office stay as they are: the text does not speak of them; begin it with reset to take them away'
printf '%s\n' 'zone lab wg0' 'zone office eth1' 'from office 53' >>"$policy"
{ echo 'zone lab wg1' && cat "$work/p"; } >"$work/lab"
expect 0 "$OGCTL" apply --dry-run "$work/lab"
err_has 'zone office stays as it is: the text does not speak of it; begin it with reset to take it away'
for text in "reset; input none; forward none" "zone lab +wg1" \
	    "input 22/tcp" "zone office none; zone lab none; 22/tcp"; do
	input=$text$'\n' expect 0 "$OGCTL" apply --dry-run -
	verdict "nothing is said of \"$text\"" lacks "$err" 'does not speak'
done
input=$'22/tcp\n' expect 0 "$OGCTL" apply --dry-run -
err_has 'zones lab and office stay as they are'
expect 0 "$OGCTL" rollback 2
verdict 'in place of all that was in force' grep -q '^reset; # A policy that ogctl applied' "$policy"
expect 0 "$OGCTL" rollback 2
err_has 'nothing to change'
for arguments in '' '-1 2' 'x' '7x' '99' '2 3'; do
	read -ra words <<<"$arguments"
	expect 2 "$OGCTL" rollback "${words[@]}"
done

# What other hands did is noticed, and can be gone back to; what was only on trial cannot by -1
whole 27/tcp
cp "$work/p" "$policy"
whole 28/tcp
expect 0 "$OGCTL" apply "$work/p"
expect 0 "$OGCTL" history -j
json '[.history[-2:][] | .kind] == ["found", "change"]'
whole 29/tcp
"$OGCTL" apply --trial 60 "$work/p" >/dev/null 2>&1
whole 28/tcp
cp "$work/p" "$policy"
expect 0 "$OGCTL" history -j
json '.history[-1] | .kind == "trial" and .trial == 60 and .outcome == "not kept"'
json '.history[-2].in_force'
expect 0 "$OGCTL" rollback -1
verdict 'what was before' grep -q '^input 27/tcp$' "$policy"

# A trial that was kept counts
whole 29/tcp
"$OGCTL" apply --trial 60 "$work/p" >/dev/null 2>&1
{
	printf '%s\n' 'state running' 'last none' 'seconds 60' 'left 50' 'elapsed_ms 10000' 'generation 1'
	sed 's/^/back /' "$work/p"
} >"$trial"
# what is on trial, without the word, as the module shows it
cp "$work/p" "$policy"
expect 0 "$OGCTL" history
out_has '[on trial]'
expect 0 "$OGCTL" trial keep --force
printf 'state none\nlast kept\n' >"$trial"
expect 0 "$OGCTL" history -j
json '.history[-2].outcome == "kept" and (.history[-1] | .kind == "keep" and .in_force)'

# The last 50
for port in {100..150}; do
	whole "$port/tcp"
	expect 0 "$OGCTL" apply "$work/p"
done
expect 0 "$OGCTL" history -j
json '(.history | length) == 50 and .history[49].in_force'
verdict 'fifty files' [ "$(find "$folder" -name '*.policy' | wc -l)" -eq 50 ]

# A command line with odd bytes in it is one line of comment
whole 30/tcp
cp "$work/p" "$work/odd"$'\n'"input any # \\"
expect 0 "$OGCTL" apply "$work/odd"$'\n'"input any # \\"
expect 0 "$OGCTL" history -j
json '.history[-1].command | contains("odd?input any")'
expect 0 "$OGCTL" diff "$(jq '.history[-1].number' "$work/out")"

# So is a user's name, which comes from whoever calls
whole 35/tcp
expect 0 env SUDO_USER=$'anna\ninput any\r\e[2J' "$OGCTL" apply "$work/p"
expect 0 "$OGCTL" history -j
json '.history[-1] | .user == "anna?input any??[2J" and .kind == "change"'
expect 0 "$OGCTL" diff "$(jq '.history[-1].number' "$work/out")"
expect 0 "$OGCTL" history
verdict 'nothing but text is shown' lacks "$out" $'\e'

# What was left half written by a writer that was killed is no entry, and in nobody's way
echo '# kind cha' >"$folder/.new"
whole 31/tcp
expect 0 "$OGCTL" apply "$work/p"
verdict 'it is gone' [ ! -e "$folder/.new" ]

# One that was spoiled by hand is named; the rest works
number=$("$OGCTL" history -j | jq '.history[-1].number')
echo 'frobnicate' >"$folder/$(printf %06d "$number").policy"
expect 4 "$OGCTL" rollback "$number"
whole 32/tcp
expect 0 "$OGCTL" apply "$work/p"

# Where it cannot be written, the change holds all the same
rm -rf "$folder"
ln -s /proc "$folder"
whole 33/tcp
expect 0 "$OGCTL" apply "$work/p"
err_has 'could not be written into the history'
verdict 'the policy was' grep -q '^input 33/tcp$' "$policy"
rm "$folder"

if [ "$(id -u)" -eq 0 ]; then
	whole 34/tcp
	expect 0 "$OGCTL" apply "$work/p"
	chmod 755 "$work" "$work/root"
	expect 3 setpriv --reuid 65534 --regid 65534 --clear-groups "$OGCTL" history
	err_has 'run it as root or with sudo'
fi

finish
