/* SPDX-License-Identifier: GPL-2.0-only */
/* Ports that a list has and hardly anybody needs, or that are of an old kind. */
#ifndef OGCTL_LINT_DOUBTFUL_H
#define OGCTL_LINT_DOUBTFUL_H

#include "lint.h"

struct doubtful_port {
	u16 port;
	u8 transports;
	bool off;		/* todo is to take it off, and how is to be said behind it */
	enum severity severity;
	const char *rule, *why, *todo;
};

extern const struct doubtful_port doubtful_ports[];
extern const size_t doubtful_count;

#endif
