/* SPDX-License-Identifier: GPL-2.0-only */
/* What iptables-save and ip6tables-save write. */
#ifndef OGCTL_IMPORT_IPTABLES_H
#define OGCTL_IMPORT_IPTABLES_H

#include "ruleset.h"

/* Add a file's tables. False: @error says where it is none of theirs, or was cut. */
bool iptables_read(struct ruleset *set, const struct source *source, struct og_error *error);

#endif
