#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Whether "early on" is at work, as status and lint say it.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

# early MODE IPV4 IPV6: what the module says of it
early()
{
	fresh_module
	sed -i "s/^early off/early on/; s/^mode .*/mode $1/; s/^early_ipv4 .*/early_ipv4 $2/; s/^early_ipv6 .*/early_ipv6 $3/" \
		"$policy" "$stats"
}

idle()
{
	expect 1 "$OGCTL" lint -j
	json "([.findings[] | select(.rule == \"early-idle\") | .what | split(\" here\")[0]] | join(\"; \")) == \"$1\""
}

# shellcheck disable=SC2317 # expect calls it
validate()
{
	"$top/tests/unit/schema.py" status "$work/out"
}

expect 0 "$OGCTL" status
verdict 'nothing of it where it is off' lacks "$out" early
expect 0 "$OGCTL" status -j
json '.early_work == {"ipv4": {"work": "off", "behind": []}, "ipv6": {"work": "off", "behind": []}}'

early enforce at-work at-work
expect 0 "$OGCTL" status
out_has 'early       on: what is sure to be dropped goes before conntrack sees it'
verdict 'nothing keeps it from that' lacks "$out" 'does nothing'
expect 1 "$OGCTL" lint -j
json 'all(.findings[]; .rule != "early-idle")'

# Who it is, the files of a folder cannot tell
early enforce followed at-work
expect 0 "$OGCTL" status
out_has 'it does nothing for IPv4 here: behind it comes NAT, a table mangle or a chain of nft'
verdict 'it does for IPv6' lacks "$out" 'nothing for IPv6'
expect 0 "$OGCTL" status -j
json '.early_work == {"ipv4": {"work": "followed", "behind": null}, "ipv6": {"work": "at-work", "behind": []}}'
verdict 'it is as docs/schemas/status.json says' validate
idle 'early does nothing for IPv4'

early enforce followed followed
expect 0 "$OGCTL" status
out_has 'nothing for IPv4 here'
out_has 'nothing for IPv6 here'
idle 'early does nothing for IPv4; early does nothing for IPv6'

early audit off off
expect 0 "$OGCTL" status
out_has 'early       on, but nothing is dropped in mode audit'
idle ''

# A module that does not say
early enforce at-work at-work
sed -i '/^early_ipv/d' "$stats"
expect 0 "$OGCTL" status
out_has 'early       on: what is sure'
expect 0 "$OGCTL" status -j
json '.early_work == null'
verdict 'it is as docs/schemas/status.json says' validate

finish
