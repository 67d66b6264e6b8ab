// SPDX-License-Identifier: GPL-2.0-only
#include "walk.h"
#include "walk_frames.h"

#include <stdlib.h>
#include <string.h>

#define PROTO_AH	51u

/* Rules looked at in a walk, chains that are called from several places counted each time. */
#define STEPS_MAX	4000000u

/*
 * At the hook forward a destination's type is anything. At input IPv4 has the three alone, unless somebody diverts
 * packets: it does not matter what is said of others that do not come, so they go with what is local.
 */
static void fit_hook(const struct walk *walk, struct box *box, struct rule *rule)
{
	u8 types = box->types;

	box->families &= BOX_FAMILY(walk->family);
	if (walk->hook == HOOK_INPUT && walk->family == OG_IPV4 && !walk->set->diverts)
		box->types = box->types & BOX_LOCAL ? box->types | BOX_OTHER : box->types & ~BOX_OTHER;
	if (box->types != types && box->families)
		rule_left(rule, "whatever comes in is taken to be for a local address, or a broadcast or multicast one",
			  "nothing has to be done, unless a VRF, or \"ip rule\", makes other addresses this machine's");
	if (walk->hook == HOOK_INPUT || box->types == BOX_TYPES)
		return;
	box->types = BOX_TYPES;
	box_wider(box, "it asks for a kind of destination");
}

/*
 * nft, and iptables over it, look at no protocol behind an authentication header of IPv6, and the module does: what is
 * for that header alone is for whatever is behind it.
 */
static void fit_ah(const struct walk *walk, struct box *box, const struct rule *rule)
{
	struct box every;

	box_everything(&every, 0);
	if (walk->family != OG_IPV6 || rule->verdict == VERDICT_ACCEPT || !og_bit(box->protos, PROTO_AH) ||
	    !memcmp(box->protos, every.protos, sizeof(every.protos)))
		return;
	memcpy(box->protos, every.protos, sizeof(every.protos));
	box_wider(box, "it is for IPv6's authentication header, and the rules do not look behind that");
}

/* Looked at for what is accepted before a drop; with more of them every drop is behind one. */
#define EARLIER_MAX	64u

/* Whether some of @box may have been accepted before, by this chain. */
static bool is_behind(const struct walk *walk, const struct box *box)
{
	size_t i;

	for (i = 0; i < walk->earlier.count; i++)
		if (box_meets(&walk->earlier.way[i].box, box))
			return true;
	return walk->earlier.count == EARLIER_MAX;
}

/* What leaves a chain before is not dropped behind; what left only perhaps may be. */
static void add_drop(struct walk *walk, const struct box *box, struct rule *rule)
{
	const char *why = is_behind(walk, box) ? "it drops behind what its chain accepts, where another chain decides" : NULL;
	struct boxes left = { 0 }, rest = { 0 };
	size_t i, j;

	boxes_add(&left, box);
	for (i = 0; i < walk->skips.count && left.count < 64; i++) {
		if (walk->skips.way[i].box.why)
			continue;
		rest.count = 0;
		for (j = 0; j < left.count; j++)
			box_but(&left.box[j], &walk->skips.way[i].box, &walk->set->arena, &rest);
		left.count = 0;
		for (j = 0; j < rest.count; j++)
			boxes_add(&left, &rest.box[j]);
	}
	for (i = 0; i < left.count; i++) {
		ways_add(&walk->walked->drops, &left.box[i], rule);
		walk->walked->drops.way[walk->walked->drops.count - 1].why = why;
	}
	boxes_free(&left);
	boxes_free(&rest);
}

/* Without what may have been dropped before, or has left a chain before. */
static void add_accept(struct walk *walk, const struct box *box, struct rule *rule)
{
	struct ways one = { 0 };
	size_t i;

	if (!walk->accepts) {
		if (walk->earlier.count < EARLIER_MAX)
			ways_add(&walk->earlier, box, rule);
		return;
	}
	ways_add(&one, box, rule);
	if (!box->why) {
		ways_but(walk->set, &one, &walk->walked->drops);
		ways_but(walk->set, &one, &walk->skips);
	}
	for (i = 0; i < one.count; i++)
		ways_add(&walk->walked->accepts, &one.way[i].box, rule);
	free(one.way);
}

static bool tells(const struct rule *rule, const struct box *box)
{
	return rule->verdict == VERDICT_REJECT || box->states == BOX_STATE(INVALID);
}

