/* SPDX-License-Identifier: GPL-2.0-only */
/* Time that no clock setting moves. */
#ifndef OGCTL_CLOCK_H
#define OGCTL_CLOCK_H

#include "policy.h"

#include <time.h>

static inline u64 clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return 1000ull * now.tv_sec + now.tv_nsec / 1000000;
}

static inline void clock_sleep_ms(unsigned int ms)
{
	const struct timespec moment = { ms / 1000, 1000000l * (ms % 1000) };

	nanosleep(&moment, NULL);
}

#endif
