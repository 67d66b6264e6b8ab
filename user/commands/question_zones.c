// SPDX-License-Identifier: GPL-2.0-only
#include "question_zones.h"
#include "base/need.h"
#include "base/out.h"
#include "policy/zone_words.h"

#include <stdlib.h>

static struct og_source source_of(const struct question *question)
{
	struct og_source source = {
		.family = question->flow.family, .device = *question->in ? question->in : NULL,
	};

	if (question->has_from)
		source.address = address_number(&question->from);
	return source;
}

/* Of one zone, member by member. */
struct membership {
	const struct question *question;
	bool is, unsure;
	char *member;			/* the first by which it is of the zone */
};

/* All addresses are one answer, whichever it is. */
static bool is_in(const struct question *question, const struct og_network *network)
{
	const struct og_source source = source_of(question);

	return (question->has_from || !network->prefix) &&
	       og_network_holds(network, source.family, &source.address);
}

/* What was not said may be anything, but no packet of IPv4 is of a network of IPv6. */
static void look(void *to, const struct og_member *member)
{
	struct membership *membership = to;
	const struct question *question = membership->question;
	char text[OG_NETWORK_TEXT_SIZE];
	bool is;

	if (member->is_network) {
		is = is_in(question, &member->network);
		membership->unsure |= !question->has_from && member->network.family == question->flow.family;
	} else {
		is = *question->in && og_device_matches(&member->device, question->in);
		membership->unsure |= !*question->in;
	}
	membership->is |= is;
	if (is && !membership->member)
		membership->member = need_copy(member_text(member, text));
}

static struct membership membership_of(const struct question *question, const struct og_zones *zones,
				       unsigned int slot)
{
	struct membership membership = { .question = question };

	zone_members_each(zones, slot, look, &membership);
	return membership;
}

char *question_member(const struct question *question, const struct og_zones *zones, unsigned int slot)
{
	return membership_of(question, zones, slot).member;
}

/* Which it is of for certain, and which it may be of. */
static void find_zones(const struct question *question, const struct og_zones *zones, u16 *of, u16 *may)
{
	struct membership membership;
	unsigned int slot;

	for (slot = 0; slot < OG_ZONES; slot++) {
		if (!(zones->there >> slot & 1))
			continue;
		membership = membership_of(question, zones, slot);
		*of |= membership.is << slot;
		*may |= membership.unsure << slot;
		free(membership.member);
	}
}

enum og_reason question_judge(const struct question *question, const struct og_policy *policy,
			      struct question_zones *zones)
{
	const struct og_source source = source_of(question);
	enum og_reason reason = og_judge(&policy->chain[question->chain], &question->flow);
	struct og_flow flow = question->flow;
	u16 may = 0;

	*zones = (struct question_zones){ 0 };
	find_zones(question, &policy->zones, &zones->of, &may);
	if (!og_reason_drops(reason))
		return reason;
	flow.readable &= question->has_port;
	zones->listing = og_zones_listing(&policy->zones, question->chain, &flow);
	if (question->has_from && *question->in && question->has_port)
		return og_judge_from(policy, question->chain, &flow, &source, &zones->by);
	zones->by = zones->listing & zones->of;
	zones->unsure = zones->by ? 0 : zones->listing & may;
	return zones->by ? OG_ACCEPT_ZONE : reason;
}

void question_complain_unsure(const struct question *question, const struct og_policy *policy, u16 unsure)
{
	const char *from = question->has_from ? "" : "--from ADDRESS";
	const char *in = *question->in ? "" : "--in DEVICE";
	char *names = zones_names(&policy->zones, unsure);

	complain("the answer depends on where it comes from: %s lists it for %s alone. Say %s%s%s",
		 og_chain_name(question->chain), names, from, *from && *in ? " and " : "", in);
	free(names);
}
