/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rules of other filters as a policy: never more open than they are, but for packets whose TCP or UDP header is cut off, which
 * iptables drops at its first rule that looks at ports.
 */
#ifndef OGCTL_IMPORT_H
#define OGCTL_IMPORT_H

#include "ruleset.h"

struct imported {
	char *text;		/* the policy, without what is left */
	char *notes;		/* what is to be known besides, a line each */
	size_t left;		/* rules that are marked; all said where it is 0 */
	size_t relaxed;
};

/* Whether it is a policy. False: @error says why, in a comment's line or in none; @place where it has no line. Free it. */
bool import_policy(struct ruleset *set, bool any_state, struct imported *imported, struct og_error *error, const char **place);
void import_free(struct imported *imported);

#endif
