// SPDX-License-Identifier: GPL-2.0-only
#include "machine_needs.h"
#include "base/need.h"
#include "judge.h"
#include "machine/config_files.h"
#include "machine/dhcp.h"
#include "machine/ipsec.h"
#include "machine/multicast.h"
#include "machine/services.h"
#include "machine/tunnels.h"
#include "policy/names.h"
#include "policy/zone_words.h"

#include <netinet/in.h>
#include <stdlib.h>

static struct og_item protocol(u8 proto)
{
	return (struct og_item){ .kind = OG_ITEM_PROTO, .proto = proto };
}

static struct og_item udp(u16 port)
{
	return (struct og_item){
		.kind = OG_ITEM_PORTS, .low = port, .high = port,
		.transports = OG_TRANSPORT_BIT(OG_UDP),
	};
}

/* Takes @because. */
static struct machine_need *add(struct machine_needs *needs, const char *rule, struct og_item item,
				char *because, const char *why)
{
	struct machine_need *row;

	needs->rows = need_room(needs->rows, &needs->room, needs->count, sizeof(*row));
	row = &needs->rows[needs->count++];
	*row = (struct machine_need){ .rule = rule, .item = item, .because = because, .why = why };
	return row;
}

static void add_vrrp(struct machine_needs *needs)
{
	static const char why[] = "two gateways that share an address by keepalived tell each other so; without it "
		"both take the address";

	if (!services_have_vrrp())
		return;
	add(needs, "vrrp", protocol(PROTO_VRRP), need_text("keepalived is configured here"), why);
	if (services_have_vrrp_ah())
		add(needs, "vrrp", protocol(IPPROTO_AH),
		    need_text("keepalived's auth_type is AH, which has VRRP within proto:51"), why);
}

static void add_dhcp(struct machine_needs *needs, const struct listeners *listeners, bool elsewhere)
{
	struct dhcp dhcp;
	struct machine_need *row;

	dhcp_read(&dhcp, listeners, !elsewhere);
	if (dhcp.six.who) {
		row = add(needs, "dhcp", udp(DHCP6_CLIENT),
			  need_text("this machine %s its address by DHCPv6 (%s)",
				    dhcp.six.perhaps ? "may get" : "gets", dhcp.six.who),
			  "a DHCPv6 server answers a question that went to a group, which conntrack takes for no "
			  "answer: this machine gets no address, and the one that it has ends with its lease, hours later");
		row->mild = dhcp.six.perhaps;
	}
	if (dhcp.four.who) {
		row = add(needs, "dhcp", udp(DHCP4_CLIENT),
			  need_text("this machine gets its address by DHCP (%s)", dhcp.four.who),
			  dhcp.four.raw ?
			  "when its server does not answer it asks everybody, which conntrack takes an answer to for none; "
			  "this program sees it even so" :
			  "when its server does not answer it asks everybody, which conntrack takes an answer to for none: "
			  "a program that waits for it at a socket loses the address hours later");
		row->mild = dhcp.four.raw;
	}
	dhcp_release(&dhcp);
}

/* What a device that is down needs nobody misses. */
static void add_tunnels(struct machine_needs *needs)
{
	static const char why[] = "what its other end sends is dropped whenever conntrack has forgotten the tunnel, "
		"after seconds to minutes of silence: then nothing comes in by it until this end has sent";
	struct tunnels tunnels;
	size_t i, p;

	(void)tunnels_read(&tunnels);
	for (i = 0; i < tunnels.count; i++) {
		const struct tunnel *tunnel = &tunnels.rows[i];
		char *device = config_shown(tunnel->device);

		for (p = 0; p < 2 && tunnel->up && tunnel->protos[p]; p++)
			add(needs, "tunnel", protocol(tunnel->protos[p]),
			    need_text("%s is a tunnel (%s)", device, tunnel->kind), why);
		if (tunnel->up && tunnel->port)
			add(needs, "tunnel", udp(tunnel->port),
			    need_text("%s is a tunnel (%s)", device, tunnel->kind), why);
		free(device);
	}
	tunnels_release(&tunnels);
}

static void add_ipsec(struct machine_needs *needs, const struct listeners *listeners)
{
	static const char why[] = "the other end's packets are dropped when conntrack has forgotten that this end sent "
		"some, and when the other end begins: no new keys, and a tunnel that is dead one way";
	static const char keys[] = "IKE is spoken here: somebody listens at 500/udp";
	static const char states[] = "IPsec is set up here: \"ip xfrm state\", \"ip xfrm policy\"";
	struct ipsec ipsec;

	ipsec_read(&ipsec, listeners);
	if (ipsec.esp || ipsec.keys)
		add(needs, "ipsec", protocol(IPPROTO_ESP), need_text("%s", ipsec.esp ? states : keys), why);
	if (ipsec.ah)
		add(needs, "ipsec", protocol(IPPROTO_AH), need_text("%s", states), why);
	if (ipsec.ipcomp)
		add(needs, "ipsec", protocol(IPPROTO_COMP), need_text("%s", states), why);
	if (ipsec.keys)
		add(needs, "ipsec", udp(500), need_text("%s", keys), why);
	if (ipsec.in_udp || ipsec.keys)
		add(needs, "ipsec", udp(4500), need_text("%s", ipsec.in_udp ? states : keys), why);
}

static void add_multicast(struct machine_needs *needs)
{
	char *group = multicast_group();

	if (group)
		add(needs, "igmp", protocol(IPPROTO_IGMP),
		    need_text("this machine takes part in a multicast group (%s)", group),
		    "a router asks with IGMP who still takes part; this machine, which does not hear it, does not answer, "
		    "and switches stop to send it the group's packets after some minutes");
	free(group);
}

void machine_needs_read(struct machine_needs *needs, const struct listeners *listeners, bool elsewhere)
{
	*needs = (struct machine_needs){ 0 };
	add_vrrp(needs);
	add_dhcp(needs, listeners, elsewhere);
	add_tunnels(needs);
	add_ipsec(needs, listeners);
	add_multicast(needs);
}

void machine_needs_release(struct machine_needs *needs)
{
	size_t i;

	for (i = 0; i < needs->count; i++)
		free(needs->rows[i].because);
	free(needs->rows);
	*needs = (struct machine_needs){ 0 };
}

static bool is_listed(const struct machine_need *row, const struct og_policy *policy)
{
	const struct og_flow flow = { .state = OG_STATE_NEW, .proto = row->item.proto };

	if (row->item.kind == OG_ITEM_PORTS)
		return somebody_may(policy, OG_INPUT, OG_UDP, row->item.low);
	return !og_reason_drops(og_judge(&policy->chain[OG_INPUT], &flow)) ||
	       og_zones_listing(&policy->zones, OG_INPUT, &flow);
}

void machine_needs_unmet(struct machine_needs *needs, const struct og_policy *policy)
{
	size_t i, kept = 0;

	for (i = 0; i < needs->count; i++) {
		if (is_listed(&needs->rows[i], policy))
			free(needs->rows[i].because);
		else
			needs->rows[kept++] = needs->rows[i];
	}
	needs->count = kept;
}

struct machine_item machine_need_item(const struct machine_need *row)
{
	struct machine_item said;

	if (row->item.kind == OG_ITEM_PORTS)
		snprintf(said.text, sizeof(said.text), "%u/udp", row->item.low);
	else
		snprintf(said.text, sizeof(said.text), "proto:%u", row->item.proto);
	return said;
}
