/* SPDX-License-Identifier: GPL-2.0-only */
/* Whether "early on" is at work here, and what keeps it from that: what status says of it. */
#ifndef OGCTL_EARLY_WORK_H
#define OGCTL_EARLY_WORK_H

#include "module_files.h"

#include <jansson.h>

/* Nothing where it is off. */
void early_print(const struct module_stats *stats);
/* For each family; null from a module that does not say. */
json_t *early_json(const struct module_stats *stats);

#endif
