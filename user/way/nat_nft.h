/* SPDX-License-Identifier: GPL-2.0-only */
/* Rules of NAT as nft has them in JSON. Pure. */
#ifndef OGCTL_NAT_NFT_H
#define OGCTL_NAT_NFT_H

#include "nat_rules.h"

/* "nft -j list table FAMILY NAME". False: it has rules of iptables', which nft does not show whole. */
bool nat_read_nft(struct nat_rules *rules, const struct nat_packet *packet, const char *table, const char *text);

#endif
