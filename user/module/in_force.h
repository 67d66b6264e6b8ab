/* SPDX-License-Identifier: GPL-2.0-only */
/* The policy to answer on: what is in force, or the file that --policy names. */
#ifndef OGCTL_IN_FORCE_H
#define OGCTL_IN_FORCE_H

#include "base/request.h"
#include "policy/source.h"

/* What is in force here. 0 or a negative errno; -EPROTO: in words that this tool does not know. */
int module_read_live(struct og_policy *policy);
/* The same. 0 or an exit code, after a complaint. */
int policy_read_live(struct og_policy *policy);

/* One of the two, as --policy says. */
int policy_read(const struct options *options, struct og_policy *policy);

/* The same with its text, to say by which line of it something is so. Release it. */
int policy_read_text(const struct options *options, struct og_policy *policy,
		     struct source *text);

#endif
