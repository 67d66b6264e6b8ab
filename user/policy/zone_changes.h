/* SPDX-License-Identifier: GPL-2.0-only */
/* What differs between the zones of two policies, by their names. */
#ifndef OGCTL_ZONE_CHANGES_H
#define OGCTL_ZONE_CHANGES_H

#include "zones.h"

#include <jansson.h>

/* On stdout: who came and went; and, which is another thing, what the zones' lists have. */
void zone_changes_print_members(const struct og_zones *before, const struct og_zones *after);
void zone_changes_print_lists(const struct og_zones *before, const struct og_zones *after);

/* An array of those in which anything differs. */
json_t *zone_changes_json(const struct og_zones *before, const struct og_zones *after);

#endif
