/* SPDX-License-Identifier: GPL-2.0-only */
/* A text into a file that somebody named, whatever that is. */
#ifndef OGCTL_OUTPUT_FILE_H
#define OGCTL_OUTPUT_FILE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whose a new file is to read: its owner's and at most his group's, as the umask has it; or everybody's, whatever that is, for
 * another user's program waits for it.
 */
enum output_for { OUTPUT_FOR_OWNER, OUTPUT_FOR_EVERYBODY };

/*
 * A file is there whole or not at all, and keeps its mode and owner; a symbolic link is
 * followed. What is no file (a pipe, a device) is written into. @replaced: a file was there
 * before. 0 or a negative errno.
 */
int output_file_write(const char *path, const char *text, size_t size, enum output_for readers, bool *replaced);

#endif
