/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory that goes all at once: what is read of a ruleset is many small things with one end. */
#ifndef OGCTL_IMPORT_ARENA_H
#define OGCTL_IMPORT_ARENA_H

#include <stddef.h>

struct arena_piece;

struct arena {
	struct arena_piece *last;
};

/* Zeroed, and never NULL. */
void *arena_take(struct arena *arena, size_t size);
char *arena_text(struct arena *arena, const char *text, size_t length);
char *arena_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
void arena_free(struct arena *arena);

#endif
