/* SPDX-License-Identifier: GPL-2.0-only */
/* The system's files, and the module's among them: where they are, and each read or written whole. */
#ifndef OGCTL_SYSTEM_FILE_H
#define OGCTL_SYSTEM_FILE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * As it is; in a build for tests (OG_PLAIN_FILES) below the folder that the variable OG_PROC_ROOT names, which holds
 * plain files in place of /proc, /sys, /run and /var. Free it.
 */
char *system_path(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Whether the files are those of such a folder: then the kernel itself has nothing to say of them. */
bool system_is_elsewhere(void);

/* All of these: 0, a descriptor, or a negative errno. */

int system_open(const char *path, int flags);
/* The whole of it, terminated; free it. */
int system_read_file(const char *path, char **text, size_t *size);
int system_read_fd(int fd, char **text, size_t *size);
/*
 * From its first byte on; what was written takes effect when this returns 0. -ENOENT: the file is not there;
 * -ENOPKG: it is, and what the text asks of the kernel is not. @why, if not NULL, is what the file itself says of
 * an error, a line, or "" where it says nothing.
 */
#define SYSTEM_WHY_SIZE	256
int system_write_file(const char *path, const char *text, size_t size, char why[SYSTEM_WHY_SIZE]);

#endif
