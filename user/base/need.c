// SPDX-License-Identifier: GPL-2.0-only
#include "need.h"
#include "out.h"
#include "request.h"

#include <stdlib.h>
#include <string.h>

void *need(size_t size)
{
	void *memory = calloc(1, size);

	if (!memory) {
		complain("out of memory");
		exit(EXIT_NO);
	}
	return memory;
}

void *need_room(void *list, size_t *room, size_t count, size_t size)
{
	if (count < *room)
		return list;
	*room = *room ? 2 * *room : 32;
	list = reallocarray(list, *room, size);
	if (!list) {
		complain("out of memory");
		exit(EXIT_NO);
	}
	return list;
}

char *need_copy(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(need(size), text, size);
}

void close_text(FILE *text)
{
	if (fclose(text))
		abort();
}
