/* SPDX-License-Identifier: GPL-2.0-only */
/* A zone by the name that was typed. */
#ifndef OGCTL_ZONE_NAMED_H
#define OGCTL_ZONE_NAMED_H

#include "zones.h"

/* Its slot in @zones; OG_ZONES after a complaint: there is none, and which name is near. */
unsigned int zone_named(const struct og_zones *zones, const char *name);

#endif
