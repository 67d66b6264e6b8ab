// SPDX-License-Identifier: GPL-2.0-only
#include "routing_rules.h"
#include "base/need.h"
#include "machine/netlink.h"

#include <errno.h>
#include <linux/fib_rules.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define TRIES	5	/* while somebody changes them */

static void take_u32(const struct rtattr *attribute, u32 *value)
{
	if (RTA_PAYLOAD(attribute) == sizeof(*value))
		memcpy(value, RTA_DATA(attribute), sizeof(*value));
}

static void take_range(const struct rtattr *attribute, u16 range[2])
{
	struct fib_rule_port_range said;

	if (RTA_PAYLOAD(attribute) != sizeof(said))
		return;
	memcpy(&said, RTA_DATA(attribute), sizeof(said));
	range[0] = said.start;
	range[1] = said.end;
}

static void take_attribute(const struct rtattr *attribute, struct routing_rule *rule)
{
	switch (attribute->rta_type) {
	case FRA_PRIORITY:
		take_u32(attribute, &rule->priority);
		break;
	case FRA_FWMARK:
		take_u32(attribute, &rule->mark);
		break;
	case FRA_FWMASK:
		take_u32(attribute, &rule->mask);
		break;
	case FRA_IP_PROTO:
		if (RTA_PAYLOAD(attribute) >= 1)
			rule->proto = *(const u8 *)RTA_DATA(attribute);
		break;
	case FRA_SPORT_RANGE:
		take_range(attribute, rule->source_port);
		break;
	case FRA_DPORT_RANGE:
		take_range(attribute, rule->port);
		break;
	}
}

static void take_rule(void *to, const struct nlmsghdr *answer)
{
	const struct fib_rule_hdr *said = NLMSG_DATA(answer);
	const struct rtattr *attribute = (const struct rtattr *)
					 ((const char *)said + NLMSG_ALIGN(sizeof(*said)));
	struct routing_rule rule = { .family = said->family == AF_INET6 ? OG_IPV6 : OG_IPV4, .tos = said->tos };
	int left = NLMSG_PAYLOAD(answer, sizeof(*said));
	struct routing_rules *rules = to;

	if (answer->nlmsg_type != RTM_NEWRULE || (said->family != AF_INET && said->family != AF_INET6))
		return;
	for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left))
		take_attribute(attribute, &rule);
	rules->list = need_room(rules->list, &rules->room, rules->count, sizeof(rule));
	rules->list[rules->count++] = rule;
}

int routing_rules_read(struct routing_rules *rules)
{
	struct {
		struct nlmsghdr header;
		struct fib_rule_hdr rule;
	} question;
	int error = -EINTR, tries;

	*rules = (struct routing_rules){ 0 };
	for (tries = 0; error == -EINTR && tries < TRIES; tries++) {
		rules->count = 0;
		memset(&question, 0, sizeof(question));
		question.header.nlmsg_len = sizeof(question);
		question.header.nlmsg_type = RTM_GETRULE;
		question.header.nlmsg_flags = NLM_F_DUMP;
		error = netlink_ask(NETLINK_ROUTE, &question.header, take_rule, rules);
	}
	return error;
}

void routing_rules_release(struct routing_rules *rules)
{
	free(rules->list);
	*rules = (struct routing_rules){ 0 };
}
