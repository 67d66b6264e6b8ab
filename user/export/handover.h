/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A policy as the rows of a table for whoever keeps another firewall: what may pass, who, and why. Every row that lets
 * something pass adds to the others; the last of a chain say what becomes of the rest.
 */
#ifndef OGCTL_HANDOVER_H
#define OGCTL_HANDOVER_H

#include "policy.h"

#include <stddef.h>

enum handover_column {
	HANDOVER_CHAIN,		/* "input", "forward" */
	HANDOVER_DIRECTION,	/* the same for people */
	HANDOVER_FROM,		/* a zone's name, or "anybody" */
	HANDOVER_NETWORKS,	/* of the zone, with blanks between them */
	HANDOVER_DEVICES,	/* likewise: what it comes in by */
	HANDOVER_PROTOCOL,
	HANDOVER_PORTS,		/* destination: "25", "3268 to 3269" */
	HANDOVER_SERVICE,
	HANDOVER_WHY,
	HANDOVER_ANSWER,	/* "pass"; of the rest "drop", "reject" */
	HANDOVER_COLUMNS,
};

extern const char *const handover_names[HANDOVER_COLUMNS];

/* Visit the rows; a cell that says nothing is "". Good until the visitor returns. */
typedef void (*handover_visit)(void *to, const char *const cells[HANDOVER_COLUMNS]);
void handover_each(const struct og_policy *policy, handover_visit visit, void *to);

#endif
