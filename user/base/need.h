/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory that is there, or the end of the program: what a short-lived tool does with a failed allocation. */
#ifndef OGCTL_NEED_H
#define OGCTL_NEED_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

/* Zeroed. */
void *need(size_t size);
/* A list of things of @size, with room for one more than @count; *@room grows with it. */
void *need_room(void *list, size_t *room, size_t count, size_t size);
char *need_copy(const char *text);
/* As of asprintf(); free it. */
char *need_text(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *need_vtext(const char *format, va_list args) __attribute__((format(printf, 1, 0)));

/* A text that is written as a file; once closed, *@text has it in full, terminated. Free that. */
FILE *open_text(char **text, size_t *size);
void close_text(FILE *out);

#endif
