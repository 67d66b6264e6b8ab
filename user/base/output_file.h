/* SPDX-License-Identifier: GPL-2.0-only */
/* A text into a file that somebody named, whatever that is. */
#ifndef OGCTL_OUTPUT_FILE_H
#define OGCTL_OUTPUT_FILE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A file is there whole or not at all, and keeps its mode and owner; a symbolic link is
 * followed. What is no file (a pipe, a device) is written into. A new file is for its owner,
 * and at most its group. @replaced: a file was there before. 0 or a negative errno.
 */
int output_file_write(const char *path, const char *text, size_t size, bool *replaced);

#endif
