/* SPDX-License-Identifier: GPL-2.0-only */
/* How the gate stands here: by what it is in force, and whether that is what the disk says. */
#ifndef OGCTL_STANDING_H
#define OGCTL_STANDING_H

#include "base/request.h"
#include "disk/policy_file.h"
#include "gate/in_force_by.h"
#include "module/module_files.h"

enum on_disk {
	ON_DISK_UNASKED,	/* root's to read, or of another namespace */
	ON_DISK_NONE,
	ON_DISK_GONE,		/* there was one */
	ON_DISK_SAME,
	ON_DISK_DIFFERS,	/* good, and not what is in force */
	ON_DISK_BAD,		/* no start can use it */
};

struct standing {
	enum in_force_by by;
	struct fallback_state fallback;
	enum on_disk disk;
	char *wrong;		/* ON_DISK_BAD: where and why; or NULL */
	char mode[MODULE_WORD];	/* the module's; "": it is not there */
};

/* @stats: NULL, the module is not there. @policy: what is in force; NULL: it is not known, or there is none. Free @wrong. */
void standing_read(struct standing *standing, const struct module_stats *stats, const struct og_policy *policy);

/* "same", "differs", "none", "bad"; NULL: not asked. */
const char *standing_disk_name(const struct standing *standing);

/* A line in words, without its end. */
void standing_say_disk(const struct standing *standing, FILE *out);

/*
 * What a monitor asks: EXIT_YES, enforced, by the module or by a fallback with the policy on disk; EXIT_NO, not enforced, or by another
 * policy than the disk's for that cannot be used; EXIT_MODULE, neither module nor fallback.
 */
int standing_exit(const struct standing *standing);
/* The same in words, a line on stdout. */
void standing_say(const struct standing *standing);

#endif
