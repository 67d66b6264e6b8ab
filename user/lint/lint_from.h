/* SPDX-License-Identifier: GPL-2.0-only */
/* lint's rules of who is let in, for this machine's devices, addresses and routes. */
#ifndef OGCTL_LINT_FROM_H
#define OGCTL_LINT_FROM_H

#include "findings.h"
#include "machine/devices.h"
#include "machine/routes.h"

struct lint_ground {
	struct devices devices;
	struct routes routes;
};

/* Ports that input lists for everybody, and that an internet at the door makes use of. */
void lint_open(struct lint *lint, const struct lint_ground *ground);

/* Zones to which nobody here belongs, and whom a forged source would get into. */
void lint_zones(struct lint *lint, const struct lint_ground *ground);

/* Networks at this machine that are of no zone, though others are, and have connections to ports that are listed. */
void lint_zoneless(struct lint *lint, const struct lint_ground *ground);

/* The device by which the default route leads; NULL: none is up. */
const struct device *ground_default(const struct lint_ground *ground, enum og_family family);

#endif
