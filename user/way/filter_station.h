/* SPDX-License-Identifier: GPL-2.0-only */
/* Where a packet meets a chain of nft, by the family of its table and its hook. */
#ifndef OGCTL_FILTER_STATION_H
#define OGCTL_FILTER_STATION_H

#include "filter_list.h"

/*
 * Into @other its station, and the families of the packets that meet it there. @family: NFPROTO_*. False: no packet from
 * outside comes by it on its way to a chain of ours, or behind it.
 */
bool filter_station_find(u8 family, u32 hook, struct other_filter *other);
/* As nft calls it: "inet". */
const char *filter_station_family(u8 family);

#endif
