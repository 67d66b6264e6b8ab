// SPDX-License-Identifier: GPL-2.0-only
#include "iptables_words.h"
#include "base/need.h"

#include <stdlib.h>
#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static void begin(struct words *words, const char *text, size_t column)
{
	words->word = need_room(words->word, &words->room, words->count, sizeof(*words->word));
	words->column = need_room(words->column, &words->column_room, words->count, sizeof(*words->column));
	words->word[words->count] = text;
	words->column[words->count++] = column + 1;
}

/* One word from @at on, into @to; behind it. */
static size_t one_word(const char *line, size_t length, size_t at, char *to, bool *open)
{
	char quote = '\0';

	for (; at < length && (quote || !is_blank(line[at])); at++) {
		if (line[at] == quote) {
			quote = '\0';
		} else if (!quote && (line[at] == '"' || line[at] == '\'')) {
			quote = line[at];
		} else {
			if (quote && line[at] == '\\' && at + 1 < length)
				at++;
			*to++ = line[at];
		}
	}
	*open = quote;
	return at;
}

bool words_split(struct words *words, struct arena *arena, const char *line, size_t length)
{
	size_t at = 0;
	bool open;

	words->count = 0;
	for (;;) {
		size_t end, from;
		char *word;

		while (at < length && is_blank(line[at]))
			at++;
		if (at == length)
			return true;
		from = at;
		for (end = at; end < length && !is_blank(line[end]) && !strchr("\"'", line[end]); end++)
			;
		/* a quote may reach to the line's end */
		if (end < length && !is_blank(line[end]))
			end = length;
		word = arena_take(arena, end - at + 1);
		at = one_word(line, length, at, word, &open);
		begin(words, word, from);
		if (open)
			return false;
	}
}

void words_free(struct words *words)
{
	free(words->word);
	free(words->column);
	*words = (struct words){ 0 };
}
