// SPDX-License-Identifier: GPL-2.0-only
#include "need.h"
#include "out.h"
#include "request.h"

#include <stdlib.h>
#include <string.h>

/* @there: what was asked for; it goes back to who asked. */
static void *there_or_end(void *there)
{
	if (!there) {
		complain("out of memory");
		exit(EXIT_NO);
	}
	return there;
}

void *need(size_t size)
{
	return there_or_end(calloc(1, size));
}

void *need_room(void *list, size_t *room, size_t count, size_t size)
{
	if (count < *room)
		return list;
	*room = *room ? 2 * *room : 32;
	return there_or_end(reallocarray(list, *room, size));
}

char *need_copy(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(need(size), text, size);
}

char *need_vtext(const char *format, va_list args)
{
	char *text;

	return there_or_end(vasprintf(&text, format, args) < 0 ? NULL : text);
}

char *need_text(const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = need_vtext(format, args);
	va_end(args);
	return text;
}

FILE *open_text(char **text, size_t *size)
{
	return there_or_end(open_memstream(text, size));
}

void close_text(FILE *out)
{
	if (fclose(out))
		there_or_end(NULL);
}
