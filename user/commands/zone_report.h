/* SPDX-License-Identifier: GPL-2.0-only */
/* What "ogctl zone" says of one zone: members, lists, who is in it now. */
#ifndef OGCTL_ZONE_REPORT_H
#define OGCTL_ZONE_REPORT_H

#include "seen/zone_here.h"

#include <jansson.h>

/* On stdout. @passed: packets that its lists let pass; @whole: however many members and routes it has. */
void zone_report_print(const struct zone_here *here, unsigned int slot, u64 passed, bool whole);
json_t *zone_report_json(const struct zone_here *here, unsigned int slot, u64 passed);

#endif
