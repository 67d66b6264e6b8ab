/* SPDX-License-Identifier: GPL-2.0-only */
/* What comments of an export say for import: settings, zones' members and refuse. What passes is never said by a comment alone. */
#ifndef OGCTL_IMPORT_REMARKS_H
#define OGCTL_IMPORT_REMARKS_H

#include "ruleset.h"

/* All that they say, lists too, as the policy that it is; nothing bears it out yet. NULL: it is none. Free it. */
struct og_policy *remarks_policy(const struct ruleset *set);
/* Whether there are lists, which are not in what follows: the rules tell. */
bool remarks_have_lists(const struct ruleset *set);

/* As a text of the language, a line each; free it. NULL: @error says why, and @place where it has no line. */
char *remarks_text(const struct ruleset *set, struct og_error *error, const char **place);
/* From a line of that text to what said it. */
void remarks_point(const struct ruleset *set, struct og_error *error, const char **place);
/* Comments that say this setting are not taken, but named: @why. */
void remarks_strike(struct ruleset *set, const char *setting, const char *why);

#endif
