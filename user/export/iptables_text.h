/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rules of iptables as they are written, one text for both families: "-4" in front of a rule is for iptables-restore alone,
 * "-6" for ip6tables-restore alone, and the other leaves the line out.
 */
#ifndef OGCTL_IPTABLES_TEXT_H
#define OGCTL_IPTABLES_TEXT_H

#include "policy.h"

#include <stdio.h>

/* Of which family a rule is. */
enum iptables_family { IPTABLES_IPV4 = OG_IPV4, IPTABLES_IPV6 = OG_IPV6, IPTABLES_BOTH };

/* Where rules go, and what all of them ask besides what each does: nothing, or for a member of a zone. */
struct iptables_rules {
	FILE *out;
	const char *chain;
	enum iptables_family family;
	const char *from;	/* "-s 192.0.2.0/24 ", with its blank; "" */
	const char *zone;	/* the zone's name, for a comment; NULL */
};

/* A rule that asks for @match (with a blank behind it, or ""), and what becomes of it ("-j DROP"). None, where no packet is of both families. */
void iptables_rule(const struct iptables_rules *rules, enum iptables_family family, const char *match,
		   const char *target);

#endif
