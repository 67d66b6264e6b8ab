// SPDX-License-Identifier: GPL-2.0-only
#include "nft_rule.h"

#include <arpa/inet.h>
#include <libmnl/libmnl.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nf_tables_compat.h>
#include <string.h>

bool xt_target_lets_pass(const char *name)
{
	static const char *const pass[] = {
		"AUDIT", "CHECKSUM", "CLASSIFY", "CONNMARK", "CONNSECMARK", "CT", "DNAT", "DSCP", "HL", "HMARK", "IDLETIMER", "LED", "LOG",
		"MARK", "MASQUERADE", "NETMAP", "NFLOG", "NOTRACK", "RATEEST", "REDIRECT", "SECMARK", "SET", "SNAT", "TCPMSS",
		"TCPOPTSTRIP", "TEE", "TOS", "TPROXY", "TRACE", "TTL", "ULOG",
	};
	size_t i;

	for (i = 0; i < sizeof(pass) / sizeof(pass[0]); i++)
		if (!strcmp(pass[i], name))
			return true;
	return false;
}

static void take_immediate(const struct netlink_attributes *data, struct nft_rule_says *verdicts)
{
	struct netlink_attributes value, verdict;
	int code;

	if (ntohl(netlink_u32(data, NFTA_IMMEDIATE_DREG)) != NFT_REG_VERDICT)
		return;
	netlink_nested(data, NFTA_IMMEDIATE_DATA, &value);
	netlink_nested(&value, NFTA_DATA_VERDICT, &verdict);
	if (!verdict.of[NFTA_VERDICT_CODE])
		return;
	code = (int)ntohl(netlink_u32(&verdict, NFTA_VERDICT_CODE));
	verdicts->may_drop |= code == NF_DROP;
	if ((code == NFT_JUMP || code == NFT_GOTO) && verdicts->jump_count < NFT_JUMPS_MAX)
		verdicts->jumps[verdicts->jump_count++] = netlink_text(&verdict, NFTA_VERDICT_CHAIN);
}

/* Its elements are not looked at: they change with no rule's change. */
static bool is_verdict_map(const struct netlink_attributes *data)
{
	return data->of[NFTA_LOOKUP_DREG] && ntohl(netlink_u32(data, NFTA_LOOKUP_DREG)) == NFT_REG_VERDICT;
}

static void take_expression(const struct nlattr *element, struct nft_rule_says *verdicts)
{
	static const char *const takers[] = { "reject", "queue", "synproxy", "fwd" };
	struct netlink_attributes expression, data;
	const char *name;
	size_t i;

	netlink_parse(mnl_attr_get_payload(element), mnl_attr_get_payload_len(element), &expression);
	name = netlink_text(&expression, NFTA_EXPR_NAME);
	netlink_nested(&expression, NFTA_EXPR_DATA, &data);
	for (i = 0; i < sizeof(takers) / sizeof(takers[0]); i++)
		verdicts->may_drop |= !strcmp(name, takers[i]);
	if (!strcmp(name, "immediate"))
		take_immediate(&data, verdicts);
	else if (!strcmp(name, "lookup"))
		verdicts->may_drop |= is_verdict_map(&data);
	else if (!strcmp(name, "target"))
		verdicts->may_drop |= !xt_target_lets_pass(netlink_text(&data, NFTA_TARGET_NAME));
}

void nft_rule_read(const struct netlink_attributes *rule, struct nft_rule_says *verdicts)
{
	const struct nlattr *expressions = rule->of[NFTA_RULE_EXPRESSIONS], *element;

	*verdicts = (struct nft_rule_says){ 0 };
	if (!expressions)
		return;
	mnl_attr_for_each_nested(element, expressions)
		take_expression(element, verdicts);
}
