// SPDX-License-Identifier: GPL-2.0-only
#include "lines.h"
#include "base/need.h"
#include "policy/policy_text.h"

#include <stdlib.h>

#define SEPARATORS	" \t,"

void lines_put(struct lines *lines, char *line)
{
	lines->list = need_room(lines->list, &lines->room, lines->count, sizeof(*lines->list));
	lines->list[lines->count++] = line;
}

void lines_split(struct lines *lines, const struct source *text)
{
	const char *at = text->text, *end = at + text->size, *next;

	for (; at < end; at = next + 1) {
		next = memchr(at, '\n', end - at);
		if (!next)
			next = end;
		lines_put(lines, need_text("%.*s", (int)(next - at), at));
	}
}

char *lines_join(const struct lines *lines)
{
	char *text;
	size_t size, i;
	FILE *out = open_text(&text, &size);

	for (i = 0; i < lines->count; i++)
		fprintf(out, "%s\n", lines->list[i]);
	close_text(out);
	return text;
}

void lines_release(struct lines *lines)
{
	size_t i;

	for (i = 0; i < lines->count; i++)
		free(lines->list[i]);
	free(lines->list);
}

size_t line_code_length(const char *line)
{
	return strcspn(line, "#");
}

static bool separates(char c)
{
	return c == ' ' || c == '\t' || c == ',';
}

/* The word there, and no longer one. */
static bool is_word(const char *at, const char *word, size_t length)
{
	return !strncmp(at, word, length) && (separates(at[length]) || !at[length] || at[length] == '#');
}

/* What stands behind @head in a line that begins with it; NULL: it does not. A zone's list is none of its chain. */
static char *behind(char *line, const char *head)
{
	char *at = line + strspn(line, SEPARATORS);
	size_t length;

	if (memchr(line, ';', line_code_length(line)))
		return NULL;
	for (; *head; head += length + (head[length] == ' ')) {
		length = strcspn(head, " ");
		if (!is_word(at, head, length))
			return NULL;
		at += length + strspn(at + length, SEPARATORS);
	}
	return is_word(at, "from", 4) ? NULL : at;
}

bool lines_have(const struct lines *lines, const char *head)
{
	size_t i;

	for (i = 0; i < lines->count; i++)
		if (behind(lines->list[i], head))
			return true;
	return false;
}

void lines_copy(struct lines *lines, const struct lines *from, const char *head)
{
	size_t i;

	for (i = 0; i < from->count; i++)
		if (behind(from->list[i], head))
			lines_put(lines, need_copy(from->list[i]));
}

void lines_drop(struct lines *lines, const char *head)
{
	size_t i, kept = 0;

	for (i = 0; i < lines->count; i++) {
		if (behind(lines->list[i], head))
			free(lines->list[i]);
		else
			lines->list[kept++] = lines->list[i];
	}
	lines->count = kept;
}

/* Where @word stands by itself, from @from on, which is inside a line; NULL: nowhere. */
static char *find_word(char *from, const char *word)
{
	size_t length = strlen(word), end = line_code_length(from), at;

	for (at = 0; at + length <= end; at++)
		if (!strncmp(from + at, word, length) && separates(from[(ssize_t)at - 1]) &&
		    (at + length == end || separates(from[at + length])))
			return from + at;
	return NULL;
}

/* With what separates it from the word before. */
static void cut_word(char *word, size_t length)
{
	char *from = word;

	while (separates(from[-1]))
		from--;
	memmove(from, word + length, strlen(word + length) + 1);
}

/* Out of one of the head's lines, where it stands there as @sign has it. */
static bool take_out(struct lines *lines, const char *head, const char *sign, const char *item)
{
	char *word = need_text("%s%s", sign, item), *found = NULL, *list;
	size_t i;

	for (i = 0; i < lines->count && !found; i++) {
		list = behind(lines->list[i], head);
		if (list)
			found = find_word(list, word);
	}
	if (found)
		cut_word(found, strlen(word));
	free(word);
	return found;
}

