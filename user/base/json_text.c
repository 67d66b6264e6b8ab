// SPDX-License-Identifier: GPL-2.0-only
#include "json_text.h"
#include "need.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

static const char unknown[] = "\357\277\275";	/* U+FFFD, the replacement character */

#define UNKNOWN_SIZE	(sizeof(unknown) - 1)

/* Into @to, which has room for UNKNOWN_SIZE times @size. How much it has become. */
static size_t make_text(char *to, const char *text, size_t size)
{
	const char *end = text + size;
	size_t length, done = 0;
	uint32_t letter;

	while (text < end) {
		length = utf8_letter(text, end - text, &letter);
		memcpy(to + done, length ? text : unknown, length ? length : UNKNOWN_SIZE);
		done += length ? length : UNKNOWN_SIZE;
		text += length ? length : 1;
	}
	return done;
}

json_t *json_text_sized(const char *text, size_t size)
{
	char *good = need(UNKNOWN_SIZE * size + 1);
	json_t *string = json_stringn_nocheck(good, make_text(good, text, size));

	free(good);
	if (!string)
		abort();
	return string;
}

json_t *json_text(const char *text)
{
	return text ? json_text_sized(text, strlen(text)) : json_null();
}
