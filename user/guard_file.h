/* SPDX-License-Identifier: GPL-2.0-only */
/* Opening, reading, writing for guard*.c, and the reading for others. All: 0, a descriptor, or a negative errno. */
#ifndef OGCTL_GUARD_FILE_H
#define OGCTL_GUARD_FILE_H

#include <stddef.h>

int guard_open(const char *path, int flags);
/* The whole of it, terminated; free it. */
int guard_read_file(const char *path, char **text, size_t *size);
int guard_read_fd(int fd, char **text, size_t *size);
/*
 * From its first byte on; what was written takes effect when this returns 0. -ENOENT: the file is not there;
 * -ENOPKG: it is, and what the text asks of the kernel is not. @why, if not NULL, is what the file itself says of
 * an error, a line, or "" where it says nothing.
 */
#define GUARD_WHY_SIZE	256
int guard_write_file(const char *path, const char *text, size_t size, char why[GUARD_WHY_SIZE]);

#endif
