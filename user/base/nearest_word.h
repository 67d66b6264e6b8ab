/* SPDX-License-Identifier: GPL-2.0-only */
/* "did you mean": the nearest of some words to one that nobody knows. */
#ifndef OGCTL_NEAREST_WORD_H
#define OGCTL_NEAREST_WORD_H

#include <stddef.h>

struct suggestion {
	const char *asked;
	const char *word;	/* the nearest so far; NULL: none is near */
	size_t distance;
};

struct suggestion suggest_for(const char *asked);
void suggest_try(struct suggestion *best, const char *word);

#endif
