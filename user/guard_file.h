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
 * -ENOPKG: it is, and what the text asks of the kernel is not.
 */
int guard_write_file(const char *path, const char *text, size_t size);

#endif
