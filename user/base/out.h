/* SPDX-License-Identifier: GPL-2.0-only */
/* How ogctl speaks: data on stdout, words on stderr, colour only on a terminal. */
#ifndef OGCTL_OUT_H
#define OGCTL_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum style { STYLE_PLAIN, STYLE_GOOD, STYLE_CAREFUL, STYLE_BAD, STYLE_STRONG, STYLE_FAINT };

/* The escape sequence that begins @style on @stream; "" where there is no colour. */
const char *out_style(FILE *stream, enum style style);

/* "ogctl: ...", with a line end, on stderr. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* What was complained of last; "" before that. */
const char *complaint_last(void);
void note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Columns of the terminal behind stdout; 80 where it is none. */
unsigned int out_width(void);

/* A list that flows: "a, b, c" broken at the width, later lines indented alike. */
struct flow_list {
	FILE *stream;
	unsigned int indent, column, width;
	bool began;
};

void list_begin(struct flow_list *list, FILE *stream, unsigned int indent);
void list_put(struct flow_list *list, const char *text);
void list_end(struct flow_list *list);

/* The last thing: @code, unless stdout could not take the answer. */
int out_finish(int code);
/* The same at the end of a process that comes without that. First of all. */
void out_watch(void);

#endif
