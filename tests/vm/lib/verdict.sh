# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # the variables are those of tests/vm/run
# Did the run go well? The command's own status counts only where the kernel kept quiet and the run came to its end.

# What no kernel says while all is well
complaints='BUG:|WARNING:|Oops|Internal error|Call [Tt]race|Kernel panic|general protection fault|invalid opcode|KASAN|UBSAN|KCSAN'
complaints+='|lockdep|possible (circular|recursive) locking|inconsistent lock state|suspicious RCU|refcount_t:'
complaints+='|list_(add|del) corruption|unregister_netdevice: waiting|INFO: task .* blocked|soft lockup|hard LOCKUP'
complaints+='|rcu.*(stall|starved)|kmemleak: [0-9]+ new|nobody cared|Unable to handle|Out of memory|page allocation failure'

# keep_log: moves the log to where it outlives the run; sets log
keep_log()
{
	mkdir -p "$top/build/vm"
	log=$(mktemp "$top/build/vm/kernel-$version-XXXXXX.log")
	tr -d '\r' <"$work/kernel.log" >"$log"
}

# fail SENTENCE: with the command's status, where there is one, and the log
fail()
{
	local status

	keep_log
	status=$(sed -n 's/^exit //p' "$work/status")
	say "$1${status:+ (the command itself ended with $status)}. Kernel log: $log"
	exit 125
}

# log_of_note: the kernel's log, with line numbers, without what is no fault of ours: a kernel with KCSAN reports races of
# its own too, between two lines of = each; a report counts where our module is in one of its stacks
log_of_note()
{
	awk '
		function flush(i) {
			for (i = 1; i <= held; i++)
				if (ours || hold[i] !~ /BUG: KCSAN/)
					print hold[i]
			held = ours = 0
		}
		/====================/ { flush(); inside = !inside }
		/\[outlook_guard\]/ { ours = 1 }
		{ hold[++held] = NR ":" $0 }
		!inside { flush() }
		END { flush() }
	' "$work/kernel.log"
}

verdict()
{
	local lines status

	[ ! -s "$work/qemu.err" ] || sed 's/^/qemu: /' "$work/qemu.err" >&2
	lines=$(log_of_note | grep -a -E "$complaints" | tr -d '\r' | head -n 12) || true
	if [ -n "$lines" ]; then
		printf '%s\n' "$lines" >&2
		fail "the kernel complained: see the lines above"
	fi
	case $ended in
	0) ;;
	124 | 137) fail "not done after $seconds seconds" ;;
	*) fail "QEMU ended with $ended" ;;
	esac
	status=$(sed -n 's/^exit //p' "$work/status")
	if [ -z "$status" ] || ! grep -a -q 'vm: end of run' "$work/kernel.log"; then
		fail "the machine went off before the run came to its end"
	fi
	take_files "$work/files" || [ "$status" -ne 0 ] || status=125
	exit "$status"
}
