/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory that is there, or the end of the program: what a short-lived tool does with a failed allocation. */
#ifndef OGCTL_NEED_H
#define OGCTL_NEED_H

#include <stddef.h>
#include <stdio.h>

/* Zeroed. */
void *need(size_t size);
/* A list of things of @size, with room for one more than @count; *@room grows with it. */
void *need_room(void *list, size_t *room, size_t count, size_t size);
char *need_copy(const char *text);

/* Ends a text of open_memstream(), which is there in full, or the end of the program. */
void close_text(FILE *text);

#endif
