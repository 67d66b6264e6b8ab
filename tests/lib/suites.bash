# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For tests/check: suites, run beside one another as far as their class allows, and what is told of them meanwhile.
#
#   suite CLASS SECONDS NEEDS NAME COMMAND...   announces one: it starts after those that NEEDS names; SECONDS is a first guess
#   run_suites                                  runs all, in the order in which they were announced where nothing else decides
#
# CLASS   vm     a guest, which sleeps half of its time
#         host   one at a time, beside guests
#         alone  with nothing beside it
#
# In all, one more than there are processors: who sleeps leaves his to others, and nobody has to wait so long that he runs out of time.

logs=build/check
# what each took, the last time that it passed
times=${XDG_CACHE_HOME:-$HOME/.cache}/outlook_guard/check-seconds
names=()
failures=()
declare -A class=() guess=() needs=() command=() state=() began=() pid=()
# of a class, and in all
declare -A limit=([all]=$(($(nproc) + 1)) [host]=1)

suite()
{
	local name=$4

	names+=("$name")
	class[$name]=$1 guess[$name]=$2 needs[$name]=$3 state[$name]=waiting
	shift 4
	printf -v "command[$name]" '%q ' "$@"
}

# may_start NAME: as the table `state` has it, which is the caller's
may_start()
{
	local other running=0 same=0

	for other in ${needs[$1]}; do
		[ "${state[$other]:-over}" = over ] || return 1
	done
	for other in "${names[@]}"; do
		[ "${state[$other]}" = running ] || continue
		[ "${class[$other]}" != alone ] || return 1
		running=$((running + 1))
		[ "${class[$other]}" != "${class[$1]}" ] || same=$((same + 1))
	done
	[ "$same" -lt "${limit[${class[$1]}]:-${limit[all]}}" ] || return 1
	if [ "${class[$1]}" = alone ]; then
		[ "$running" -eq 0 ]
	else
		[ "$running" -lt "${limit[all]}" ]
	fi
}

# minutes SECONDS: in words
minutes()
{
	if [ "$1" -lt 90 ]; then
		printf '%d s' "$1"
	else
		printf '%d min' $((($1 + 30) / 60))
	fi
}

# foresee: sets `left`, the seconds until all are done if each takes what was guessed. `state` and `ends` are its own to play with.
foresee()
{
	local name next

	left=0
	while :; do
		for name in "${names[@]}"; do
			if [ "${state[$name]}" = waiting ] && may_start "$name"; then
				state[$name]=running
				ends[$name]=$((left + guess[$name]))
			fi
		done
		next=
		for name in "${names[@]}"; do
			[ "${state[$name]}" = running ] || continue
			[ -n "$next" ] && [ "${ends[$next]}" -le "${ends[$name]}" ] || next=$name
		done
		[ -n "$next" ] || return 0
		left=${ends[$next]}
		state[$next]=over
	done
}

# how_long: sets `left`
how_long()
{
	local name
	local -A now=() ends=()

	for name in "${names[@]}"; do
		now[$name]=${state[$name]}
		[ "${state[$name]}" = running ] || continue
		ends[$name]=$((began[$name] + guess[$name] - SECONDS))
		# one that is late: nobody knows
		[ "${ends[$name]}" -gt 5 ] || ends[$name]=5
	done
	play_on
}

play_on()
{
	local -A state=()
	local name

	for name in "${!now[@]}"; do
		state[$name]=${now[$name]}
	done
	foresee
}

# on_screen TEXT: the line at the bottom, on a terminal; nothing else is written to a log
on_screen()
{
	[ ! -t 1 ] || printf '\r\e[K%.*s' "$((${COLUMNS:-80} - 1))" "$1"
}

say()
{
	on_screen ''
	printf '%s\n' "$1"
}

# what_runs: sets `running`
what_runs()
{
	local name

	running=
	for name in "${names[@]}"; do
		[ "${state[$name]}" != running ] || running+="${running:+, }$name"
	done
}

