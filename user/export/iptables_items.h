/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A list of items as rules of iptables that packets pass by RETURN.
 *
 * Their order is not free, for iptables drops at once what it cannot read: by "-p" a packet of IPv6 whose headers end
 * too early, by "multiport" one whose ports are cut off. So whatever may pass such a packet goes before, whosever list it
 * is in: states, loopback and any, then protocols, and ports last.
 */
#ifndef OGCTL_IPTABLES_ITEMS_H
#define OGCTL_IPTABLES_ITEMS_H

#include "iptables_text.h"

/* Of one kind each; nothing where the list has none. */
typedef void (*iptables_kind)(const struct iptables_rules *rules, const struct og_items *items);
void iptables_any(const struct iptables_rules *rules, const struct og_items *items);
void iptables_states(const struct iptables_rules *rules, const struct og_items *items);
void iptables_protocols(const struct iptables_rules *rules, const struct og_items *items);
void iptables_ports(const struct iptables_rules *rules, const struct og_items *items);

#endif
