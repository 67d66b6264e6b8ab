/* SPDX-License-Identifier: GPL-2.0-only */
/* What NAT makes of a packet's destination before it is routed, by the rules that this machine has for that. */
#ifndef OGCTL_NAT_H
#define OGCTL_NAT_H

#include "nat_rules.h"
#include "other_filters.h"

/*
 * All rules of this namespace, of the chains that @others has; runs nft and iptables-save. False: there are rules
 * that could not be read.
 */
bool nat_find(const struct other_filters *others, const struct nat_packet *packet, struct nat_answer *answer);

#endif
