#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Bytes that are not UTF-8, or not to be shown as they are, in whatever the tool is told: every answer is whole.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

# Latin-1, as an old disk has it
bad=$work/$'ma\xf1ana.policy'
shown=$work/$'ma\xef\xbf\xbdana.policy'
folder=$OG_PROC_ROOT/var/lib/outlook-guard/history

# a file's name
echo 'mode audit; any' >"$bad"
expect 1 "$OGCTL" -j lint "$bad"
json ".clean == false and (.findings | length) > 0"
json "[.findings[] | has(\"file\") and has(\"why\") and has(\"what\") and has(\"do\")] | all"
json ".findings[0].file == \"$shown\""
expect 0 "$OGCTL" -j check "$bad"
echo 'mode audit; 99999' >"$bad"
expect 4 "$OGCTL" -j check "$bad"
json 'has("error")'
expect 2 "$OGCTL" -j apply $'/nowhere/\xff'
json '.error.text | contains("/nowhere/?")'

# a user, and a command with it, in the history, now and as an older ogctl wrote it
printf 'mode enforce\nipv6 filter\nearly off\ntally off\nlog off\ninput 25/tcp\nforward none\n' >"$bad"
expect 0 env SUDO_USER=$'jos\xe9' "$OGCTL" apply "$bad"
expect 0 "$OGCTL" -j history
json '[.history[] | has("user") and has("command") and has("file")] | all'
json '.history[-1].user | endswith("jos?")'
printf '# kind change\n# time 2026-01-02T03:04:05Z\n# user \xff\n# connection \xfe\n# command ogctl \xfd\nmode off\n' \
	>"$folder/000100.policy"
expect 0 "$OGCTL" -j history
json '.history[-1] | .number == 100 and .user == "\ufffd" and .connection == "\ufffd" and .command == "ogctl \ufffd"'

# an argument that is cut by a buffer in the middle of a letter
long=$(printf '\303\261%.0s' {1..40})
expect 0 env SUDO_USER="$long" "$OGCTL" apply "$bad"
expect 0 "$OGCTL" -j history
json '.history[-1].user | endswith("\ufffd")'

# a path that a folder of profiles has
mkdir -p "$work/profiles"
printf '# d\xe9j\xe0 vu\n25/tcp\n' >"$work/profiles/lat.policy"
expect 0 env OG_PROFILES="$work/profiles" "$OGCTL" -j profile
json '.profiles[0].summary == "d\ufffdj\ufffd vu"'
expect 0 env OG_PROFILES="$work/profiles" "$OGCTL" -j profile show lat
json '.text == "# d\ufffdj\ufffd vu\n25/tcp\n"'

# one function makes every string: jansson's own give nothing where bytes are no text
line='user/*.c'
out=$(grep -nE 'json_(v?sprintf\(|stringn?(_nocheck)?\(|pack\("[^"]*s:s)' "$top"/user/*.c "$top"/user/*/*.c | grep -v '/json_text\.c:')
verdict 'only json_text() makes strings' [ -z "$out" ]

finish
