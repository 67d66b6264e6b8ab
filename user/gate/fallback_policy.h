/* SPDX-License-Identifier: GPL-2.0-only */
/* Which policy the fallback holds: the one on disk, else the last good one, else the built-in with sshd's ports. */
#ifndef OGCTL_FALLBACK_POLICY_H
#define OGCTL_FALLBACK_POLICY_H

#include "policy.h"

enum fallback_source { FALLBACK_DISK, FALLBACK_LAST_GOOD, FALLBACK_BUILTIN, FALLBACK_SOURCES };

/* The first of them that can be used, and on stderr which one in place of the disk's. Each that cannot is complained of. */
enum fallback_source fallback_policy_read(struct og_policy *policy);
/* That one, or no other: false after a complaint. The built-in there always is. */
bool fallback_policy_of(enum fallback_source source, struct og_policy *policy);

/* "disk", "last-good", "built-in". */
const char *fallback_source_name(enum fallback_source source);
/* FALLBACK_SOURCES: none has this name. */
enum fallback_source fallback_source_named(const char *name);
/* Of such a name what it is, for a sentence. */
const char *fallback_source_said(const char *name);
/* The same of what a start takes where the policy on disk cannot be used. */
const char *fallback_said_without_disk(void);

#endif
