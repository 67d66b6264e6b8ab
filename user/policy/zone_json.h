/* SPDX-License-Identifier: GPL-2.0-only */
/* Zones in JSON, by their names. */
#ifndef OGCTL_ZONE_JSON_H
#define OGCTL_ZONE_JSON_H

#include "base/json_text.h"
#include "zones.h"

/* Those of @mask, bit by slot, in the order of their names. */
json_t *json_zone_names(const struct og_zones *zones, u16 mask);

#endif
