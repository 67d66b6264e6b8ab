// SPDX-License-Identifier: GPL-2.0-only
#include "arena.h"
#include "base/need.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define PIECE	65536u

struct arena_piece {
	struct arena_piece *before;
	size_t used, room;
	alignas(max_align_t) char bytes[];
};

static struct arena_piece *new_piece(struct arena *arena, size_t size)
{
	size_t room = size > PIECE ? size : PIECE;
	struct arena_piece *piece = need(sizeof(*piece) + room);

	piece->room = room;
	piece->before = arena->last;
	arena->last = piece;
	return piece;
}

void *arena_take(struct arena *arena, size_t size)
{
	size_t whole = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	struct arena_piece *piece = arena->last;
	void *taken;

	if (!piece || piece->room - piece->used < whole)
		piece = new_piece(arena, whole);
	taken = piece->bytes + piece->used;
	piece->used += whole;
	return taken;
}

char *arena_text(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_take(arena, length + 1);

	if (length)
		memcpy(copy, text, length);
	return copy;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
	char *text, *copy;
	va_list args;

	va_start(args, format);
	text = need_vtext(format, args);
	va_end(args);
	copy = arena_text(arena, text, strlen(text));
	free(text);
	return copy;
}

void arena_free(struct arena *arena)
{
	while (arena->last) {
		struct arena_piece *before = arena->last->before;

		free(arena->last);
		arena->last = before;
	}
}
