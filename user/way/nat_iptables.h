/* SPDX-License-Identifier: GPL-2.0-only */
/* Rules of NAT as iptables-save has them. Pure. */
#ifndef OGCTL_NAT_IPTABLES_H
#define OGCTL_NAT_IPTABLES_H

#include "nat_rules.h"

/* "iptables-save -t nat", or ip6tables'. Changes @text. */
void nat_read_iptables(struct nat_rules *rules, const struct nat_packet *packet, const char *table, char *text);

#endif
