/* SPDX-License-Identifier: GPL-2.0-only */
/* What an answer leaves out: each may make another of it. */
#ifndef OGCTL_CAVEATS_H
#define OGCTL_CAVEATS_H

#include <stddef.h>

struct caveat {
	const char *kind;	/* a word for scripts */
	char *text;
	unsigned int by;	/* of a filter: whose it is, bits for filter_tools_names() */
};

struct caveats {
	struct caveat *list;
	size_t count, room;
};

/* @kind is kept, not copied; the text is made here, as of printf(). */
void caveats_add(struct caveats *caveats, const char *kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Who is meant by the one that was added last. */
void caveats_by(struct caveats *caveats, unsigned int by);
/* With their texts. */
void caveats_release(struct caveats *caveats);

#endif
