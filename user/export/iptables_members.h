/* SPDX-License-Identifier: GPL-2.0-only */
/* Who is of a zone, as rules of iptables. */
#ifndef OGCTL_IPTABLES_MEMBERS_H
#define OGCTL_IPTABLES_MEMBERS_H

#include "iptables_text.h"

/* Visit each way to be of the zone in @slot, of which the rules that are written then are: @rules with its "-i" or "-s". */
typedef void (*iptables_visit)(void *to, const struct iptables_rules *rules);
void iptables_members_each(const struct iptables_rules *rules, const struct og_zones *zones, unsigned int slot,
			   iptables_visit visit, void *to);

/* Comments on devices for which there is no such rule. */
void iptables_unsayable(FILE *out, const struct og_zones *zones);

#endif
