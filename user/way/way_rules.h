/* SPDX-License-Identifier: GPL-2.0-only */
/* A question to the routing that its rules (ip rule) answer as they would the packet. */
#ifndef OGCTL_WAY_RULES_H
#define OGCTL_WAY_RULES_H

#include "caveats.h"
#include "machine/route.h"
#include "routing_rules.h"
#include "way_packet.h"

/*
 * The protocol and ports of @question. The kernel can be asked of tcp, udp and icmp alone, and without
 * a word takes IPv4 for udp: any other goes as one of these that no rule looks for.
 */
void way_rules_carry(const struct routing_rules *rules, const struct way_packet *packet,
		     struct route_question *question);
/* The rules that look at what the question did not have. */
void way_rules_say(const struct routing_rules *rules, const struct way_packet *packet, struct caveats *caveats);

#endif
