/* SPDX-License-Identifier: GPL-2.0-only */
/* Zones as sets, rules and chains of nft, and what the zones are told of a drop. */
#ifndef OGCTL_NFT_ZONES_H
#define OGCTL_NFT_ZONES_H

#include "policy.h"

#include <stdio.h>

/* Whether any zone's list may let a packet of this chain pass. */
bool nft_zones_in_chain(const struct og_zones *zones, enum og_chain_id chain);

/* What all chains look into: the zones' networks, and where packets are dropped, how they are refused. */
void nft_zones_begin(FILE *out, const struct og_zones *zones, bool drops);
/* A chain for each zone's list, which accepts what it lists and returns from the rest. */
void nft_zones_lists(FILE *out, const struct og_zones *zones, enum og_chain_id chain);

/* Rules: into those chains; and what is dropped, refused where it is to be. */
void nft_zones_accept(FILE *out, const struct og_zones *zones, enum og_chain_id chain);
void nft_zones_refuse(FILE *out, const struct og_zones *zones);

#endif
