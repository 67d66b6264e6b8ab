/* SPDX-License-Identifier: GPL-2.0-only */
/* The tables of iptables-legacy and ip6tables-legacy, by getsockopt(). */
#ifndef OGCTL_OTHER_FILTERS_LEGACY_H
#define OGCTL_OTHER_FILTERS_LEGACY_H

#include "filter_list.h"

/* Into @others, which says too where that was not permitted. */
void other_filters_read_legacy(struct other_filters *others);

#endif
