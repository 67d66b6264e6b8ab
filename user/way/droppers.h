/* SPDX-License-Identifier: GPL-2.0-only */
/* Who else may drop what the gate lets pass, put together by whose it is. */
#ifndef OGCTL_DROPPERS_H
#define OGCTL_DROPPERS_H

#include "filter_list.h"

#include <jansson.h>

struct dropper {
	unsigned int by;
	char *who;		/* "ufw and Docker", "another filter" */
	char *where;		/* "nft's table ip filter, chain INPUT; ..." */
};

struct droppers {
	struct dropper *list;
	size_t count, room;
};

/* Of @others, without tables of ours. Release it. */
void droppers_find(const struct other_filters *others, struct droppers *droppers);
void droppers_release(struct droppers *droppers);
/* Names of tools, an array. */
json_t *droppers_by_json(unsigned int by);
/* {"seen": whether all were to be seen, "may_drop": one for each chain} */
json_t *droppers_json(const struct other_filters *others);

#endif
