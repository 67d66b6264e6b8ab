// SPDX-License-Identifier: GPL-2.0-only
#include "other_filters.h"
#include "base/need.h"
#include "base/system_file.h"
#include "machine/netlink.h"
#include "machine/nft_chains.h"
#include "other_filters_legacy.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* False: no packet from outside comes by it on its way to a chain of ours, or behind it. */
static bool find_station(u8 family, u32 hook, enum station *station)
{
	static const struct {
		u32 hook;
		enum station station;
	} stations[] = {
		{ NF_INET_PRE_ROUTING, STATION_PREROUTING }, { NF_INET_LOCAL_IN, STATION_INPUT },
		{ NF_INET_FORWARD, STATION_FORWARD }, { NF_INET_POST_ROUTING, STATION_POSTROUTING },
		{ NF_INET_INGRESS, STATION_INGRESS },
	};
	size_t i;

	if (family == NFPROTO_NETDEV) {
		*station = STATION_INGRESS;
		return hook == NF_NETDEV_INGRESS;
	}
	for (i = 0; i < sizeof(stations) / sizeof(stations[0]); i++) {
		if (stations[i].hook != hook)
			continue;
		*station = stations[i].station;
		return true;
	}
	return false;
}

static const char *family_name(u8 family)
{
	return family == NFPROTO_IPV4 ? "ip" : family == NFPROTO_IPV6 ? "ip6" :
	       family == NFPROTO_INET ? "inet" : "netdev";
}

static u8 families_of(u8 family)
{
	return family == NFPROTO_IPV4 ? 1 << OG_IPV4 : family == NFPROTO_IPV6 ? 1 << OG_IPV6 :
	       family == NFPROTO_INET || family == NFPROTO_NETDEV ? 1 << OG_IPV4 | 1 << OG_IPV6 : 0;
}

/* It has no rule, and accepts. */
static bool does_nothing(const struct netlink_attributes *has)
{
	bool accepts = !has->of[NFTA_CHAIN_POLICY] || ntohl(netlink_u32(has, NFTA_CHAIN_POLICY)) == NF_ACCEPT;

	return accepts && !netlink_u32(has, NFTA_CHAIN_USE);
}

static void take_chain(void *to, const struct nlmsghdr *answer)
{
	const u16 type = NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWCHAIN;
	struct netlink_attributes has, hook;
	const struct nfgenmsg *said = netlink_open(answer, type, sizeof(*said), &has);
	struct other_filter other = { 0 };
	const char *table;

	if (!said || !has.of[NFTA_CHAIN_HOOK])
		return;
	netlink_nested(&has, NFTA_CHAIN_HOOK, &hook);
	table = netlink_text(&has, NFTA_CHAIN_TABLE);
	other.families = families_of(said->nfgen_family);
	other.rewrites = !strcmp(netlink_text(&has, NFTA_CHAIN_TYPE), "nat");
	if (!other.families || does_nothing(&has) || !strcmp(table, NFT_OWN_TABLE) ||
	    !find_station(said->nfgen_family, ntohl(netlink_u32(&hook, NFTA_HOOK_HOOKNUM)), &other.station))
		return;
	snprintf(other.name, sizeof(other.name), "nft's table %s %s, chain %s", family_name(said->nfgen_family), table,
		 netlink_text(&has, NFTA_CHAIN_NAME));
	other_filters_add(to, &other);
}

static void read_nft(struct other_filters *others)
{
	struct netlink_question question;
	int error;

	netlink_begin(&question, NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_GETCHAIN, NLM_F_DUMP, sizeof(struct nfgenmsg));
	error = netlink_dump(NETLINK_NETFILTER, &question, take_chain, others, &others->count);
	others->unasked |= error && error != -EINVAL && error != -EOPNOTSUPP;
}

void other_filters_read(struct other_filters *others)
{
	*others = (struct other_filters){ 0 };
	if (nft_is_there())
		read_nft(others);
	other_filters_read_legacy(others);
}
