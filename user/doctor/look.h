/* SPDX-License-Identifier: GPL-2.0-only */
/* A look at the system's files and programs, where a thing that is not there is an answer. */
#ifndef OGCTL_LOOK_H
#define OGCTL_LOOK_H

#include "machine/config_files.h"

#include <stdbool.h>
#include <stddef.h>

/* Of a path, or of one that the pattern stands for. */
bool look_is_there(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* All that @format stands for, at most CONFIG_FILES_MAX; config_files_release() it. */
void look_for(struct config_files *files, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The name behind the last slash. */
const char *look_name(const char *path);
/* The first line of a file; NULL: it is not there, or not ours to read. Free it. */
char *look_line(const char *path);

/*
 * What the program says on stdout when it ends with 0, or with any status where @any; NULL: it did not, or is not
 * installed. @arguments: up to a NULL. Free it.
 */
char *look_ask(const char *program, bool any, const char *const *arguments);
/* The rest of the line in @text that begins with @key, of at most @size; false: there is none. */
bool look_field(const char *text, const char *key, char *value, size_t size);

#endif
