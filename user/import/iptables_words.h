/* SPDX-License-Identifier: GPL-2.0-only */
/* A line of iptables-save in words: blanks between them, "quotes" around what has some, \ before what a quote would end. */
#ifndef OGCTL_IMPORT_IPTABLES_WORDS_H
#define OGCTL_IMPORT_IPTABLES_WORDS_H

#include "arena.h"
#include "policy.h"

struct words {
	const char **word;
	u32 *column;		/* where it begins, from 1 on, in bytes */
	size_t count, room, column_room;
};

/* False: a quote is open at the line's end, or within the word at the last column. */
bool words_split(struct words *words, struct arena *arena, const char *line, size_t length);
void words_free(struct words *words);

#endif
