/* SPDX-License-Identifier: GPL-2.0-only */
/* A stand-in for the kernel's NFLOG: remembers what it was given last. */
#ifndef OG_LOGGER_H
#define OG_LOGGER_H

#include <linux/types.h>

struct kunit;

struct og_logged {
	unsigned int times;
	u16 group;
	u8 pf;
	char prefix[64];
};

extern struct og_logged og_logged;

/* Until the test ends; nothing is logged at the beginning. */
void og_logger_register(struct kunit *test);

#endif
