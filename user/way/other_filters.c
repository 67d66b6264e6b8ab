// SPDX-License-Identifier: GPL-2.0-only
#include "other_filters.h"
#include "base/need.h"
#include "machine/netlink.h"
#include "machine/nft_chains.h"
#include "filter_graph.h"
#include "filter_station.h"
#include "nft_rule.h"
#include "other_filters_legacy.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What is found while it is read. */
struct nft_reading {
	struct other_filters *others;
	struct filter_graph graph;
	struct filter_chain **of;	/* of each of @others */
	size_t of_room;
	char **asleep;			/* tables that are dormant: none of their chains is at work */
	size_t asleep_count, asleep_room;
};

static char *table_key(u8 family, const char *table)
{
	return need_text("%u %s", family, table);
}

static void take_table(void *to, const struct nlmsghdr *answer)
{
	const u16 type = NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWTABLE;
	struct netlink_attributes has;
	const struct nfgenmsg *said = netlink_open(answer, type, sizeof(*said), &has);
	struct nft_reading *reading = to;

	if (!said || !(ntohl(netlink_u32(&has, NFTA_TABLE_FLAGS)) & NFT_TABLE_F_DORMANT))
		return;
	reading->asleep = need_room(reading->asleep, &reading->asleep_room, reading->asleep_count, sizeof(char *));
	reading->asleep[reading->asleep_count++] = table_key(said->nfgen_family, netlink_text(&has, NFTA_TABLE_NAME));
}

static bool is_asleep(const struct nft_reading *reading, u8 family, const char *table)
{
	char *key = table_key(family, table);
	bool found = false;
	size_t i;

	for (i = 0; i < reading->asleep_count; i++)
		found |= !strcmp(reading->asleep[i], key);
	free(key);
	return found;
}

static bool policy_drops(const struct netlink_attributes *has)
{
	return has->of[NFTA_CHAIN_POLICY] && ntohl(netlink_u32(has, NFTA_CHAIN_POLICY)) == NF_DROP;
}

/* It has no rule, and accepts. */
static bool does_nothing(const struct netlink_attributes *has)
{
	return !policy_drops(has) && !netlink_u32(has, NFTA_CHAIN_USE);
}

static void take_chain(void *to, const struct nlmsghdr *answer)
{
	const u16 type = NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWCHAIN;
	struct netlink_attributes has, hook;
	const struct nfgenmsg *said = netlink_open(answer, type, sizeof(*said), &has);
	struct other_filter other = { 0 };
	struct nft_reading *reading = to;
	struct filter_chain *chain;
	const char *table, *name;

	if (!said || !has.of[NFTA_CHAIN_HOOK])
		return;
	netlink_nested(&has, NFTA_CHAIN_HOOK, &hook);
	table = netlink_text(&has, NFTA_CHAIN_TABLE);
	name = netlink_text(&has, NFTA_CHAIN_NAME);
	other.rewrites = !strcmp(netlink_text(&has, NFTA_CHAIN_TYPE), "nat");
	if (does_nothing(&has) || !strcmp(table, NFT_OWN_TABLE) ||
	    !filter_station_find(said->nfgen_family, ntohl(netlink_u32(&hook, NFTA_HOOK_HOOKNUM)), &other) ||
	    is_asleep(reading, said->nfgen_family, table))
		return;
	snprintf(other.name, sizeof(other.name), "nft's table %s %s, chain %s", filter_station_family(said->nfgen_family), table, name);
	chain = filter_graph_chain(&reading->graph, said->nfgen_family, table, name);
	chain->policy_drops = policy_drops(&has);
	reading->of = need_room(reading->of, &reading->of_room, reading->others->count, sizeof(struct filter_chain *));
	reading->of[reading->others->count] = chain;
	other_filters_add(reading->others, &other);
}

static void take_rule(void *to, const struct nlmsghdr *answer)
{
	const u16 type = NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWRULE;
	struct netlink_attributes has;
	const struct nfgenmsg *said = netlink_open(answer, type, sizeof(*said), &has);
	struct nft_reading *reading = to;
	struct nft_rule_says verdicts;
	struct filter_chain *chain;
	const char *table;
	unsigned int i;

	if (!said)
		return;
	nft_rule_read(&has, &verdicts);
	if (!verdicts.may_drop && !verdicts.jump_count)
		return;
	table = netlink_text(&has, NFTA_RULE_TABLE);
	chain = filter_graph_chain(&reading->graph, said->nfgen_family, table, netlink_text(&has, NFTA_RULE_CHAIN));
	chain->drops |= verdicts.may_drop;
	for (i = 0; i < verdicts.jump_count; i++)
		filter_graph_jump(&reading->graph, chain,
				  filter_graph_chain(&reading->graph, said->nfgen_family, table, verdicts.jumps[i]));
}

static int dump(struct nft_reading *reading, u16 message, netlink_visit visit, size_t *count)
{
	struct netlink_question question;

	netlink_begin(&question, NFNL_SUBSYS_NFTABLES << 8 | message, NLM_F_DUMP, sizeof(struct nfgenmsg));
	return netlink_dump(NETLINK_NETFILTER, &question, visit, reading, count);
}

static void nft_reading_end(struct nft_reading *reading)
{
	size_t i;

	for (i = 0; i < reading->asleep_count; i++)
		free(reading->asleep[i]);
	free(reading->asleep);
	free(reading->of);
	filter_graph_release(&reading->graph);
}

static void read_nft(struct other_filters *others)
{
	struct nft_reading reading = { .others = others };
	size_t none = 0, i;
	int error = dump(&reading, NFT_MSG_GETTABLE, take_table, &reading.asleep_count);

	if (!error)
		error = dump(&reading, NFT_MSG_GETCHAIN, take_chain, &others->count);
	if (!error && others->count)
		error = dump(&reading, NFT_MSG_GETRULE, take_rule, &none);
	others->unasked |= error && error != -EINVAL && error != -EOPNOTSUPP;
	filter_graph_settle(&reading.graph);
	for (i = 0; i < others->count; i++) {
		others->list[i].drops = reading.of[i]->drops;
		others->list[i].by = reading.of[i]->by;
	}
	nft_reading_end(&reading);
}

void other_filters_read(struct other_filters *others)
{
	*others = (struct other_filters){ 0 };
	if (nft_is_there())
		read_nft(others);
	other_filters_read_legacy(others);
}
