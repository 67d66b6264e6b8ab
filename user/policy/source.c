// SPDX-License-Identifier: GPL-2.0-only
#include "source.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "base/shown.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <wchar.h>

#define WINDOW	72	/* columns shown of a long line ... */
#define BEFORE	40	/* ... so many of them before the mark */

/* One byte more than a policy may have, so that the parser sees and refuses it. */
#define READ_MAX	(OG_TEXT_MAX + 1)

static int read_all(int fd, struct source *source)
{
	source->text = need(READ_MAX + 1);
	while (source->size < READ_MAX) {
		ssize_t got = read(fd, source->text + source->size, READ_MAX - source->size);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -errno;
		if (!got)
			break;
		source->size += got;
	}
	return 0;
}

int source_read(struct source *source, const char *path)
{
	bool is_stdin = !strcmp(path, "-");
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC), error;

	*source = (struct source){ 0 };
	if (fd < 0) {
		complain("cannot open %s: %s", path, strerror(errno));
		return EXIT_USAGE;
	}
	source->name = need_copy(is_stdin ? "stdin" : path);
	source->given = true;
	error = read_all(fd, source);
	if (!is_stdin)
		close(fd);
	if (!error)
		return 0;
	complain("cannot read %s: %s", source->name, strerror(-error));
	source_free(source);
	return EXIT_USAGE;
}

void source_set(struct source *source, const char *name, const char *text)
{
	*source = (struct source){
		.name = need_copy(name), .text = need_copy(text), .size = strlen(text),
	};
}

void source_free(struct source *source)
{
	free(source->name);
	free(source->text);
	*source = (struct source){ 0 };
}

/*
 * The next character of a line that may hold anything: its bytes and the
 * columns it takes. What cannot be shown becomes one '?'.
 */
struct glyph {
	size_t bytes, columns;
	bool shown;
};

static struct glyph next_glyph(const char *text, size_t size)
{
	mbstate_t state = { 0 };
	wchar_t wide;
	size_t bytes = mbrtowc(&wide, text, size, &state);
	int columns;

	if (*text == '\t')
		return (struct glyph){ 1, 1, true };
	if (bytes == 0 || bytes > size)
		return (struct glyph){ 1, 1, false };
	columns = wcwidth(wide);
	/* what takes no column could not be pointed at, and nobody sees a zero-width space from a web page */
	if (columns <= 0)
		return (struct glyph){ bytes, 1, false };
	return (struct glyph){ bytes, columns, true };
}

static void print_line(const char *text, size_t size, FILE *out)
{
	size_t at = 0;

	while (at < size) {
		struct glyph glyph = next_glyph(text + at, size - at);

		if (glyph.shown)
			fwrite(text + at, 1, glyph.bytes, out);
		else
			fputc('?', out);
		at += glyph.bytes;
	}
}

/* The line under it: tabs where it has tabs, so that every tab stop agrees. */
static void print_mark(const char *text, size_t size, size_t column, size_t length, FILE *out)
{
	size_t at = 0, i;
	char mark = '^';

	while (at < column && at < size) {
		struct glyph glyph = next_glyph(text + at, size - at);

		for (i = 0; i < glyph.columns; i++)
			fputc(text[at] == '\t' ? '\t' : ' ', out);
		at += glyph.bytes;
	}
	fputs(out_style(out, STYLE_BAD), out);
	do {
		struct glyph glyph = { 1, 1, true };

		if (at < size)
			glyph = next_glyph(text + at, size - at);
		for (i = 0; i < glyph.columns; i++, mark = '~')
			fputc(mark, out);
		at += glyph.bytes;
	} while (at < column + length && at < size);
	fputs(out_style(out, STYLE_PLAIN), out);
}

static bool is_continuation(char byte)
{
	return (byte & 0xc0) == 0x80;
}

/* Never begin or end inside a character of UTF-8. */
static size_t whole_character(const char *line, size_t size, size_t at)
{
	while (at < size && at > 0 && is_continuation(line[at]))
		at--;
	return at;
}

static void mark_window(const char *gutter, const char *line, size_t size, size_t column,
			size_t length, FILE *out)
{
	size_t from = 0, to = size;
	const char *left = "", *right = "";

	if (size > WINDOW) {
		from = column > BEFORE ? whole_character(line, size, column - BEFORE) : 0;
		to = from + WINDOW < size ? whole_character(line, size, from + WINDOW) : size;
		left = from ? "..." : "";
		right = to < size ? "..." : "";
	}
	if (column + length > to)
		length = to > column ? to - column : 1;
	fprintf(out, "%s%s", gutter, left);
	print_line(line + from, to - from, out);
	fprintf(out, "%s\n%*s", right, (int)strspn(gutter, " 0123456789"), "");
	fprintf(out, "%s%*s", gutter + strspn(gutter, " 0123456789"), (int)strlen(left), "");
	print_mark(line + from, to - from, column - from, length, out);
	fputc('\n', out);
}

void source_mark(const char *line, size_t size, size_t column, size_t length, FILE *out)
{
	mark_window("    ", line, size, column, length, out);
}

void source_point(const struct source *source, const struct og_error *error, FILE *out)
{
	const char *line = source->text, *end = source->text + source->size, *next;
	char gutter[32];
	u32 n;

	for (n = 1; n < error->line; n++) {
		next = memchr(line, '\n', end - line);
		if (!next)
			break;
		line = next + 1;
	}
	next = memchr(line, '\n', end - line);
	if (next)
		end = next;
	fputs(out_style(out, STYLE_STRONG), out);
	shown_put(out, source->name);
	fprintf(out, ":%u:%u:%s %s\n", error->line, error->column, out_style(out, STYLE_PLAIN), error->text);
	snprintf(gutter, sizeof(gutter), "%5u | ", error->line);
	mark_window(gutter, line, end - line, error->column - 1, error->length, out);
}
