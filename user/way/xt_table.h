/* SPDX-License-Identifier: GPL-2.0-only */
/* A table of iptables-legacy, as the kernel gives it out in one piece: its rules into a graph of chains. Pure. */
#ifndef OGCTL_XT_TABLE_H
#define OGCTL_XT_TABLE_H

#include "filter_graph.h"
#include "policy.h"

#include <netinet/in.h>
#include <linux/netfilter_ipv4/ip_tables.h>

#define XT_PLACES	5	/* NF_INET_PRE_ROUTING to NF_INET_POST_ROUTING */

/* ip_tables and ip6_tables have the same layout of @info. @chains[]: those of the places that the table has. */
void xt_table_read(const struct ipt_getinfo *info, enum og_family family, const char *entries, struct filter_graph *graph,
		   struct filter_chain *chains[XT_PLACES]);

#endif