start()
{
	local name=$1

	began[$name]=$SECONDS
	state[$name]=running
	{
		status=0
		eval "${command[$name]}" || status=$?
		echo "$status" >"$logs/$name.status"
	} >"$logs/$name.log" 2>&1 </dev/null &
	pid[$name]=$!
}

# complaints NAME [LINES]: the lines of its log that say what failed, and LINES of its end; without LINES only where none says so
complaints()
{
	local log=$logs/$1.log lines=${2:-0}

	{
		grep -aE '^(FAIL|not ok)' "$log" | head -n 20
		[ "$lines" -gt 0 ] || grep -qaE '^(FAIL|not ok)' "$log" || lines=5
		tail -n "$lines" "$log"
	} | sed 's/^/    /'
}

# ended NAME: counts it, and tells how it was
ended()
{
	local name=$1 log=$logs/$1.log status count ok bad seconds still='' line

	state[$name]=over
	unset "pid[$name]"
	seconds=$((SECONDS - began[$name]))
	status=$(cat "$logs/$name.status" 2>/dev/null) || status='unknown: it was ended'
	count=$(grep -aoE '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1)
	ok=${count%% passed*}
	bad=${count##*, }
	bad=${bad%% failed*}
	start_all
	how_long
	what_runs
	[ -z "$running" ] || still="   about $(minutes "$left") left; running: $running"
	if [ "$status" = 0 ] && [ -n "$count" ] && [ "$bad" -eq 0 ]; then
		echo "$ok 0" >"$logs/$name.count"
		guess[$name]=$seconds
		printf -v line '%-20s %5d passed %5d s%s' "$name" "$ok" "$seconds" "$still"
	else
		[ "${bad:-0}" -gt 0 ] || bad=1
		echo "${ok:-0} $bad" >"$logs/$name.count"
		failures+=("$name")
		printf -v line '%-20s FAILED, status %s%s\n    from %s:\n%s' "$name" "$status" "$still" "$log" "$(complaints "$name" 25)"
	fi
	say "$line"
}

# remember: what each took, for the next time
remember()
{
	local name

	mkdir -p "${times%/*}" && for name in "${!guess[@]}"; do
		echo "$name ${guess[$name]}"
	done | sort >"$times.$$" && mv "$times.$$" "$times"
}

recall()
{
	local name seconds

	[ -r "$times" ] || return 0
	while read -r name seconds; do
		[[ -z ${guess[$name]:-} || ! $seconds =~ ^[0-9]+$ ]] || guess[$name]=$seconds
	done <"$times"
}

# shellcheck disable=SC2317 # called by the trap, at any time
end_all()
{
	local group

	for group in "${pid[@]}"; do
		kill -- "-$group" 2>/dev/null
	done
}

start_all()
{
	local name

	for name in "${names[@]}"; do
		[ "${state[$name]}" != waiting ] || ! may_start "$name" || start "$name"
	done
}

# one_round: starts what may start, and tells of what has ended; false when nothing runs any more
one_round()
{
	local name any=1

	start_all
	for name in "${names[@]}"; do
		[ "${state[$name]}" = running ] || continue
		any=0
		kill -0 "${pid[$name]}" 2>/dev/null || ended "$name"
	done
	return $any
}

run_suites()
{
	local left=0 running name

	rm -rf "$logs"
	mkdir -p "$logs"
	recall
	# a group of processes each, to be ended as one
	set -m
	trap end_all EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	how_long
	echo "${#names[@]} suites, about $(minutes "$left"); logs: $logs"
	while one_round; do
		if [ -t 1 ]; then
			how_long
			what_runs
			on_screen "about $(minutes "$left") left; running: $running"
		fi
		sleep 0.5
	done
	on_screen ''
	remember
	for name in "${failures[@]}"; do
		printf 'FAILED: %s, all of it in %s:\n%s\n' "$name" "$logs/$name.log" "$(complaints "$name")"
	done
	awk '{ ok += $1; bad += $2 } END { printf "%d passed, %d failed\n", ok, bad; exit bad > 0 || !NR }' "$logs"/*.count
}
