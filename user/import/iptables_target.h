/* SPDX-License-Identifier: GPL-2.0-only */
/* What the targets of iptables do to a packet, by their names. */
#ifndef OGCTL_IMPORT_IPTABLES_TARGET_H
#define OGCTL_IMPORT_IPTABLES_TARGET_H

#include "ruleset.h"

/* Whether it is one; VERDICT_NONE: it says nothing of a packet's fate; VERDICT_UNKNOWN: nobody here knows. */
bool iptables_target(const char *table, const char *name, enum verdict *verdict);

#endif
