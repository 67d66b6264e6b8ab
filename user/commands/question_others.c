// SPDX-License-Identifier: GPL-2.0-only
#include "question_others.h"
#include "base/system_file.h"
#include "way/filter_tools.h"
#include "way/xfrm.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>

static unsigned int stations_of(const struct question *question)
{
	unsigned int stations = STATION_BIT(STATION_INGRESS) | STATION_BIT(STATION_BRIDGE_IN) |
				STATION_BIT(STATION_PREROUTING);

	if (question->chain == OG_INPUT)
		return stations | STATION_BIT(STATION_INPUT);
	return stations | STATION_BIT(STATION_FORWARD) | STATION_BIT(STATION_POSTROUTING) |
	       STATION_BIT(STATION_BRIDGE_OUT);
}

static void say_other(struct question *question, const struct other_filter *other, bool passes)
{
	char *names;

	if (!other->drops || !passes || !(other->families & 1 << question->flow.family) ||
	    !(STATION_BIT(other->station) & stations_of(question)))
		return;
	names = filter_tools_names(other->by);
	caveats_add(&question->caveats, "filter", "%s may drop it (%s)", names ? names : "another filter", other->name);
	caveats_by(&question->caveats, other->by);
	free(names);
}

static void end_by_xfrm(struct question *question, const struct xfrm_answer *answer)
{
	question->way.kind = WAY_NONE;
	question->way.reason = "xfrm";
	snprintf(question->way.why, sizeof(question->way.why),
		 answer->block ? "IPsec's policy %u blocks it (ip xfrm policy)" :
				 "IPsec's policy %u wants it encrypted (ip xfrm policy)", answer->index);
}

/* In ip_forward() before the chain, for input behind it. Over lo there is none (disable_policy). */
static int say_xfrm(struct question *question, bool passes)
{
	const struct way_packet packet = question_packet(question);
	struct xfrm_answer answer;
	int error = xfrm_look(&packet, &question->way, &answer);

	if (error || answer.verdict == XFRM_PASSES)
		return error;
	if (answer.verdict == XFRM_DROPS && question->way.kind == WAY_FORWARD)
		end_by_xfrm(question, &answer);
	else if (passes)
		caveats_add(&question->caveats, "xfrm", "IPsec's policy %u %s it if it comes unencrypted "
			    "(ip xfrm policy)", answer.index,
			    answer.verdict == XFRM_DROPS ? "drops" : "may drop");
	return 0;
}

void question_others(struct question *question, bool passes)
{
	bool routed = question->has_to && !question->has_chain && !question->flow.loopback && !system_is_elsewhere();
	const struct other_filters *others = &question->others;
	int error;
	size_t i;

	for (i = 0; i < others->count; i++)
		say_other(question, &others->list[i], passes);
	error = routed ? say_xfrm(question, passes) : 0;
	if (passes && (others->unasked || error))
		caveats_add(&question->caveats, "unasked", "whether NAT, another filter or IPsec make another of it, "
			    "only root can ask");
}

/* The address that a packet is redirected to: the first of the device. */
static bool redirect_to(const struct way_ground *ground, const struct question *question, struct address *to)
{
	size_t i;

	for (i = 0; i < ground->devices.address_count; i++) {
		const struct device_address *row = &ground->devices.addresses[i];

		if (row->device != question->way.in || row->address.family != question->to.family)
			continue;
		*to = row->address;
		return true;
	}
	return false;
}

static void say_may(struct question *question, const struct nat_answer *nat)
{
	char to[ADDRESS_TEXT] = "this machine", port[24] = "";

	if (nat->target.has_to)
		address_print(&nat->target.to, to);
	else if (!nat->redirects)
		snprintf(to, sizeof(to), "another address");
	if (nat->target.port)
		snprintf(port, sizeof(port), ", port %u", nat->target.port);
	caveats_add(&question->caveats, "nat", "NAT may send it to %s%s (%s): the chain and the port that count are those "
		    "that it has then, so ask with them", to, port, nat->table);
}

static void rewrite(struct question *question, const struct way_ground *ground)
{
	const struct nat_target *target = &question->nat.target;
	struct way_packet packet;

	if (target->has_to)
		question->to = target->to;
	else if (question->nat.redirects)
		redirect_to(ground, question, &question->to);
	if (target->port)
		question->flow.port = target->port;
	caveats_release(&question->caveats);
	packet = question_packet(question);
	way_find(ground, &packet, &question->way, &question->caveats);
}

void question_nat(struct question *question, const struct way_ground *ground)
{
	const struct way_packet packet = question_packet(question);
	const struct device *in = devices_find(&ground->devices, question->way.in);
	const struct nat_packet asked = {
		.packet = &packet, .in = in ? in->name : NULL, .here = devices_own(&ground->devices, &question->to),
	};

	/* What goes out from here meets other chains of NAT. */
	if (question->way.loopback || question->way.kind == WAY_OUTGOING)
		return;
	if (!nat_find(&question->others, &asked, &question->nat))
		caveats_add(&question->caveats, "nat", "NAT may rewrite its destination first, by rules that could not be "
			    "read (nft, iptables-save): the chain and the port that count are those that it has then");
	else if (question->nat.rewrites == NAT_MAY_FIT)
		say_may(question, &question->nat);
	else if (question->nat.rewrites == NAT_FITS)
		rewrite(question, ground);
}
