/* SPDX-License-Identifier: GPL-2.0-only */
/* What is said in the kernel log of what a namespace does. */
#ifndef OG_SAY_H
#define OG_SAY_H

#include <linux/printk.h>

struct og_net;

/*
 * Whether one more line may be said for @og now. init_net has a limit of its
 * own, so that no container can use up what the host's administrator is told
 * by. Any context.
 */
bool og_may_say(const struct og_net *og);

#define og_notice(og, ...) \
	do { \
		if (og_may_say(og)) \
			pr_notice(__VA_ARGS__); \
	} while (0)

#endif
