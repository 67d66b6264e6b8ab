// SPDX-License-Identifier: GPL-2.0-only
/*
 * User-Mode Linux's clock goes in steps of 256 ns (TIMER_MULTIPLIER of
 * arch/um/include/linux/time-internal.h), which is longer than a hook takes.
 * There the processor's own counter is read, and how fast it counts is taken
 * from that clock once. Everywhere else the kernel's clock is as fine as it gets.
 */
#include "og_bench.h"

#include <linux/math64.h>

#ifdef CONFIG_UML

#define OG_COMPARED_NS	(50 * NSEC_PER_MSEC)
#define OG_SHIFT	32

static u64 begin;
static u32 mult;	/* nanoseconds a tick, times 2^OG_SHIFT */

/* Nothing of what is measured may be done before or after it. */
static u64 ticks(void)
{
	u32 low, high;

	asm volatile("lfence; rdtsc; lfence" : "=a"(low), "=d"(high) : : "memory");
	return (u64)high << 32 | low;
}

int og_now_init(void)
{
	u64 start = ktime_get_ns(), passed, counted;

	begin = ticks();
	do {
		passed = ktime_get_ns() - start;
		counted = ticks() - begin;
	} while (passed < OG_COMPARED_NS);
	/* one that counts slower than nanoseconds go by would be no finer */
	if (counted <= passed)
		return -EOPNOTSUPP;
	mult = div64_u64(passed << OG_SHIFT, counted);
	return 0;
}

u64 og_now(void)
{
	return mul_u64_u32_shr(ticks() - begin, mult, OG_SHIFT);
}

#else

int og_now_init(void)
{
	return 0;
}

u64 og_now(void)
{
	return ktime_get_ns();
}

#endif
