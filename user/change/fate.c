// SPDX-License-Identifier: GPL-2.0-only
#include "fate.h"
#include "base/need.h"
#include "policy/policy_text.h"
#include "text.h"

#include <stdlib.h>

#define FIRST_OWN_CHOICE	32768u	/* from here on the kernel takes ports for who asks for none */

/* What @said takes off the list of its @zone in @chain, as additions to that of @to. */
static void add_taken(struct og_zone_edit *again, unsigned int to, const struct og_zone_edit *said, unsigned int zone,
		      enum og_chain_id chain)
{
	struct og_item item = { .kind = OG_ITEM_PORTS };
	const struct og_zone_edit_bound *bound, *end;
	unsigned int t, p;

	for (t = 0; t < OG_TRANSPORTS; t++) {
		item.transports = OG_TRANSPORT_BIT(t);
		bound = said->bound + said->bounds_at[(size_t)chain * OG_TRANSPORTS + t];
		end = said->bound + said->bounds_at[(size_t)chain * OG_TRANSPORTS + t + 1];
		for (; bound < end; bound++) {
			item.low = bound->low;
			item.high = bound + 1 < end ? bound[1].low - 1u : OG_PORTS - 1;
			if (bound->remove & (1u << zone))
				(void)og_zone_edit_item(again, to, OG_CHAIN_BIT(chain), &item, true);
		}
	}
	for (p = 0; p < OG_PROTOS; p++) {
		item = (struct og_item){ .kind = OG_ITEM_PROTO, .proto = p };
		if (p == OG_ZONE_ICMP)
			item = (struct og_item){ .kind = OG_ITEM_WORD, .word = OG_WORD_ICMP };
		if (said->proto_remove[chain][p] & (1u << zone))
			(void)og_zone_edit_item(again, to, OG_CHAIN_BIT(chain), &item, true);
	}
}

/* Likewise for zones that are there still. */
static void had_in_zones(struct og_policy *had, const struct og_zone_edit *said)
{
	struct og_edit *again = need(sizeof(*again));
	struct og_error error;
	unsigned int zone, to, c;
	const char *name;

	og_edit_init(again);
	for (zone = 0; zone < said->count; zone++) {
		name = said->said[zone].name;
		if (og_zone_find(&had->zones, name, strlen(name)) == OG_ZONES)
			continue;
		again->zones.touched = true;
		to = og_zone_edit_slot(&again->zones, name, strlen(name));
		for (c = 0; c < OG_CHAINS; c++)
			if (!said->said[zone].list_stated[c])
				add_taken(&again->zones, to, said, zone, c);
	}
	if (og_edit_fits(again, had, &error))
		og_edit_apply(again, had);
	free(again);
}

void fates_had(struct fates *fates, const struct og_policy *before, const struct og_edit *edit)
{
	const u64 *from;
	unsigned int c;
	size_t i;
	u64 *to;

	fates->had = *before;
	for (c = 0; c < OG_CHAINS; c++) {
		to = (u64 *)&fates->had.chain[c].items;
		from = (const u64 *)&edit->remove[c];
		/* A list that is stated takes off all there is, and says nothing of what it is about. */
		for (i = 0; !edit_states(edit, c) && i < OG_ITEMS_WORDS; i++)
			to[i] |= from[i];
		og_chain_compile(&fates->had.chain[c]);
	}
	if (edit->zones.touched)
		had_in_zones(&fates->had, &edit->zones);
}

bool fate_is_ours(const struct fates *fates, const struct tracked *tracked)
{
	return tracked_chain(tracked, &fates->locals) == OG_CHAINS;
}

/* Whether the end that conntrack takes for the one that answers is the one that began. */
static bool began_swapped(const struct fates *fates, const struct tracked *tracked)
{
	const struct tracked swapped = tracked_swapped(tracked);
	bool one, other;

	if (fate_is_ours(fates, tracked))
		return listeners_have(&fates->listeners, OG_TCP, tracked->source_port);
	if (tracked_chain(tracked, &fates->locals) == OG_INPUT)
		return !listeners_have(&fates->listeners, OG_TCP, tracked->port);
	one = tracked_admitted(tracked, &fates->locals, &fates->had);
	other = tracked_admitted(&swapped, &fates->locals, &fates->had);
	/* Where that does not tell, the lower port is a server's; it is only what the connection is called by. */
	return one == other ? tracked->source_port < tracked->port : other;
}

struct tracked fate_begun(const struct fates *fates, const struct tracked *tracked)
{
	struct tracked begun = *tracked;

	if (!tracked->unseen)
		return begun;
	if (began_swapped(fates, tracked))
		begun = tracked_swapped(tracked);
	begun.unseen = tracked_chain(&begun, &fates->locals) == OG_FORWARD;
	return begun;
}

/* An end here that may send by itself: of udp it may be gone. */
static bool has_end_here(const struct fates *fates, u8 proto, u16 port)
{
	return proto != OG_PROTO_UDP || listeners_have(&fates->listeners, OG_UDP, port);
}

static bool has_direction(const struct tracked *tracked)
{
	return tracked->proto == OG_PROTO_TCP || tracked->proto == OG_PROTO_ICMP ||
	       tracked->proto == OG_PROTO_ICMPV6;
}

static bool is_service(const struct fates *fates, const struct tracked *ours)
{
	return ours->source_port < FIRST_OWN_CHOICE || has_end_here(fates, ours->proto, ours->source_port);
}

/*
 * Begun here, but perhaps only because this end happened to send first: a
 * server's datagram, a tunnel's. That the other end's is not admitted any
 * more is what changed.
 */
static bool change_is_about(const struct fates *fates, const struct tracked *tracked)
{
	const struct tracked swapped = tracked_swapped(tracked);

	return fate_is_ours(fates, tracked) && !has_direction(tracked) &&
	       is_service(fates, tracked) &&
	       tracked_admitted(&swapped, &fates->locals, &fates->had) &&
	       !tracked_admitted(&swapped, &fates->locals, &fates->policy);
}

static bool admitted(const struct fates *fates, const struct tracked *tracked)
{
	const struct tracked swapped = tracked_swapped(tracked);

	return tracked_admitted(tracked, &fates->locals, &fates->policy) ||
	       (tracked->unseen && tracked_admitted(&swapped, &fates->locals, &fates->policy));
}

enum fate fate_of(const struct fates *fates, const struct tracked *begun)
{
	bool input = tracked_chain(begun, &fates->locals) == OG_INPUT;

	if (change_is_about(fates, begun))
		return has_end_here(fates, begun->proto, begun->source_port) ? FATE_REOPENS :
		       FATE_ENDS;
	if (admitted(fates, begun))
		return FATE_STAYS;
	if (input && begun->proto == OG_PROTO_TCP && !fates->no_abort)
		return FATE_ENDS;
	if (input && !has_end_here(fates, begun->proto, begun->port))
		return FATE_ENDS;
	if (!tracked_reopens(begun, &fates->locals, &fates->policy))
		return FATE_ENDS;
	return tracked_stopped(begun, &fates->locals, &fates->policy) ? FATE_STOPPED : FATE_REOPENS;
}
