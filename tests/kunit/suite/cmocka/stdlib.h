/* SPDX-License-Identifier: GPL-2.0-only */
/* What the programs of tests/unit use of it. */
#ifndef OG_CMOCKA_STDLIB_H
#define OG_CMOCKA_STDLIB_H

#include <linux/prandom.h>
#include <linux/vmalloc.h>

#define malloc	vmalloc
#define free	vfree

static struct rnd_state og_rand_state;

static inline void srand(unsigned int seed)
{
	prandom_seed_state(&og_rand_state, seed);
}

static inline int rand(void)
{
	return prandom_u32_state(&og_rand_state) >> 1;
}

#endif
