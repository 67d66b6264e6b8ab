// SPDX-License-Identifier: GPL-2.0-only
#include "own_command.h"
#include "base/need.h"
#include "base/shown.h"

#include <stdlib.h>

#define COMMAND_MAX	400u	/* bytes behind "ogctl" */

void own_command_put(FILE *out)
{
	FILE *file = fopen("/proc/self/cmdline", "re"), *words;
	int c, last = 0;
	unsigned int length = 0;
	size_t size;
	char *line;

	if (!file)
		return;
	words = open_text(&line, &size);
	fputs("ogctl", words);
	/* The path that it was called by tells nothing. */
	while (fgetc(file) > 0)
		;
	while ((c = fgetc(file)) != EOF && length++ < COMMAND_MAX) {
		if (!last)
			fputc(' ', words);
		if (c)
			fputc(c, words);
		last = c;
	}
	close_text(words);
	(void)fclose(file);
	shown_put_line(out, line);
	free(line);
}
