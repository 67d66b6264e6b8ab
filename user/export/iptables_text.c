// SPDX-License-Identifier: GPL-2.0-only
#include "iptables_text.h"

static const char *const prefixes[] = {
	[IPTABLES_IPV4] = "-4 ", [IPTABLES_IPV6] = "-6 ", [IPTABLES_BOTH] = "",
};

/* The family goes first: what is behind it the other program does not even read. */
void iptables_rule(const struct iptables_rules *rules, enum iptables_family family, const char *match,
		   const char *target)
{
	if (family == IPTABLES_BOTH)
		family = rules->family;
	if (rules->family != IPTABLES_BOTH && rules->family != family)
		return;
	fprintf(rules->out, "%s-A %s %s%s", prefixes[family], rules->chain, rules->from, match);
	if (rules->zone)
		fprintf(rules->out, "-m comment --comment \"from %s\" ", rules->zone);
	fprintf(rules->out, "%s\n", target);
}
