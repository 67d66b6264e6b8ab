/* SPDX-License-Identifier: GPL-2.0-only */
/* A policy's text changed so that it means another policy, and stays its writer's where nothing changed. */
#ifndef OGCTL_REWRITE_H
#define OGCTL_REWRITE_H

#include "disk/policy_file.h"

/*
 * What to write in place of @disk, so that laid over the built-in policy it is @wanted: its lines, with what is gone taken out
 * of them and what is new added; where that does not come out, its first comments and the canonical text. Free it.
 */
char *rewrite_policy(const struct disk_policy *disk, const struct og_policy *wanted);

#endif
