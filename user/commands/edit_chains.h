/* SPDX-License-Identifier: GPL-2.0-only */
/* What "allow" and "deny" share: items added to or taken off chains, everybody's or a zone's. */
#ifndef OGCTL_EDIT_CHAINS_H
#define OGCTL_EDIT_CHAINS_H

#include "base/request.h"
#include "command.h"

/* Their own options, --chain and --from. */
extern const struct argp edit_argp;

struct edit_input {
	unsigned int chains;	/* OG_CHAIN_BIT()s; 0: not said, both */
	const char *zone;	/* NULL: everybody */
};

int edit_run(const struct options *options, const struct edit_input *input, const char *verb,
	     char sign);

#endif
