// SPDX-License-Identifier: GPL-2.0-only
#include "iptables_drop.h"
#include "iptables_members.h"

#define TO_REFUSE	"-g ogctl_refuse"

/* As the module's own limits (kmod/log.c, kmod/refuse.c). */
#define LOG_LIMIT	"-m limit --limit 50/second --limit-burst 50 "
#define REFUSE_LIMIT	"-m limit --limit 200/second --limit-burst 200 "

static void tell(void *to, const struct iptables_rules *rules)
{
	(void)to;
	iptables_rule(rules, IPTABLES_BOTH, "", TO_REFUSE);
}

static void drop_told(const struct iptables_rules *rules, const struct og_zones *zones)
{
	u8 slots[OG_ZONES];
	unsigned int count = og_zones_sorted(zones, slots), i;

	if (zones->refuse == OG_REFUSE_ALL)
		tell(NULL, rules);
	for (i = 0; i < count && zones->refuse == OG_REFUSE_ZONES; i++)
		if (zones->refuse_zones >> slots[i] & 1)
			iptables_members_each(rules, zones, slots[i], tell, NULL);
}

void iptables_drop(const struct iptables_rules *rules, const struct og_policy *policy)
{
	const u32 log = policy->setting[OG_SET_LOG];
	char target[sizeof("-j NFLOG --nflog-group 4294967295")];

	if (log != OG_LOG_OFF) {
		snprintf(target, sizeof(target), "-j NFLOG --nflog-group %u", log - 1);
		iptables_rule(rules, IPTABLES_BOTH, LOG_LIMIT, target);
	}
	if (policy->setting[OG_SET_MODE] == OG_MODE_AUDIT)
		return;
	drop_told(rules, &policy->zones);
	iptables_rule(rules, IPTABLES_BOTH, "", "-j DROP");
}

bool iptables_refuses(const struct og_policy *policy)
{
	return policy->zones.refuse != OG_REFUSE_DROP && policy->setting[OG_SET_MODE] != OG_MODE_AUDIT;
}

/*
 * As the module (kmod/refuse.c): sent to this machine alone, and never what conntrack takes for invalid or related. Over
 * the limit a packet is dropped as any other.
 */
void iptables_refuse(FILE *out)
{
	const struct iptables_rules refuse = { out, "ogctl_refuse", IPTABLES_BOTH, "", NULL };
	const struct iptables_rules reject = { out, "ogctl_reject", IPTABLES_BOTH, "", NULL };

	iptables_rule(&refuse, IPTABLES_BOTH, "-m conntrack ! --ctstate NEW,ESTABLISHED,UNTRACKED ", "-j DROP");
	iptables_rule(&refuse, IPTABLES_BOTH, "-m pkttype ! --pkt-type unicast ", "-j DROP");
	iptables_rule(&refuse, IPTABLES_BOTH, REFUSE_LIMIT, "-g ogctl_reject");
	iptables_rule(&refuse, IPTABLES_BOTH, "", "-j DROP");
	iptables_rule(&reject, IPTABLES_BOTH, "-p tcp ", "-j REJECT --reject-with tcp-reset");
	iptables_rule(&reject, IPTABLES_IPV4, "", "-j REJECT --reject-with icmp-admin-prohibited");
	iptables_rule(&reject, IPTABLES_IPV6, "", "-j REJECT --reject-with icmp6-adm-prohibited");
}
