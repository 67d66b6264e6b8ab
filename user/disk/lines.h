/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The lines of a policy's text, edited without knowing the grammar: a word is taken out of a line, or put into one. A line is
 * known by its head, the words that its statement begins with: "input", "zone office", "input from office". One that holds
 * several statements has none, and is left alone.
 */
#ifndef OGCTL_LINES_H
#define OGCTL_LINES_H

#include "policy/source.h"

struct lines {
	char **list;		/* without their ends */
	size_t count, room;
};

void lines_split(struct lines *lines, const struct source *text);
/* Free it. */
char *lines_join(const struct lines *lines);
void lines_release(struct lines *lines);

/* At the end; @line, allocated, is theirs from now on. */
void lines_put(struct lines *lines, char *line);

bool lines_have(const struct lines *lines, const char *head);
/* Those of @head that @from has come to stand at the end, too. */
void lines_copy(struct lines *lines, const struct lines *from, const char *head);
/* Those of @head go, with their comments. */
void lines_drop(struct lines *lines, const char *head);

/* Into a line that lists, or out of one; where there is none an edit is put at the end. */
void lines_change_item(struct lines *lines, const char *head, const char *item, bool add);
void lines_change_items(struct lines *lines, const char *head, const struct og_items *items, bool add);
/* What @head's one statement says behind it; the comment stays. */
void lines_change_value(struct lines *lines, const char *head, const char *value);
/* The same, and it comes to stand behind all others: what it names may be new. */
void lines_move_value(struct lines *lines, const char *head, const char *value);

/* Heads of lists with nothing behind them, as edits that took each other away leave them. Comments stay. */
void lines_drop_empty(struct lines *lines);

/* Bytes of @line before its comment. */
size_t line_code_length(const char *line);

#endif
