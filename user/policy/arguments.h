/* SPDX-License-Identifier: GPL-2.0-only */
/* Items, ports and zones as people type them: names beside numbers. */
#ifndef OGCTL_ARGUMENTS_H
#define OGCTL_ARGUMENTS_H

#include "base/request.h"
#include "names.h"
#include "source.h"

/*
 * The statement that edits @chains by the items in options->argv, with @sign
 * '+' or '-': everybody's lists, or with @zone those of that zone, whose name is
 * valid. 0, or EXIT_POLICY after pointing at the wrong one.
 */
int arguments_statement(const struct options *options, const char *verb, char sign,
			unsigned int chains, const char *zone, struct source *statement);

/*
 * One item to the language's spelling, in @item: "smtp" is "25/tcp". False:
 * @why says what is wrong with @length bytes of it from @offset on.
 */
struct argument_error {
	size_t offset, length;
	char text[192];
};

bool arguments_item(const char *typed, char *item, size_t size, struct argument_error *why);

/*
 * Whether the language takes @typed between @before and @behind, which are valid. False: @why says what
 * it says of it, and where in @typed.
 */
bool arguments_try(const char *before, const char *typed, const char *behind, struct argument_error *why);

/*
 * Visit the words of options->argv from argument @first on; one argument may have several, "25,smtp". False:
 * @why says what is wrong with it. 0, or EXIT_POLICY after pointing at the wrong one.
 */
typedef bool (*argument_visit)(void *to, const char *typed, struct argument_error *why);
int arguments_each(const struct options *options, const char *verb, int first, argument_visit visit, void *to);

/* "ogctl VERB ARGUMENT...", with @why below it; @at: where the wrong one begins, from the first on. EXIT_POLICY. */
int arguments_point(const struct options *options, const char *verb, size_t at,
		    const struct argument_error *why);

/* A port by number or name, with or without "/tcp", "/udp". */
bool arguments_port(const char *typed, struct service *service, struct argument_error *why);

#endif
