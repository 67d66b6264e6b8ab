// SPDX-License-Identifier: GPL-2.0-only
#include "routing_rules.h"
#include "base/need.h"
#include "machine/netlink.h"

#include <linux/fib_rules.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void take_range(const struct netlink_attributes *has, u16 type, u16 range[2])
{
	const struct fib_rule_port_range *said = netlink_bytes(has, type, sizeof(*said), NULL);

	if (!said)
		return;
	range[0] = said->start;
	range[1] = said->end;
}

static void take_rule(void *to, const struct nlmsghdr *answer)
{
	struct netlink_attributes has;
	const struct fib_rule_hdr *said = netlink_open(answer, RTM_NEWRULE, sizeof(*said), &has);
	struct routing_rules *rules = to;
	struct routing_rule rule = { 0 };

	if (!said || (said->family != AF_INET && said->family != AF_INET6))
		return;
	rule.family = said->family == AF_INET6 ? OG_IPV6 : OG_IPV4;
	rule.tos = said->tos;
	rule.priority = netlink_u32(&has, FRA_PRIORITY);
	rule.mark = netlink_u32(&has, FRA_FWMARK);
	rule.mask = netlink_u32(&has, FRA_FWMASK);
	rule.proto = netlink_u8(&has, FRA_IP_PROTO);
	take_range(&has, FRA_SPORT_RANGE, rule.source_port);
	take_range(&has, FRA_DPORT_RANGE, rule.port);
	rules->list = need_room(rules->list, &rules->room, rules->count, sizeof(rule));
	rules->list[rules->count++] = rule;
}

int routing_rules_read(struct routing_rules *rules)
{
	struct netlink_question question;

	*rules = (struct routing_rules){ 0 };
	netlink_begin(&question, RTM_GETRULE, NLM_F_DUMP, sizeof(struct fib_rule_hdr));
	return netlink_dump(NETLINK_ROUTE, &question, take_rule, rules, &rules->count);
}

void routing_rules_release(struct routing_rules *rules)
{
	free(rules->list);
	*rules = (struct routing_rules){ 0 };
}
