/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * So many packets a second in the long run, and so many at once after a
 * pause: the generic cell rate algorithm, in 32 bits that all CPUs share.
 * Packet path, any context.
 */
#ifndef OG_LIMIT_H
#define OG_LIMIT_H

#include <linux/atomic.h>
#include <linux/jiffies.h>
#include <linux/types.h>

/* Constant. */
struct og_limit {
	unsigned int rate;	/* a second */
	unsigned int burst;
};

/*
 * Time is counted in jiffies times the rate, so that a packet takes HZ of
 * them: a whole number, whatever HZ is. In 32 bits it goes around in hours.
 */
static inline u32 og_limit_now(const struct og_limit *limit)
{
	return (u32)jiffies * limit->rate;
}

/* A packet more: when it would be paid for, or false: it is over the limit. */
static inline bool og_limit_next(const struct og_limit *limit, u32 *paid)
{
	const u32 now = og_limit_now(limit), room = limit->burst * HZ;

	/* Further ahead than a burst: the time went around since. */
	if (time_before32(*paid, now) || time_after32(*paid, now + room))
		*paid = now;
	*paid += HZ;
	return !time_after32(*paid, now + room);
}

/* The limit begins anew: a whole burst is free. */
static inline void og_limit_begin(const struct og_limit *limit, atomic_t *paid_until)
{
	atomic_set(paid_until, og_limit_now(limit));
}

/*
 * Take a place. Whoever loses the race for one is over the limit anyway.
 * First what is paid is read, then the time: the other way round somebody else
 * could have paid by a later time than ours, which looks like one gone around.
 */
static inline bool og_limit_take(const struct og_limit *limit, atomic_t *paid_until)
{
	int was = atomic_read_acquire(paid_until);
	u32 paid = was;

	return og_limit_next(limit, &paid) && atomic_try_cmpxchg(paid_until, &was, paid);
}

/* Whether there is a place at this moment, which is not taken. */
static inline bool og_limit_has(const struct og_limit *limit, const atomic_t *paid_until)
{
	u32 paid = atomic_read_acquire(paid_until);

	return og_limit_next(limit, &paid);
}

#endif
