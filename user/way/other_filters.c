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
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#define TRIES	5	/* while somebody changes them */

/* A chain as nft tells it. */
struct chain {
	const char *table, *name, *type;
	u32 hook, policy, rules;
	bool base;
};

static u32 number_of(const struct rtattr *attribute)
{
	u32 value = 0;

	if (RTA_PAYLOAD(attribute) >= sizeof(value))
		memcpy(&value, RTA_DATA(attribute), sizeof(value));
	return ntohl(value);
}

/* "": it does not end where it should */
static const char *text_of(const struct rtattr *attribute)
{
	const char *text = RTA_DATA(attribute);

	return memchr(text, '\0', RTA_PAYLOAD(attribute)) ? text : "";
}

static void take_hook(const struct rtattr *hook, struct chain *chain)
{
	const struct rtattr *attribute = RTA_DATA(hook);
	int left = RTA_PAYLOAD(hook);

	chain->base = true;
	for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left))
		if ((attribute->rta_type & NLA_TYPE_MASK) == NFTA_HOOK_HOOKNUM)
			chain->hook = number_of(attribute);
}

static void take_attribute(const struct rtattr *attribute, struct chain *chain)
{
	switch (attribute->rta_type & NLA_TYPE_MASK) {
	case NFTA_CHAIN_TABLE:
		chain->table = text_of(attribute);
		break;
	case NFTA_CHAIN_NAME:
		chain->name = text_of(attribute);
		break;
	case NFTA_CHAIN_TYPE:
		chain->type = text_of(attribute);
		break;
	case NFTA_CHAIN_HOOK:
		take_hook(attribute, chain);
		break;
	case NFTA_CHAIN_POLICY:
		chain->policy = number_of(attribute);
		break;
	case NFTA_CHAIN_USE:
		chain->rules = number_of(attribute);
		break;
	}
}

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

static void take_chain(void *to, const struct nlmsghdr *answer)
{
	const struct nfgenmsg *said = NLMSG_DATA(answer);
	const struct rtattr *attribute = (const struct rtattr *)
					 ((const char *)said + NLMSG_ALIGN(sizeof(*said)));
	struct chain chain = { .table = "", .name = "", .type = "", .policy = NF_ACCEPT };
	int left = NLMSG_PAYLOAD(answer, sizeof(*said));
	struct other_filter other = { 0 };

	if (answer->nlmsg_type != (NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWCHAIN))
		return;
	for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left))
		take_attribute(attribute, &chain);
	other.families = families_of(said->nfgen_family);
	other.rewrites = !strcmp(chain.type, "nat");
	if (!chain.base || !other.families || (!chain.rules && chain.policy == NF_ACCEPT) ||
	    !strcmp(chain.table, NFT_OWN_TABLE) ||
	    !find_station(said->nfgen_family, chain.hook, &other.station))
		return;
	snprintf(other.name, sizeof(other.name), "nft's table %s %s, chain %s",
		 family_name(said->nfgen_family), chain.table, chain.name);
	other_filters_add(to, &other);
}

/* Whether a module is a part of this kernel, which has no folder in /sys then; where that cannot be told, it may be. */
static bool may_be_built_in(const char *file)
{
	struct utsname name;
	char *path, *text;
	size_t size;
	bool may;

	if (uname(&name))
		return true;
	path = need_text("/lib/modules/%s/modules.builtin", name.release);
	if (system_read_file(path, &text, &size)) {
		free(path);
		return true;
	}
	may = strstr(text, file);
	free(text);
	free(path);
	return may;
}

/* Asking would load it where it is not. */
static bool has_nft(void)
{
	return !system_is_elsewhere() && (!access("/sys/module/nf_tables", F_OK) || may_be_built_in("/nf_tables.ko"));
}

static void read_nft(struct other_filters *others)
{
	struct {
		struct nlmsghdr header;
		struct nfgenmsg said;
	} question;
	int error = -EINTR, tries;
	size_t before = others->count;

	for (tries = 0; error == -EINTR && tries < TRIES; tries++) {
		others->count = before;
		memset(&question, 0, sizeof(question));
		question.header.nlmsg_len = sizeof(question);
		question.header.nlmsg_type = NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_GETCHAIN;
		question.header.nlmsg_flags = NLM_F_DUMP;
		error = netlink_ask(NETLINK_NETFILTER, &question.header, take_chain, others);
	}
	others->unasked |= error && error != -EINVAL && error != -EOPNOTSUPP;
}

void other_filters_read(struct other_filters *others)
{
	*others = (struct other_filters){ 0 };
	if (has_nft())
		read_nft(others);
	other_filters_read_legacy(others);
}
