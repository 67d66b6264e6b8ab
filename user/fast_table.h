/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The nft table of the fast path, which is this tool's own.
 *
 * It is never edited: each change deletes it and makes it anew, in one
 * transaction of nft. So every connection leaves, the hook judges its next
 * packet, and only what it accepts comes back. A packet that is on its way
 * meanwhile, judged by the policy before, meets the old chain and the old
 * flowtable, and both are gone.
 */
#ifndef OGCTL_FAST_TABLE_H
#define OGCTL_FAST_TABLE_H

#include "fast_devices.h"
#include "fast_plan.h"

#define FAST_TABLE	"outlook_guard_fast"

enum fast_presence { FAST_ABSENT, FAST_PRESENT, FAST_UNKNOWN };

/* The text for nft; free it. @anew: also where there was none before. */
char *fast_table_text(const struct fast_plan *plan, const struct fast_devices *devices, bool anew);

/* Whether kernel and nft can do it, without doing it. 0, or EXIT_GUARD after a complaint. */
int fast_table_check(const struct fast_devices *devices);

/* 0, or EXIT_GUARD after a complaint. */
int fast_table_make(const struct fast_plan *plan, const struct fast_devices *devices);
/* It was there, and is as @plan says: 0. It was not, and is not: -ENOENT. Else EXIT_GUARD. */
int fast_table_replace(const struct fast_plan *plan, const struct fast_devices *devices);
/* 0, also when it was not there, or EXIT_GUARD after a complaint. */
int fast_table_remove(void);

/* FAST_UNKNOWN: this needs privilege, or nft is not to be had. */
enum fast_presence fast_table_look(void);

#endif
