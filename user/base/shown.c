// SPDX-License-Identifier: GPL-2.0-only
#include "shown.h"
#include "utf8.h"

#include <string.h>
#include <wchar.h>

struct letter {
	size_t bytes;
	int columns;
	bool seen;
};

/* Controls of both kinds, and what turns or hides the letters around it. */
static bool is_seen(uint32_t letter)
{
	if (letter < 0x20 || (letter >= 0x7f && letter < 0xa0))
		return false;
	if ((letter >= 0x200b && letter <= 0x200f) || (letter >= 0x202a && letter <= 0x202e))
		return false;
	return letter != 0xfeff && !(letter >= 0x2060 && letter <= 0x206f);
}

/* Never of the end of @text. */
static struct letter next_letter(const char *text)
{
	uint32_t number;
	size_t bytes = utf8_letter(text, strnlen(text, 4), &number);
	int columns;

	if (!bytes || !is_seen(number))
		return (struct letter){ bytes ? bytes : 1, 1, false };
	/* Where the locale knows only ASCII it does not know how wide others are. */
	columns = wcwidth((wchar_t)number);
	return (struct letter){ bytes, columns < 0 ? 1 : columns, true };
}

bool shown_whole(const char *text)
{
	struct letter letter;

	for (; *text; text += letter.bytes) {
		letter = next_letter(text);
		if (!letter.seen)
			return false;
	}
	return true;
}

static void put(FILE *out, const char *text, const char *stays)
{
	struct letter letter;

	for (; *text; text += letter.bytes) {
		letter = next_letter(text);
		if (letter.seen || strchr(stays, *text))
			fwrite(text, 1, letter.bytes, out);
		else
			fputc('?', out);
	}
}

void shown_put(FILE *out, const char *text)
{
	put(out, text, "\n\t");
}

void shown_put_line(FILE *out, const char *text)
{
	put(out, text, "");
}

int shown_columns(const char *text)
{
	struct letter letter;
	int columns = 0;

	for (; *text; text += letter.bytes) {
		letter = next_letter(text);
		columns += letter.columns;
	}
	return columns;
}

int shown_pad(const char *text, int columns)
{
	int taken = shown_columns(text);

	return taken < columns ? columns - taken : 0;
}

size_t shown_fit(const char *text, int columns)
{
	const char *at = text;
	struct letter letter;

	for (; *at; at += letter.bytes) {
		letter = next_letter(at);
		columns -= letter.columns;
		if (columns < 0)
			break;
	}
	return at - text;
}
