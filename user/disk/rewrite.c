// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lines are edited without knowing the grammar: a word is taken out of a line, or put into one. Whether the text then means
 * what it should is asked of the parser, which knows; where it does not, the canonical text takes its place.
 */
#include "rewrite.h"
#include "base/need.h"
#include "policy/changes.h"
#include "policy/policy_text.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of items that are edited one by one; each is looked for in every line, and nobody's line outlives more of them. */
#define EDITED_MAX	4096u

struct lines {
	char **list;		/* without their ends */
	size_t count, room;
};

static void put_line(struct lines *lines, char *line)
{
	lines->list = need_room(lines->list, &lines->room, lines->count, sizeof(*lines->list));
	lines->list[lines->count++] = line;
}

static void split(struct lines *lines, const struct source *text)
{
	const char *at = text->text, *end = at + text->size, *next;

	for (; at < end; at = next + 1) {
		next = memchr(at, '\n', end - at);
		if (!next)
			next = end;
		put_line(lines, need_text("%.*s", (int)(next - at), at));
	}
}

static char *join(const struct lines *lines)
{
	char *text;
	size_t size, i;
	FILE *out = open_text(&text, &size);

	for (i = 0; i < lines->count; i++)
		fprintf(out, "%s\n", lines->list[i]);
	close_text(out);
	return text;
}

static void release(struct lines *lines)
{
	size_t i;

	for (i = 0; i < lines->count; i++)
		free(lines->list[i]);
	free(lines->list);
}

static bool separates(char c)
{
	return c == ' ' || c == '\t' || c == ',';
}

/* Where a statement ends: at a comment, or at the line's end. */
static size_t code_length(const char *line)
{
	return strcspn(line, "#");
}

/* The first word of @line is @word; one with ';' holds several statements, and is left alone. */
static bool begins_with(const char *line, const char *word)
{
	size_t length = strlen(word);
	const char *at = line + strspn(line, " \t");

	return !memchr(line, ';', code_length(line)) && !strncmp(at, word, length) &&
	       (separates(at[length]) || !at[length] || at[length] == '#');
}

