/* SPDX-License-Identifier: GPL-2.0-only */
/* What the generated tests of kmod/core share: the same random numbers on every machine. */
#ifndef TEST_CORE_RANDOM_H
#define TEST_CORE_RANDOM_H

#include <stdlib.h>

#include "text.h"

/* xorshift: below @count; @seed is not 0. */
static inline unsigned int random_below(u64 *seed, unsigned int count)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (unsigned int)(*seed >> 24) % count;
}

static inline unsigned long number_from(const char *name, unsigned long otherwise)
{
	const char *value = getenv(name);

	return value ? strtoul(value, NULL, 10) : otherwise;
}

#endif
