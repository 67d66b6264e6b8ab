// SPDX-License-Identifier: GPL-2.0-only
#include "csv_cell.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static bool is_formula(const char *text)
{
	return *text && (strchr("=+-@", *text) || (unsigned char)*text < ' ');
}

/* A byte that begins no letter becomes U+FFFD; a quote is two. */
static void put_letters(FILE *out, const char *text)
{
	size_t left = strlen(text), bytes;
	uint32_t letter;

	for (; left; left -= bytes, text += bytes) {
		bytes = utf8_letter(text, left, &letter);
		if (!bytes) {
			bytes = 1;
			fputs("\xef\xbf\xbd", out);
			continue;
		}
		if (letter == '"')
			fputc('"', out);
		fwrite(text, 1, bytes, out);
	}
}

static void put_cell(FILE *out, const char *text)
{
	bool formula = is_formula(text), quoted = formula || strpbrk(text, "\",;\r\n\t");

	if (quoted)
		fputc('"', out);
	if (formula)
		fputc('\'', out);
	put_letters(out, text);
	if (quoted)
		fputc('"', out);
}

void csv_row(FILE *out, const char *const *cells, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (i)
			fputc(',', out);
		if (cells[i])
			put_cell(out, cells[i]);
	}
	fputs("\r\n", out);
}
