# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# What counts as passed and failed in a log of the test kernel.

# shellcheck disable=SC2034 # for those who source this
passed=0
# shellcheck disable=SC2034
failed=0

# What the kernel prints when something is wrong with it. An allocation that is made to fail prints a trace of its
# own, so a trace alone says nothing.
complaints='BUG:|WARNING:|KASAN|Oops|Kernel panic|general protection|INFO: (possible|task|trying)|suspicious RCU|stall'
complaints+='|ODEBUG:|refcount_t|list_(add|del) corruption|kmemleak: .*(disabled|Not enough)|Kernel mode fault'
complaints+='|unregister_netdevice: waiting|remove_proc_entry|proc_dir_entry .* already registered'

# good SENTENCE; bad SENTENCE...: count, and say
good()
{
	echo "ok: $1"
	passed=$((passed + 1))
}

bad()
{
	echo "FAIL: $1"
	shift
	[ $# -eq 0 ] || printf '%s\n' "$@" | head -n 60
	failed=$((failed + 1))
}

# KUnit's words: tests stand four blanks deep, their parameters eight; a skipped test has not been tested
verdict_kunit()
{
	local log=$1 ok skipped broken

	ok=$(grep -cE '^ {4}ok [0-9]+ ' "$log")
	skipped=$(grep -E '^ {4}ok [0-9]+ .*# SKIP' "$log")
	broken=$(grep -nE '^ *not ok [0-9]+ ' "$log")
	passed=$((passed + ok))
	grep -E '^ {4}ok [0-9]+ |^ok [0-9]+ ' "$log"
	[ -z "$skipped" ] || bad "KUnit skipped tests" "$skipped"
	[ -z "$broken" ] || bad "KUnit tests failed" "$broken" "$(grep -B 12 -E '^ +not ok' "$log" | head -n 40)"
	[ "$ok" -gt 0 ] || bad "no KUnit test has run"
}

verdict_faults()
{
	local log=$1 lines

	lines=$(grep -cE '^ok: ' "$log")
	grep -E '^ok: ' "$log"
	passed=$((passed + lines))
	lines=$(grep -A 25 -E '^FAIL: ' "$log")
	[ -z "$lines" ] || bad "faults were not borne" "$lines"
	grep -qE '^driver: [1-9][0-9]* passed, 0 failed$' "$log" || bad "the driver did not reach its end"
}

# The planted leak has to be there, or kmemleak is asleep; and nothing else
verdict_leaks()
{
	local leaks=$1/leaks others

	if ! grep -q 'planted by og_pr' "$leaks" 2>/dev/null; then
		bad "kmemleak does not report the leak that was planted for it"
		return
	fi
	others=$(awk '/^unreferenced object/ { if (block && !planted) printf "%s", block; block = ""; planted = 0 }
		{ block = block $0 "\n" } /planted by og_pr/ { planted = 1 }
		END { if (block && !planted) printf "%s", block }' "$leaks")
	if [ -n "$others" ]; then
		bad "kmemleak reports leaks" "$others"
	else
		good "kmemleak reports the planted leak and no other"
	fi
	if [ -s "$1/vmalloc" ]; then
		bad "memory of the module is left after it has gone" "$(cat "$1/vmalloc")"
	else
		good "no vmalloc memory of the module is left after it has gone"
	fi
}

# verdict LOG OUT WORDS
verdict()
{
	local lines

	lines=$(tr -d '\r' <"$1" | grep -v '^$')
	printf '%s\n' "$lines" >"$1.text"
	case $3 in *og_kunit*) verdict_kunit "$1.text" ;; esac
	case $3 in *og_faults*) verdict_faults "$1.text" ;; esac
	lines=$(grep -nE "$complaints" "$1.text" | grep -vE '^[0-9]+:(Kernel command line|Command line)')
	if [ -n "$lines" ]; then
		bad "the kernel complains; $1.text has it" "$lines"
	else
		good "no word of KASAN, lockdep, RCU or any other checker"
	fi
	if grep -qx 'og: the end' "$1.text"; then
		verdict_leaks "$2"
	else
		bad "the kernel did not reach the end of the run" "$(tail -n 30 "$1.text")"
	fi
}
