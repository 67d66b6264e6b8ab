/* SPDX-License-Identifier: GPL-2.0-only */
/* The part of rewrite.c that is about zones. */
#ifndef OGCTL_REWRITE_ZONES_H
#define OGCTL_REWRITE_ZONES_H

#include "lines.h"

/* What @before says of zones and refusal becomes what @wanted says, as far as lines can be edited. */
void rewrite_zones(struct lines *lines, const struct og_policy *before, const struct og_policy *wanted);

#endif
