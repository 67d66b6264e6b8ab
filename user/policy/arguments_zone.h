/* SPDX-License-Identifier: GPL-2.0-only */
/* Zones and their members as they are typed behind "ogctl zone". */
#ifndef OGCTL_ARGUMENTS_ZONE_H
#define OGCTL_ARGUMENTS_ZONE_H

#include "arguments.h"

/* Whether a zone may be called so. False: @why says what is wrong with it. */
bool arguments_zone_name(const char *typed, struct argument_error *why);

/*
 * The statement that edits a zone: argv[1] is its name, members follow, added or taken off by @sign. Without
 * a member it takes the zone away. 0, or EXIT_POLICY after pointing at the wrong one.
 */
int arguments_zone(const struct options *options, char sign, struct source *statement);

#endif
