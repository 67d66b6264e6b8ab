# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh and play set the variables
# The guest's memory, looked at between rounds while no client is at anything: the long connections stay.

# memory_look NAME: to $books/memory.NAME
memory_look()
{
	workers_pause
	at_console /og/tests/soak/gateway/memory > "$books/memory.$1" || die "the gateway does not tell its memory: $(tail -n 3 "$books/memory.$1")"
	workers_go_on
	say "memory: $(grep -vE '^(cache|program|meminfo) ' "$books/memory.$1" | tr '\n' ' ')"
}

# memory_of NAME FIELD
memory_of()
{
	awk -v field="$2" '$1 == field { print $2 }' "$books/memory.$1"
}
