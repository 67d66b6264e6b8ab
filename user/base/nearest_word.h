/* SPDX-License-Identifier: GPL-2.0-only */
/* "did you mean": the nearest of some words to one that nobody knows. */
#ifndef OGCTL_NEAREST_WORD_H
#define OGCTL_NEAREST_WORD_H

#include <stddef.h>

struct nearest_word {
	const char *asked;
	const char *word;	/* the nearest so far; NULL: none is near */
	size_t distance;
};

struct nearest_word nearest_word_for(const char *asked);
void nearest_word_try(struct nearest_word *best, const char *word);

#endif
