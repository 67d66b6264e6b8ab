#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Every command's JSON is as docs/schemas says, whole: no member that the schema does not know.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

schemas=$top/docs/schemas

# validate COMMAND FILE: each line an object, or the whole one
validate()
{
	python3 -W ignore - "$schemas" "$1" "$2" <<-'END'
		import json, pathlib, sys
		import jsonschema
		folder, command, answer = pathlib.Path(sys.argv[1]), sys.argv[2], open(sys.argv[3]).read()
		schemas = {file.stem: json.loads(file.read_text()) for file in folder.glob("*.json")}
		store = {schema["$id"]: schema for schema in schemas.values()}
		for schema in schemas.values():
		    jsonschema.Draft7Validator.check_schema(schema)
		resolver = jsonschema.RefResolver(schemas[command]["$id"], schemas[command], store=store)
		decoder, at, count = json.JSONDecoder(), 0, 0
		while answer[at:].strip():
		    at += len(answer[at:]) - len(answer[at:].lstrip())
		    value, at = decoder.raw_decode(answer, at)
		    jsonschema.Draft7Validator(schemas[command], resolver=resolver).validate(value)
		    count += 1
		sys.exit(not count)
	END
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
rm -r "$OG_PROC_ROOT/sys/module"
rm -r "$OG_PROC_ROOT/proc/net/outlook_guard"
valid 3 status

# A member that nobody wrote down is seen
echo '{"schema": 1, "policy": {}, "more": 1}' >"$work/out"
line='a planted member'
refused=yes
validate show "$work/out" 2>/dev/null && refused=no
verdict 'is refused' [ $refused = yes ]

# drops needs a kernel: what it prints by tests/net/drops; an answer of either kind here
row='"chain": "input", "would": false, "reason": "port", "source": "192.0.2.1", "destination": "192.0.2.2",
	"protocol": 6, "source_port": 1, "port": 143, "name": "imap"'
printf '{"schema": 1, %s}' "$row" >"$work/out"
verdict 'drops --follow' validate drops "$work/out"

finish
