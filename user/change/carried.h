/* SPDX-License-Identifier: GPL-2.0-only */
/* What a reload carries over: each network namespace's policy, what stands in for it meanwhile, and its fast path. */
#ifndef OGCTL_CARRIED_H
#define OGCTL_CARRIED_H

#include "fast/fast_devices.h"
#include "machine/netns_all.h"
#include "policy.h"

struct carried {
	const struct netns_one *where;
	char *text;			/* as the module showed it */
	size_t size;
	struct og_policy policy;	/* the same */
	bool on_trial;
	bool stands_in;			/* a table does */
	struct fast_devices fast;	/* none: there is no fast path */
};

struct carried_list {
	struct netns_all all;
	struct carried **list;		/* ours is the first; those that never had a policy are left out */
	size_t count, room;
};

/* 0, or an exit code after a complaint. Release it either way. Leaves us in the namespace that we are in. */
int carried_find(struct carried_list *list);
void carried_release(struct carried_list *list);

/* Into one of them, and back; both end the program where that is impossible. */
void carried_enter(const struct carried *carried);
void carried_leave(const struct carried_list *list);

/* Whether its policy is still the one that was found, to the byte. In its namespace. */
bool carried_is_so(const struct carried *carried);
/* Write it in place of all that is in force, and read it back: 0 or a negative errno. In its namespace. */
int carried_publish(const struct carried *carried);

#endif
