// SPDX-License-Identifier: GPL-2.0-only
#include "out.h"
#include "request.h"
#include "shown.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const char *const styles[] = {
	[STYLE_PLAIN] = "\033[0m",
	[STYLE_GOOD] = "\033[32m",
	[STYLE_CAREFUL] = "\033[33m",
	[STYLE_BAD] = "\033[1;31m",
	[STYLE_STRONG] = "\033[1m",
	[STYLE_FAINT] = "\033[2m",
};

static bool is_coloured(FILE *stream)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	if ((no_color && *no_color) || !term || !strcmp(term, "dumb"))
		return false;
	return isatty(fileno(stream));
}

/* What a stream is does not change; a line of output has two styles and more. */
const char *out_style(FILE *stream, enum style style)
{
	static enum { NOT_ASKED, PLAIN, COLOURED } known[2];
	unsigned int which = stream == stderr;

	if (stream != stdout && stream != stderr)
		return is_coloured(stream) ? styles[style] : "";
	if (known[which] == NOT_ASKED)
		known[which] = is_coloured(stream) ? COLOURED : PLAIN;
	return known[which] == COLOURED ? styles[style] : "";
}

__attribute__((format(printf, 2, 0)))
static void say(enum style style, const char *format, va_list args)
{
	char *text;

	fflush(stdout);
	if (vasprintf(&text, format, args) < 0)
		abort();
	fprintf(stderr, "%sogctl:%s ", out_style(stderr, style), out_style(stderr, STYLE_PLAIN));
	shown_put(stderr, text);
	fputc('\n', stderr);
	free(text);
}

static char last[400];

const char *complaint_last(void)
{
	return last;
}

void complain(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	(void)vsnprintf(last, sizeof(last), format, args);
	va_end(args);
	va_start(args, format);
	say(STYLE_BAD, format, args);
	va_end(args);
}

void note(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(STYLE_CAREFUL, format, args);
	va_end(args);
}

unsigned int out_width(void)
{
	struct winsize size;

	if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col >= 40)
		return size.ws_col < 120 ? size.ws_col : 120;
	return 80;
}

void list_begin(struct flow_list *list, FILE *stream, unsigned int indent)
{
	*list = (struct flow_list){
		.stream = stream, .indent = indent, .column = indent, .width = out_width(),
	};
}

void list_put(struct flow_list *list, const char *text)
{
	unsigned int length = shown_columns(text);

	if (list->began) {
		fputc(',', list->stream);
		list->column++;
		/* One for the blank before, one for the comma behind. */
		if (list->column + 1 + length + 1 > list->width) {
			fprintf(list->stream, "\n%*s", list->indent, "");
			list->column = list->indent;
		} else {
			fputc(' ', list->stream);
			list->column++;
		}
	}
	list->began = true;
	shown_put(list->stream, text);
	list->column += length;
}

void list_end(struct flow_list *list)
{
	fputs(list->began ? "\n" : "none\n", list->stream);
}

int out_finish(int code)
{
	errno = 0;
	if (!fflush(stdout) && !ferror(stdout))
		return code;
	complain("the answer could not be written: %s", errno ? strerror(errno) : "write error");
	return code == EXIT_YES ? EXIT_NO : code;
}

/* --help, --version and --usage end the process where they are printed. */
static void look_at_end(int status, void *unused)
{
	(void)unused;
	if (!status && out_finish(EXIT_YES) != EXIT_YES)
		_exit(EXIT_NO);
}

void out_watch(void)
{
	if (on_exit(look_at_end, NULL))
		abort();
}
