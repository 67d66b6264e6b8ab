// SPDX-License-Identifier: GPL-2.0-only
#include "iptables_words.h"
#include "base/need.h"

#include <stdlib.h>
#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static void begin(struct words *words, const char *text, size_t column)
{
	words->word = need_room(words->word, &words->room, words->count, sizeof(*words->word));
	words->column = need_room(words->column, &words->column_room, words->count, sizeof(*words->column));
	words->word[words->count] = text;
	words->column[words->count++] = column + 1;
}

/*
 * One word from @at on, into @to; behind it. As iptables-restore splits them: "a \" b" is one, and ' is a letter. A quote
 * within a word, or a letter behind one, it takes in its own way, and iptables-save writes neither: @wrong.
 */
static size_t one_word(const char *line, size_t length, size_t at, char *to, bool *wrong)
{
	bool quoted = line[at] == '"';

	for (at += quoted; at < length && (quoted ? line[at] != '"' : !is_blank(line[at])); at++) {
		if (quoted && line[at] == '\\' && at + 1 < length)
			at++;
		*wrong = *wrong || (!quoted && line[at] == '"');
		*to++ = line[at];
	}
	if (!quoted)
		return at;
	*wrong = *wrong || at == length || (at + 1 < length && !is_blank(line[at + 1]));
	return at + (at < length);
}

bool words_split(struct words *words, struct arena *arena, const char *line, size_t length)
{
	size_t at = 0;
	bool wrong = false;

	words->count = 0;
	length -= length && line[length - 1] == '\r';
	for (;;) {
		size_t end, from;
		char *word;

		while (at < length && is_blank(line[at]))
			at++;
		if (at == length)
			return true;
		from = at;
		for (end = at; end < length && (line[at] == '"' || !is_blank(line[end])); end++)
			;
		/* a quoted one may reach to the line's end */
		word = arena_take(arena, end - at + 1);
		at = one_word(line, length, at, word, &wrong);
		begin(words, word, from);
		if (wrong)
			return false;
	}
}

void words_free(struct words *words)
{
	free(words->word);
	free(words->column);
	*words = (struct words){ 0 };
}
