# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # TRIAL is that of lib.sh
# For the scripts that look at a trial and at the clock that it goes by, CLOCK_BOOTTIME, which /proc/uptime shows.

# uptime_now: sets `now`, in hundredths of a second
uptime_now()
{
	read -r now _ </proc/uptime
	now=${now/./}
}

# within_uptime HUNDREDTHS COMMAND...: bash's own clock is the wall clock, which a script may set
within_uptime()
{
	local end

	uptime_now
	end=$((now + $1))
	shift
	until "$@"; do
		uptime_now
		[ "$now" -lt "$end" ] || return 1
		sleep 0.02
	done
}

is_over()
{
	grep -q '^state none' "$TRIAL"
}

is_running()
{
	grep -q '^state running' "$TRIAL"
}

# between LOW NUMBER HIGH
between()
{
	[ "$2" -ge "$1" ] && [ "$2" -le "$3" ]
}
