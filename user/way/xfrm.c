// SPDX-License-Identifier: GPL-2.0-only
#include "xfrm.h"
#include "machine/netlink.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/xfrm.h>
#include <string.h>
#include <sys/socket.h>

/* The policy that goes first of a kind; the lower priority does. */
struct found {
	bool there;
	u32 priority;
	struct xfrm_answer answer;
};

struct search {
	const struct way_packet *packet;
	const struct way *way;
	size_t count;		/* of policies that may have a say; 0: what follows is none's */
	struct found sure, may_drop, may_pass;	/* for it; perhaps for it, by what was not said */
};

enum fit { FITS_NOT, MAY_FIT, FITS };

/* @address: NULL where nobody said it. */
static enum fit fit_address(const xfrm_address_t *prefix, u8 bits, const struct address *address)
{
	struct address wanted;

	if (!bits)
		return FITS;
	if (!address)
		return MAY_FIT;
	wanted = address_of(address->family, prefix);
	return address_in(address, &wanted, bits) ? FITS : FITS_NOT;
}

static enum fit fit_port(__be16 port, __be16 mask, u16 said)
{
	if (!mask)
		return FITS;
	if (!said)
		return MAY_FIT;
	return (htons(said) & mask) == (port & mask) ? FITS : FITS_NOT;
}

static enum fit worse(enum fit a, enum fit b)
{
	return a < b ? a : b;
}

static enum fit fits(const struct xfrm_selector *wanted, const struct search *search)
{
	const struct way_packet *packet = search->packet;
	enum fit fit;

	if (wanted->family != (packet->to->family == OG_IPV6 ? AF_INET6 : AF_INET) &&
	    (wanted->prefixlen_d || wanted->prefixlen_s || wanted->family))
		return FITS_NOT;
	if (wanted->prefixlen_d > 128 || wanted->prefixlen_s > 128 ||
	    (wanted->proto && wanted->proto != packet->proto) ||
	    (wanted->ifindex && search->way->in && (u32)wanted->ifindex != search->way->in))
		return FITS_NOT;
	fit = fit_address(&wanted->daddr, wanted->prefixlen_d, packet->to);
	fit = worse(fit, fit_address(&wanted->saddr, wanted->prefixlen_s, packet->from));
	fit = worse(fit, fit_port(wanted->dport, wanted->dport_mask, packet->port));
	return worse(fit, fit_port(wanted->sport, wanted->sport_mask, packet->source_port));
}

/* Whether it wants a transformation that the packet, which came in the clear, did not have; what is optional it does not want. */
static bool wants_encryption(const struct netlink_attributes *has)
{
	struct xfrm_user_tmpl wanted;
	size_t i, size = 0;
	const char *templates = netlink_bytes(has, XFRMA_TMPL, 0, &size);

	for (i = 0; (i + 1) * sizeof(wanted) <= size; i++) {
		memcpy(&wanted, templates + i * sizeof(wanted), sizeof(wanted));
		if (!wanted.optional)
			return true;
	}
	return false;
}

static void take_policy(void *to, const struct nlmsghdr *answer)
{
	struct netlink_attributes has;
	const struct xfrm_userpolicy_info *policy = netlink_open(answer, XFRM_MSG_NEWPOLICY, sizeof(*policy), &has);
	struct search *search = to;
	u8 dir = search->way->kind == WAY_INPUT ? XFRM_POLICY_IN : XFRM_POLICY_FWD;
	struct found *found;
	bool block, drops;
	enum fit fit;

	if (!policy || policy->dir != dir)
		return;
	fit = fits(&policy->sel, search);
	if (fit == FITS_NOT)
		return;
	if (!search->count++)
		search->sure = search->may_drop = search->may_pass = (struct found){ 0 };
	block = policy->action == XFRM_POLICY_BLOCK;
	drops = block || wants_encryption(&has);
	found = fit == FITS ? &search->sure : drops ? &search->may_drop : &search->may_pass;
	/* Of equals the older goes first, which comes last here. */
	if (found->there && policy->priority > found->priority)
		return;
	*found = (struct found){
		.there = true, .priority = policy->priority,
		.answer = { .verdict = drops ? XFRM_DROPS : XFRM_PASSES, .index = policy->index, .block = block },
	};
}

/* Whether @maybe, if it is for the packet, goes before what is. */
static bool goes_first(const struct found *maybe, const struct found *sure)
{
	return maybe->there && (!sure->there || maybe->priority <= sure->priority);
}

static void decide(const struct search *search, struct xfrm_answer *answer)
{
	const struct found *sure = &search->sure;

	*answer = sure->answer;
	if (answer->verdict == XFRM_DROPS) {
		if (goes_first(&search->may_pass, sure))
			answer->verdict = XFRM_MAY_DROP;
	} else if (goes_first(&search->may_drop, sure)) {
		*answer = search->may_drop.answer;
		answer->verdict = XFRM_MAY_DROP;
	}
}

int xfrm_look(const struct way_packet *packet, const struct way *way, struct xfrm_answer *answer)
{
	struct search search = { .packet = packet, .way = way };
	struct netlink_question question;
	int error;

	netlink_begin(&question, XFRM_MSG_GETPOLICY, NLM_F_DUMP, sizeof(struct xfrm_userpolicy_id));
	error = netlink_dump(NETLINK_XFRM, &question, take_policy, &search, &search.count);
	*answer = (struct xfrm_answer){ 0 };
	if (search.count)
		decide(&search, answer);
	/* A kernel without IPsec has no policies. */
	return error == -EPROTONOSUPPORT || error == -EOPNOTSUPP ? 0 : error;
}