/* How much of @line is before its comment, and the blanks in front of that. */
static size_t said_length(const char *line)
{
	size_t end = line_code_length(line);

	while (end && separates(line[end - 1]))
		end--;
	return end;
}

/* Behind what the head's line lists already, before its comment. */
static bool put_in(struct lines *lines, const char *head, const char *item)
{
	size_t i, end;
	char *line, *list;

	for (i = 0; i < lines->count; i++) {
		line = lines->list[i];
		list = behind(line, head);
		if (!list || *list == '+' || *list == '-' || find_word(list, "none") || find_word(list, "any"))
			continue;
		end = said_length(line);
		lines->list[i] = need_text("%.*s %s%s", (int)end, line, item, line + end);
		free(line);
		return true;
	}
	return false;
}

void lines_change_item(struct lines *lines, const char *head, const char *item, bool add)
{
	if (add ? take_out(lines, head, "-", item) || put_in(lines, head, item) :
		  take_out(lines, head, "", item) || take_out(lines, head, "+", item))
		return;
	lines_put(lines, need_text("%-7s %c%s", head, add ? '+' : '-', item));
}

void lines_change_items(struct lines *lines, const char *head, const struct og_items *items, bool add)
{
	char *text, *rest, *item;

	if (og_items_empty(items))
		return;
	text = items_text(items);
	rest = text;
	while ((item = strsep(&rest, " \n")))
		if (*item)
			lines_change_item(lines, head, item, add);
	free(text);
}

/* The line of @head, with @value in place of its own; NULL: there is none. */
static char *with_value(const struct lines *lines, const char *head, const char *value, size_t *at)
{
	for (*at = 0; *at < lines->count; (*at)++)
		if (behind(lines->list[*at], head))
			return need_text("%-7s %s%s", head, value, lines->list[*at] + said_length(lines->list[*at]));
	return NULL;
}

void lines_change_value(struct lines *lines, const char *head, const char *value)
{
	size_t at;
	char *line = with_value(lines, head, value, &at);

	if (!line) {
		lines_put(lines, need_text("%-7s %s", head, value));
		return;
	}
	free(lines->list[at]);
	lines->list[at] = line;
}

void lines_move_value(struct lines *lines, const char *head, const char *value)
{
	size_t at;
	char *line = with_value(lines, head, value, &at);

	lines_drop(lines, head);
	lines_put(lines, line ? line : need_text("%-7s %s", head, value));
}

/* How many words the head of a list has, whose first it is; 0: it is no such. */
static unsigned int words_of_head(const char *line)
{
	const char *second = line + strcspn(line, SEPARATORS "#");

	second += strspn(second, SEPARATORS);
	if (is_word(line, "zone", 4) || is_word(line, "from", 4))
		return 2;
	if (!is_word(line, "input", 5) && !is_word(line, "forward", 7))
		return 0;
	return is_word(second, "from", 4) ? 3 : 1;
}

/* Of a line that is a list's head and no more what is behind it: its end, or a comment. NULL: it says something. */
static char *behind_lone_head(char *line)
{
	char *at = line + strspn(line, SEPARATORS);
	unsigned int words = words_of_head(at);

	if (!words)
		return NULL;
	for (; words; words--) {
		at += strcspn(at, SEPARATORS "#");
		at += strspn(at, SEPARATORS);
	}
	return *at && *at != '#' ? NULL : at;
}

void lines_drop_empty(struct lines *lines)
{
	size_t i, kept = 0;
	char *rest;

	for (i = 0; i < lines->count; i++) {
		rest = behind_lone_head(lines->list[i]);
		if (rest && !*rest) {
			free(lines->list[i]);
			continue;
		}
		if (rest)
			memmove(lines->list[i], rest, strlen(rest) + 1);
		lines->list[kept++] = lines->list[i];
	}
	lines->count = kept;
}
