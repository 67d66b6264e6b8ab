/* SPDX-License-Identifier: GPL-2.0-only */
/* The tally as commands show it. */
#ifndef OGCTL_TALLY_WORDS_H
#define OGCTL_TALLY_WORDS_H

#include "module/tally_file.h"

#include <jansson.h>

/* "143/tcp" */
struct port_text {
	char text[16];
};

struct port_text port_say(enum og_transport transport, u16 port);

/* "3", "100+" */
struct sources_text {
	char text[16];
};

struct sources_text sources_say(u32 sketch);

/* "5 s", "12 min", "3 h", "4 d" */
struct ago_text {
	char text[32];
};

struct ago_text ago_say(u64 seconds);

/* The members of a row, to be completed. */
json_t *tally_row_json(const struct tally_row *row);

/* "12 dropped, 3 accepted, from 2 sources, last 5 s ago". Free it. */
char *tally_row_say(const struct tally_row *row);

/* Read it: 0, or an exit code after a complaint. */
int tally_read(struct tally *seen);

#endif
