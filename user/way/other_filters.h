/* SPDX-License-Identifier: GPL-2.0-only */
/* Who else has a say in packets: chains of nft and tables of iptables, by hook. */
#ifndef OGCTL_OTHER_FILTERS_H
#define OGCTL_OTHER_FILTERS_H

#include "filter_list.h"

/*
 * Those that have a rule or drop what no rule accepts: an empty chain does nothing. In this network namespace. What
 * takes a privilege that who asks does not have is left out and said in @unasked. Release it.
 */
void other_filters_read(struct other_filters *others);

#endif
