/* SPDX-License-Identifier: GPL-2.0-only */
/* Items and ports as people type them: names beside numbers. */
#ifndef OGCTL_ARGUMENTS_H
#define OGCTL_ARGUMENTS_H

#include "base/request.h"
#include "names.h"
#include "source.h"

/*
 * The statement that edits @chains by the items in options->argv, with @sign
 * '+' or '-'. 0, or EXIT_POLICY after pointing at the wrong one.
 */
int arguments_statement(const struct options *options, const char *verb, char sign,
			unsigned int chains, struct source *statement);

/*
 * One item to the language's spelling, in @item: "smtp" is "25/tcp". False:
 * @why says what is wrong with @length bytes of it from @offset on.
 */
struct argument_error {
	size_t offset, length;
	char text[192];
};

bool arguments_item(const char *typed, char *item, size_t size, struct argument_error *why);

/* A port by number or name, with or without "/tcp", "/udp". */
bool arguments_port(const char *typed, struct service *service, struct argument_error *why);

#endif