/* Where @word stands by itself in the statement; NULL: nowhere. */
static char *find_word(char *line, const char *word)
{
	size_t length = strlen(word), end = code_length(line), at;

	for (at = 1; at + length <= end; at++)
		if (!strncmp(line + at, word, length) && separates(line[at - 1]) &&
		    (at + length == end || separates(line[at + length])))
			return line + at;
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

/* Out of one of the chain's lines, where it stands there as @sign has it. */
static bool take_out(struct lines *lines, const char *chain, const char *sign, const char *item)
{
	char *word = need_text("%s%s", sign, item), *found = NULL;
	size_t i;

	for (i = 0; i < lines->count && !found; i++)
		if (begins_with(lines->list[i], chain))
			found = find_word(lines->list[i], word);
	if (found)
		cut_word(found, strlen(word));
	free(word);
	return found;
}

/* Behind what the chain's line lists already, before its comment. */
static bool put_in(struct lines *lines, const char *chain, const char *item)
{
	size_t i, end;
	char *line;

	for (i = 0; i < lines->count; i++) {
		line = lines->list[i];
		if (!begins_with(line, chain) || strpbrk(line, "+") || find_word(line, "none") || find_word(line, "any"))
			continue;
		for (end = code_length(line); end && separates(line[end - 1]); end--)
			;
		lines->list[i] = need_text("%.*s %s%s", (int)end, line, item, line + end);
		free(line);
		return true;
	}
	return false;
}

static void change_item(struct lines *lines, const char *chain, const char *item, bool add)
{
	if (add ? take_out(lines, chain, "-", item) || put_in(lines, chain, item) :
		  take_out(lines, chain, "", item) || take_out(lines, chain, "+", item))
		return;
	put_line(lines, need_text("%-7s %c%s", chain, add ? '+' : '-', item));
}

static void change_items(struct lines *lines, enum og_chain_id chain, const struct og_items *items, bool add)
{
	char *text, *rest, *item;

	if (og_items_empty(items))
		return;
	text = items_text(items);
	rest = text;
	while ((item = strsep(&rest, " \n")))
		if (*item)
			change_item(lines, og_chain_name(chain), item, add);
	free(text);
}

static void change_setting(struct lines *lines, const struct og_policy *wanted, enum og_setting setting)
{
	char value[OG_SETTING_TEXT_SIZE], *line;
	const char *name = og_setting_name(setting);
	size_t i, end;

	og_setting_text(wanted, setting, value);
	for (i = 0; i < lines->count; i++) {
		line = lines->list[i];
		if (!begins_with(line, name))
			continue;
		for (end = code_length(line); end && separates(line[end - 1]); end--)
			;
		lines->list[i] = need_text("%-7s %s%s", name, value, line + end);
		free(line);
		return;
	}
	put_line(lines, need_text("%-7s %s", name, value));
}

/* A chain's word alone says nothing, and edits that took each other away leave it. What is behind it: its end, or a comment. */
static char *behind_lone_word(char *line)
{
	char *word = line + strspn(line, " \t");
	size_t length = strcspn(word, " \t,#");

	if (!begins_with(line, "input") && !begins_with(line, "forward"))
		return NULL;
	word += length + strspn(word + length, " \t,");
	return *word && *word != '#' ? NULL : word;
}

/* Comments stay. */
static void drop_empty(struct lines *lines)
{
	size_t i, kept = 0;
	char *rest;

	for (i = 0; i < lines->count; i++) {
		rest = behind_lone_word(lines->list[i]);
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

static bool means(const char *text, const struct og_policy *wanted)
{
	const struct source source = { .text = (char *)text, .size = strlen(text), .given = true };
	struct og_policy *policy = need(sizeof(*policy));
	struct og_error error;
	bool same = policy_lay(&source, policy, &error) && og_policy_equal(policy, wanted);

	free(policy);
	return same;
}

static bool are_few(const struct changes *changes)
{
	size_t size = 0;
	unsigned int i;
	char *text;

	for (i = 0; i < OG_CHAINS; i++) {
		text = items_text(&changes->removed[i]);
		size += strlen(text);
		free(text);
		text = items_text(&changes->added[i]);
		size += strlen(text);
		free(text);
	}
	return size <= EDITED_MAX;
}

/* NULL: too much has changed. */
static char *edited(const struct disk_policy *disk, const struct og_policy *wanted)
{
	struct changes *changes = need(sizeof(*changes));
	struct lines lines = { 0 };
	unsigned int i;
	char *text;

	changes_between(changes, &disk->policy, wanted);
	if (!are_few(changes)) {
		free(changes);
		return NULL;
	}
	split(&lines, &disk->text);
	for (i = 0; i < OG_CHAINS; i++) {
		change_items(&lines, i, &changes->removed[i], false);
		change_items(&lines, i, &changes->added[i], true);
	}
	for (i = 0; i < OG_SETTINGS; i++)
		if (disk->policy.setting[i] != wanted->setting[i])
			change_setting(&lines, wanted, i);
	drop_empty(&lines);
	text = join(&lines);
	release(&lines);
	free(changes);
	return text;
}

/* The comments that stand before all else, and the canonical text. */
static char *canonical(const struct disk_policy *disk, const struct og_policy *wanted)
{
	char *body = policy_text(wanted), *text;
	struct lines lines = { 0 };
	size_t size, i;
	FILE *out = open_text(&text, &size);

	if (disk->text.text)
		split(&lines, &disk->text);
	for (i = 0; i < lines.count && !code_length(lines.list[i] + strspn(lines.list[i], " \t")); i++)
		fprintf(out, "%s\n", lines.list[i]);
	fputs(body, out);
	close_text(out);
	release(&lines);
	free(body);
	return text;
}

char *rewrite_policy(const struct disk_policy *disk, const struct og_policy *wanted)
{
	char *text;

	if (disk->found == DISK_GOOD) {
		text = edited(disk, wanted);
		if (text && means(text, wanted))
			return text;
		free(text);
	}
	return canonical(disk, wanted);
}
