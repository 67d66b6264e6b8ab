/* SPDX-License-Identifier: GPL-2.0-only */
/* What an answer leaves out: each may make another of it. */
#ifndef OGCTL_CAVEATS_H
#define OGCTL_CAVEATS_H

#include <stddef.h>

struct caveat {
	const char *kind;	/* a word for scripts */
	char *text;
};

struct caveats {
	struct caveat *list;
	size_t count, room;
};

/* @kind is kept, not copied; the text is made here, as of printf(). */
void caveats_add(struct caveats *caveats, const char *kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* With their texts. */
void caveats_release(struct caveats *caveats);

#endif
