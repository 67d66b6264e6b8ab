// SPDX-License-Identifier: GPL-2.0-only
/* Who comes behind early, and routes that change packets, as the kernel's netlink tells of them. */
#include "machine/behind_prerouting.h"
#include "machine/changing_routes.h"
#include "test_user.h"

#include <arpa/inet.h>
#include <linux/lwtunnel.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

static struct {
	struct nlmsghdr header;
	char bytes[512];
} message;

static char *end_of_message(void)
{
	return (char *)&message + NLMSG_ALIGN(message.header.nlmsg_len);
}

static void begin(u16 type, const void *head, size_t size)
{
	memset(&message, 0, sizeof(message));
	message.header.nlmsg_type = type;
	message.header.nlmsg_len = (u32)NLMSG_LENGTH(size);
	memcpy(NLMSG_DATA(&message.header), head, size);
}

static struct nlattr *put(unsigned int type, const void *data, size_t size)
{
	struct nlattr *attribute = (struct nlattr *)end_of_message();

	attribute->nla_type = (u16)type;
	attribute->nla_len = (u16)(NLA_HDRLEN + size);
	memcpy(attribute + 1, data, size);
	message.header.nlmsg_len = (u32)((char *)attribute - (char *)&message) + NLA_ALIGN(attribute->nla_len);
	return attribute;
}

static void put_text(unsigned int type, const char *text)
{
	put(type, text, strlen(text) + 1);
}

static void close_nest(struct nlattr *nest)
{
	nest->nla_len = (u16)(end_of_message() - (char *)nest);
}

/* --- chains of nft --- */

/* @type NULL: none that packets come to by themselves. */
static void add_chain(struct nft_chains *chains, u8 family, const char *table, const char *name,
		      const char *type, u32 number, int priority)
{
	const struct nfgenmsg head = { .nfgen_family = family };
	u32 words[] = { htonl(number), htonl((u32)priority) };
	struct nlattr *hook;

	begin(NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWCHAIN, &head, sizeof(head));
	put_text(NFTA_CHAIN_TABLE, table);
	put_text(NFTA_CHAIN_NAME, name);
	if (type) {
		hook = put(NFTA_CHAIN_HOOK | NLA_F_NESTED, "", 0);
		put(NFTA_HOOK_HOOKNUM, &words[0], sizeof(u32));
		put(NFTA_HOOK_PRIORITY, &words[1], sizeof(u32));
		close_nest(hook);
		put_text(NFTA_CHAIN_TYPE, type);
	}
	nft_chains_take(chains, &message.header);
}

static void expect_behind(enum og_family family, const struct nft_chains *chains, const char *tables,
			  const char *wanted)
{
	struct behind behind;
	char *text;

	behind_take(&behind, family, chains, tables);
	text = behind_text(&behind);
	assert_string_equal(behind.count ? text : "nobody", wanted);
	free(text);
	behind_release(&behind);
}

