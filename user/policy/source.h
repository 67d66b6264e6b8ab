/* SPDX-License-Identifier: GPL-2.0-only */
/* A text and where it came from, for messages that point into it. */
#ifndef OGCTL_SOURCE_H
#define OGCTL_SOURCE_H

#include "text.h"

struct source {
	char *name;		/* as messages call it */
	char *text;
	size_t size;
	bool live;		/* it is what is in force, not a file */
	bool given;		/* from a file or a pipe, which may have been cut */
};

/* The file @path, or standard input for "-". 0, or EXIT_USAGE after a complaint. */
int source_read(struct source *source, const char *path);
/* Text of our own making. */
void source_set(struct source *source, const char *name, const char *text);
void source_free(struct source *source);

/* "FILE:LINE:COLUMN: why", the line, and a caret under what is wrong. */
void source_point(const struct source *source, const struct og_error *error, FILE *out);

/* The same without a place in a file: @line alone, marked from @column on. */
void source_mark(const char *line, size_t size, size_t column, size_t length, FILE *out);

#endif
