/* SPDX-License-Identifier: GPL-2.0-only */
/* Time that no clock setting moves. */
#ifndef OGCTL_CLOCK_H
#define OGCTL_CLOCK_H

#include "policy.h"

#include <time.h>

/* CLOCK_MONOTONIC, in milliseconds. */
static inline u64 clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return 1000ull * now.tv_sec + now.tv_nsec / 1000000;
}

/* How long to wait for what comes until @end: not longer than a second, so that a signal is not missed for long. */
static inline int clock_rest_ms(u64 now, u64 end)
{
	if (now >= end)
		return 0;
	return end - now > 1000 ? 1000 : (int)(end - now);
}

/* A signal ends it early. */
static inline void clock_sleep_ms(unsigned int ms)
{
	const struct timespec moment = { ms / 1000, 1000000L * (ms % 1000) };

	nanosleep(&moment, NULL);
}

#endif
