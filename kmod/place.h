/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What every network namespace takes of the kernel's memory: its files, and
 * this. Its state, struct og_net, comes with the first text that is written.
 */
#ifndef OG_PLACE_H
#define OG_PLACE_H

#include <linux/types.h>

struct net;
struct og_net;
struct proc_dir_entry;

/* In 32 bytes, or the kernel's allocator takes 64. */
struct og_place {
	struct net *net;		/* constant; not a reference, it outlives us */
	struct proc_dir_entry *proc;	/* constant while files exist */
	struct og_net *og;		/* place.c's; NULL until somebody writes, then constant */
	bool closed;			/* place.c's: no state is made any more */
};

/*
 * The state for who means to change it, made if need be and charged to the
 * caller's memory cgroup; or -ENOMEM, or -ENODEV when the namespace is
 * closing. Process context, may sleep.
 */
struct og_net *og_place_make(struct og_place *place);

/*
 * The state for who only reads it. Where nobody has written yet, one that
 * stands for all of these: off, and nothing was ever on trial. NULL never.
 */
struct og_net *og_place_seen(struct og_place *place);

/* None is made from now on. The one that there is, or NULL. Process context, may sleep. */
struct og_net *og_place_close(struct og_place *place);

/* After the last packet and the last file; harmless when there is none. */
void og_place_free(struct og_place *place);

#endif