static void who_comes_behind(void **state)
{
	static const struct {
		u8 family;
		const char *type;
		u32 hook;
		int priority;
		bool four, six;
	} rows[] = {
		{ NFPROTO_IPV4, "filter", NF_INET_PRE_ROUTING, -150, true, false },
		{ NFPROTO_IPV6, "filter", NF_INET_PRE_ROUTING, -150, false, true },
		{ NFPROTO_INET, "filter", NF_INET_PRE_ROUTING, 0, true, true },
		{ NFPROTO_INET, "filter", NF_INET_PRE_ROUTING, -201, true, true },
		{ NFPROTO_INET, "filter", NF_INET_PRE_ROUTING, -202, false, false },
		{ NFPROTO_INET, "filter", NF_INET_LOCAL_IN, 0, false, false },
		{ NFPROTO_INET, NULL, 0, 0, false, false },
		{ NFPROTO_BRIDGE, "filter", NF_INET_PRE_ROUTING, 0, false, false },
		{ NFPROTO_NETDEV, "filter", 0, 0, false, false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct nft_chains chains = { 0 };
		char wanted[40];

		add_chain(&chains, rows[i].family, "t", "c", rows[i].type, rows[i].hook, rows[i].priority);
		snprintf(wanted, sizeof(wanted), "chain c of table %s t", rows[i].family == NFPROTO_INET ? "inet" :
			 rows[i].family == NFPROTO_IPV4 ? "ip" : "ip6");
		expect_behind(OG_IPV4, &chains, "", rows[i].four ? wanted : "nobody");
		expect_behind(OG_IPV6, &chains, "", rows[i].six ? wanted : "nobody");
		nft_chains_release(&chains);
	}
}

/* Wherever its chain stands. */
static void nat_comes_behind(void **state)
{
	struct nft_chains chains = { 0 };

	(void)state;
	add_chain(&chains, NFPROTO_IPV4, "home\n", "out", "nat", NF_INET_POST_ROUTING, 100);
	expect_behind(OG_IPV4, &chains, "", "NAT by chain out of table ip home?");
	expect_behind(OG_IPV6, &chains, "", "nobody");
	expect_behind(OG_IPV6, &chains, "filter\nmangle\n", "the table mangle of iptables-legacy");
	expect_behind(OG_IPV6, &chains, "filter\nnat2\nxnat\n", "nobody");
	expect_behind(OG_IPV4, &chains, "nat\nmangle\n", "NAT by chain out of table ip home?, NAT by iptables-legacy and "
		      "the table mangle of iptables-legacy");
	nft_chains_release(&chains);
}

/* Nothing is read beyond what is there. */
static void cut_messages(void **state)
{
	struct nft_chains chains = { 0 };
	u32 whole;

	(void)state;
	add_chain(&chains, NFPROTO_IPV4, "home", "out", "nat", NF_INET_POST_ROUTING, 100);
	for (whole = message.header.nlmsg_len; whole > NLMSG_LENGTH(0); whole--) {
		message.header.nlmsg_len = whole - 1;
		nft_chains_take(&chains, &message.header);
	}
	nft_chains_release(&chains);
}

/* --- routes --- */

static void begin_route(u8 family, u8 bits, const char *to)
{
	const struct rtmsg head = { .rtm_family = family, .rtm_dst_len = bits, .rtm_type = RTN_UNICAST };
	u8 address[16];

	begin(RTM_NEWROUTE, &head, sizeof(head));
	if (to && inet_pton(family, to, address) == 1)
		put(RTA_DST, address, family == AF_INET6 ? 16 : 4);
}

/* @hook: of bpf's programs, LWT_BPF_*; 0: another tunnel's attributes. */
static void put_tunnel(u16 type, unsigned int hook)
{
	struct nlattr *nest = put(RTA_ENCAP | NLA_F_NESTED, "", 0);

	put(hook ? hook : 1, "", 0);
	close_nest(nest);
	put(RTA_ENCAP_TYPE, &type, sizeof(type));
}

static void expect_route(const char *wanted)
{
	struct changing_routes routes = { 0 };

	changing_routes_take(&routes, &message.header);
	assert_int_equal(routes.count, *wanted ? 1 : 0);
	assert_string_equal(routes.first, wanted);
}

static void routes_that_change(void **state)
{
	static const struct {
		u16 type;
		unsigned int hook;
		const char *wanted;
	} rows[] = {
		{ LWTUNNEL_ENCAP_SEG6, 0, "10.9.0.0/16 encap seg6" },
		{ LWTUNNEL_ENCAP_SEG6_LOCAL, 0, "10.9.0.0/16 encap seg6local" },
		{ LWTUNNEL_ENCAP_ILA, 0, "10.9.0.0/16 encap ila" },
		{ LWTUNNEL_ENCAP_BPF, LWT_BPF_IN, "10.9.0.0/16 encap bpf" },
		{ LWTUNNEL_ENCAP_BPF, LWT_BPF_OUT, "" },
		{ LWTUNNEL_ENCAP_BPF, LWT_BPF_XMIT, "" },
		{ LWTUNNEL_ENCAP_MPLS, 0, "" }, { LWTUNNEL_ENCAP_IP, 0, "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		begin_route(AF_INET, 16, "10.9.0.0");
		put_tunnel(rows[i].type, rows[i].hook);
		expect_route(rows[i].wanted);
	}
	begin_route(AF_INET6, 64, "fd09::");
	put_tunnel(LWTUNNEL_ENCAP_SEG6, 0);
	expect_route("fd09::/64 encap seg6");
	begin_route(AF_INET6, 0, NULL);
	put_tunnel(LWTUNNEL_ENCAP_SEG6, 0);
	expect_route("default encap seg6");
	begin_route(AF_INET, 24, "10.9.1.0");
	expect_route("");
}

/* Of several ways the second has it. */
static void routes_with_ways(void **state)
{
	struct nlattr *ways;
	struct rtnexthop *hop;
	unsigned int i;

	(void)state;
	begin_route(AF_INET, 24, "10.9.2.0");
	ways = put(RTA_MULTIPATH, "", 0);
	for (i = 0; i < 2; i++) {
		hop = (struct rtnexthop *)end_of_message();
		message.header.nlmsg_len += (u32)sizeof(*hop);
		if (i)
			put_tunnel(LWTUNNEL_ENCAP_SEG6, 0);
		hop->rtnh_len = (u16)(end_of_message() - (char *)hop);
	}
	close_nest(ways);
	expect_route("10.9.2.0/24 encap seg6");
	hop->rtnh_len = 0;
	expect_route("");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_comes_behind), cmocka_unit_test(nat_comes_behind),
		cmocka_unit_test(cut_messages),
		cmocka_unit_test(routes_that_change), cmocka_unit_test(routes_with_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
