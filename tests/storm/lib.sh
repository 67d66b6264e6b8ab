# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034 # scripts use what is set here
# What the storms share, on top of the behaviour scripts' lib.sh: memory before and after.
. "${BASH_SOURCE[0]%/*}/../net/lib.sh"

# kilobytes NAME: from /proc/meminfo
kilobytes()
{
	awk -v name="$1:" '$1 == name { print $2 }' /proc/meminfo
}

# policies: how many areas of vmalloc space our module asked for, loaded or not. Whoever asked is an address only once
# its module is gone; the module's own text and data were asked for by the kernel.
policies()
{
	awk '$3 ~ /^0x/ || $4 == "[outlook_guard]" { n++ } END { print n + 0 }' /proc/vmallocinfo
}

# vmalloc_kilobytes: that all of vmalloc space holds in pages
vmalloc_kilobytes()
{
	awk '{ for (i = 4; i <= NF; i++) if ($i ~ /^pages=/) n += substr($i, 7) } END { print n * 4 }' /proc/vmallocinfo
}

# at_most NUMBER: policies are left
at_most()
{
	[ "$(policies)" -le "$1" ]
}

# settle: what is freed by RCU, by a work queue or after an interval is freed
settle()
{
	within 120 at_most 0
	echo 3 >/proc/sys/vm/drop_caches
}

memory_before()
{
	settle
	slab_before=$(kilobytes SUnreclaim)
	percpu_before=$(kilobytes Percpu)
	vmalloc_before=$(vmalloc_kilobytes)
}

# memory_within KILOBYTES: slab, per-CPU memory and vmalloc space have not grown by more
memory_within()
{
	echo 3 >/proc/sys/vm/drop_caches
	slab=$(($(kilobytes SUnreclaim) - slab_before))
	percpu=$(($(kilobytes Percpu) - percpu_before))
	vmalloc=$(($(vmalloc_kilobytes) - vmalloc_before))
	[ "$slab" -le "$1" ] && [ "$percpu" -le "$1" ] && [ "$vmalloc" -le "$1" ]
}

# memory_after KILOBYTES: it is as before, to that; of ours nothing is left. Caches give back what they hold when they
# get to it, so it may take a while.
memory_after()
{
	local slab percpu vmalloc

	must "no policy is left in vmalloc space" within 120 at_most 0
	within 30 memory_within "$1"
	must "slab, per-CPU and vmalloc memory are as before, to $1 KiB" memory_within "$1"
	printf 'memory: slab %d KiB %+d, per-CPU %d KiB %+d, vmalloc %d KiB %+d\n' "$slab_before" "$slab" \
		"$percpu_before" "$percpu" "$vmalloc_before" "$vmalloc"
}
