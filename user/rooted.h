/* SPDX-License-Identifier: GPL-2.0-only */
/* Where the system's files are. */
#ifndef OGCTL_ROOTED_H
#define OGCTL_ROOTED_H

#include <stdbool.h>

/*
 * As it is; in a build for tests (OG_PLAIN_FILES) below the folder that the variable OG_PROC_ROOT names, which holds
 * plain files in place of /proc, /sys, /run and /var. Free it.
 */
char *rooted(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Whether the files are those of such a folder: then the kernel itself has nothing to say of them. */
bool rooted_elsewhere(void);

#endif
