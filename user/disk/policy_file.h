/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The policy on disk, which outlook-guard.service puts in force at each start: the file OG_CONFIG_DIR/policy, laid over the
 * built-in policy. And the last good one beside it, OG_STATE_DIR/last-good. Both are the first network namespace's.
 */
#ifndef OGCTL_POLICY_FILE_H
#define OGCTL_POLICY_FILE_H

#include "policy/source.h"

enum disk_found {
	DISK_NONE,		/* there is none */
	DISK_GOOD,
	DISK_BAD,		/* it does not parse, states nothing, names zones that it has not, or puts itself on trial */
	DISK_UNREADABLE,	/* root's, or broken */
};

struct disk_policy {
	enum disk_found found;
	int error;		/* DISK_UNREADABLE: a negative errno */
	struct source text;	/* with its path for a name */
	struct og_error wrong;	/* DISK_BAD: where and why */
	struct og_policy policy;	/* DISK_GOOD: laid over the built-in one */
};

#define DISK_POLICY	OG_CONFIG_DIR "/policy"
#define DISK_ASIDE	DISK_POLICY ".old"	/* what did not parse when it was written over */
#define DISK_LAST_GOOD	OG_STATE_DIR "/last-good"
#define DISK_LAST_RESORT	OG_STATE_DIR "/last-resort.nft"

/* One of the two. Nothing is said. Free it with disk_free(); it is large, so allocated. */
struct disk_policy *disk_read(const char *path);
void disk_free(struct disk_policy *disk);

/* What is wrong with it, on stderr, with its place; nothing where it is good. */
void disk_complain(const struct disk_policy *disk);

/* Whether we are in the namespace that it belongs to. */
bool disk_is_for_us(void);

/* Whole, and there after a crash. 0 or a negative errno, and then the old one is as it was. */
int disk_write_policy(const char *text, size_t size);
int disk_write_aside(const char *text, size_t size);
int disk_write_last_good(const struct og_policy *policy);
int disk_write_last_resort(const char *text, size_t size);

#endif
