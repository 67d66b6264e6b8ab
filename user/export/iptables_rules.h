/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A policy as one text for iptables-restore and ip6tables-restore that gives the module's verdicts: tests/verdict/export
 * compares them, case by case, over both of their backends. Its chains are called ogctl_..., and nothing else of the table
 * is touched but for a jump in front of INPUT and one of FORWARD, so that it stands beside others' rules. What it lists goes
 * back to them, as from the module. Over nf_tables an authentication header of IPv6 makes it differ as nft_rules.h says;
 * loopback is the device called "lo", and a device called "!", or whose name ends in '+', cannot be said.
 */
#ifndef OGCTL_IPTABLES_RULES_H
#define OGCTL_IPTABLES_RULES_H

#include "policy.h"

/* Free it. What mode "off" gives has chains to which nothing jumps; "audit" drops nothing. */
char *iptables_rules_text(const struct og_policy *policy);

#endif
