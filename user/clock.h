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

#endif