static void drop(struct walk *walk, const struct box *box, struct rule *rule)
{
	/* nothing gets here */
	if (walk->walked->closed)
		return;
	walk->walked->rejects = walk->walked->rejects && tells(rule, box);
	if (!box->why && box_is_wide(box) && box->states == BOX_STATES && !walk->skips.count)
		walk->walked->closed = true;
	add_drop(walk, box, rule);
}

/* Leaves the innermost chain, with what may get so far. The outermost's end is the policy. */
static void by_policy(struct walk *walk, const struct box *box, struct rule *rule)
{
	struct chain *chain = walk->frames[0].chain;

	if (chain->policy == VERDICT_DROP && !(chain->returns && rule->verdict == VERDICT_RETURN))
		drop(walk, box, rule);
	else
		add_accept(walk, box, rule);
}

/* Whether no rule waits for what leaves the innermost chain: then the policy is what decides. */
static bool nothing_follows(const struct walk *walk)
{
	size_t depth = walk->depth;

	while (--depth) {
		/* a goto does not come back to the chain before */
		if (!walk->frames[depth].goes && walk->frames[depth - 1].next < walk->frames[depth - 1].chain->count)
			return false;
	}
	return true;
}

static bool decide(struct walk *walk, const struct box *box, struct rule *rule)
{
	switch (rule->verdict) {
	case VERDICT_ACCEPT:
		add_accept(walk, box, rule);
		return true;
	case VERDICT_DROP:
	case VERDICT_REJECT:
		drop(walk, box, rule);
		return true;
	case VERDICT_RETURN:
		if (nothing_follows(walk))
			by_policy(walk, box, rule);
		else
			ways_add(&walk->skips, box, rule);
		return true;
	case VERDICT_JUMP:
	case VERDICT_GOTO:
		if (rule->to->defined)
			return walk_enter(walk, rule->to, box, rule);
		box_wider(&rule->box, "nobody here knows its target");
		__attribute__((fallthrough));
	case VERDICT_UNKNOWN:
		rule_left(rule, rule->box.why ? rule->box.why : "nobody here knows its target",
			  "see whether it may drop: then nothing behind it is taken over");
		drop(walk, box, rule);
		return true;
	default:
		return true;
	}
}

static void leave(struct walk *walk)
{
	struct frame *frame = &walk->frames[walk->depth - 1];
	struct chain *chain = walk->frames[0].chain;
	struct box box = frame->box;
	bool ends = frame->goes && walk->depth == 2;

	/* whoever has left this chain sooner ends here too */
	walk->skips.count = frame->skips;
	/* a goto of the outermost does not come back to it */
	if (walk->depth == 1 || ends)
		by_policy(walk, &box, &chain->end);
	walk_leave(walk, &chain->end);
}

static bool step(struct walk *walk)
{
	struct frame *frame = &walk->frames[walk->depth - 1];
	struct rule *rule;
	struct box box;

	if (frame->next == frame->chain->count) {
		leave(walk);
		return true;
	}
	if (++walk->steps > STEPS_MAX) {
		*walk->why = "its chains call each other too often";
		return false;
	}
	rule = frame->chain->rules[frame->next++];
	if (rule->verdict == VERDICT_NONE)
		return true;
	box = rule->box;
	fit_hook(walk, &box, rule);
	fit_ah(walk, &box, rule);
	box_both(&box, &frame->box, &walk->set->arena);
	return box_is_nothing(&box) || decide(walk, &box, rule);
}

bool walk_chain(struct ruleset *set, struct chain *chain, enum og_family family, bool accepts,
		struct walked *walked, const char **why)
{
	struct walk walk = {
		.set = set, .walked = walked, .why = why, .hook = chain->hook, .family = family, .accepts = accepts,
	};
	struct box box;
	bool good;

	*walked = (struct walked){ .rejects = true };
	box_everything(&box, BOX_FAMILY(family) & chain->families);
	if (chain->nat)
		box_wider(&box, "chains of nat see the first packet of a connection alone");
	good = walk_enter(&walk, chain, &box, NULL);
	while (good && walk.depth)
		good = step(&walk);
	while (walk.depth)
		walk_leave(&walk, &chain->end);
	free(walk.frames);
	free(walk.skips.way);
	free(walk.earlier.way);
	return good;
}

void walked_free(struct walked *walked)
{
	free(walked->accepts.way);
	free(walked->drops.way);
	*walked = (struct walked){ 0 };
}
