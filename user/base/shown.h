/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What others have named, on a terminal: a file, a user, a service of /etc/services, a word of the command line.
 * Nothing of it tells the terminal anything, and it takes the columns that it is given.
 */
#ifndef OGCTL_SHOWN_H
#define OGCTL_SHOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Whether it is UTF-8, and each letter of it is one that can be seen. */
bool shown_whole(const char *text);

/* What cannot be seen, or is no UTF-8, becomes a '?' each; ends of lines and tabs stay. */
void shown_put(FILE *out, const char *text);
/* The same on one line: what ends one, and a tab, becomes a '?' too. */
void shown_put_line(FILE *out, const char *text);

/* The columns it takes when it is put, and how many blanks make them @columns; 0: it has them. */
int shown_columns(const char *text);
int shown_pad(const char *text, int columns);
/* How many bytes of it have room in so many columns. */
size_t shown_fit(const char *text, int columns);

#endif
