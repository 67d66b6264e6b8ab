/* SPDX-License-Identifier: GPL-2.0-only */
/* What becomes of what nobody lists, as rules of iptables: logged, refused, dropped. */
#ifndef OGCTL_IPTABLES_DROP_H
#define OGCTL_IPTABLES_DROP_H

#include "iptables_text.h"

/* The end of a chain of the policy. */
void iptables_drop(const struct iptables_rules *rules, const struct og_policy *policy);

/* Whether anybody is told of a drop; then these chains are to be declared, and what they do. */
#define IPTABLES_REFUSE_CHAINS	":ogctl_refuse - [0:0]\n:ogctl_reject - [0:0]\n"
bool iptables_refuses(const struct og_policy *policy);
void iptables_refuse(FILE *out);

#endif
