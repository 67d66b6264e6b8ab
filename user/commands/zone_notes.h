/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * After a change: where lists add up, what was taken off one is not shut when another has it, and what a zone was
 * given is no privilege where everybody has it. Nobody is to think otherwise.
 */
#ifndef OGCTL_ZONE_NOTES_H
#define OGCTL_ZONE_NOTES_H

#include "policy/source.h"

/* @statement took items off everybody's lists: says which of them still pass from zones. */
void zone_note_still_open(const struct source *statement);

/* A zone was given the items that @statement would add to everybody's lists: says which everybody has. */
void zone_note_open_to_all(const struct source *statement, const char *zone);

#endif
