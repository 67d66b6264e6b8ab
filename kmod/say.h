/* SPDX-License-Identifier: GPL-2.0-only */
/* What is said in the kernel log of what a namespace does. */
#ifndef OG_SAY_H
#define OG_SAY_H

#include <linux/printk.h>

struct og_net;

/* Once for the module, before the first line. */
void og_say_start(void);

/* Which namespace: its inode number, as /proc/PID/ns/net has it; "" is init_net. */
#define OG_SAY_WHERE_SIZE	20u

/*
 * Whether one more line may be said for @og now, and what it begins with. All
 * namespaces but init_net share a limit: no container can use up what the
 * host's administrator is told by. What one could not say is counted, and said
 * with its next line. Any context.
 */
bool og_may_say(struct og_net *og, char where[OG_SAY_WHERE_SIZE]);

#define og_notice(og, format, ...) \
	do { \
		char og_where[OG_SAY_WHERE_SIZE]; \
		\
		if (og_may_say(og, og_where)) \
			pr_notice("%s" format, og_where, ##__VA_ARGS__); \
	} while (0)

#endif
