// SPDX-License-Identifier: GPL-2.0-only
#include "nearest_word.h"

#include <string.h>

#define LENGTH_MAX	31

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * Slips between two words: a letter too many, too few, another one, or two
 * swapped (optimal string alignment).
 */
static size_t slips(const char *a, const char *b)
{
	size_t d[LENGTH_MAX + 1][LENGTH_MAX + 1];
	size_t m = strlen(a), n = strlen(b), i, j;

	if (m > LENGTH_MAX || n > LENGTH_MAX)
		return LENGTH_MAX;
	for (i = 0; i <= m; i++)
		d[i][0] = i;
	for (j = 0; j <= n; j++)
		d[0][j] = j;
	for (i = 1; i <= m; i++) {
		for (j = 1; j <= n; j++) {
			size_t other = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);

			d[i][j] = least(other, 1 + least(d[i - 1][j], d[i][j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	}
	return d[m][n];
}

struct nearest_word nearest_word_for(const char *asked)
{
	/* One slip of the finger in three letters; with more it is another word. */
	return (struct nearest_word){ asked, NULL, 1 + strlen(asked) / 3 };
}

void nearest_word_try(struct nearest_word *best, const char *word)
{
	size_t distance = slips(best->asked, word);

	if (distance >= best->distance || distance >= strlen(word))
		return;
	best->distance = distance;
	best->word = word;
}
