// SPDX-License-Identifier: GPL-2.0-only
#include "xfrm.h"
#include "machine/netlink.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/rtnetlink.h>
#include <linux/xfrm.h>
#include <string.h>
#include <sys/socket.h>

#define TRIES	5	/* while somebody changes them */

struct search {
	const struct way_packet *packet;
	const struct way *way;
	bool known;		/* a policy that is for it */
	u32 priority;		/* the best so far; the lower goes first */
	struct xfrm_answer answer;
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
static bool wants_encryption(const struct nlmsghdr *answer)
{
	const struct xfrm_userpolicy_info *policy = NLMSG_DATA(answer);
	const struct rtattr *attribute = (const struct rtattr *)
					 ((const char *)policy + NLMSG_ALIGN(sizeof(*policy)));
	int left = NLMSG_PAYLOAD(answer, sizeof(*policy));
	struct xfrm_user_tmpl wanted;
	size_t i;

	for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left)) {
		if (attribute->rta_type != XFRMA_TMPL)
			continue;
		for (i = 0; (i + 1) * sizeof(wanted) <= RTA_PAYLOAD(attribute); i++) {
			memcpy(&wanted, (const char *)RTA_DATA(attribute) + i * sizeof(wanted), sizeof(wanted));
			if (!wanted.optional)
				return true;
		}
	}
	return false;
}

static void take_policy(void *to, const struct nlmsghdr *answer)
{
	const struct xfrm_userpolicy_info *policy = NLMSG_DATA(answer);
	struct search *search = to;
	u8 dir = search->way->kind == WAY_INPUT ? XFRM_POLICY_IN : XFRM_POLICY_FWD;
	bool block, drops;
	enum fit fit;

	if (answer->nlmsg_type != XFRM_MSG_NEWPOLICY || answer->nlmsg_len < NLMSG_LENGTH(sizeof(*policy)) ||
	    policy->dir != dir)
		return;
	fit = fits(&policy->sel, search);
	if (fit == FITS_NOT || (search->known && policy->priority > search->priority))
		return;
	block = policy->action == XFRM_POLICY_BLOCK;
	drops = block || wants_encryption(answer);
	if (fit == MAY_FIT && !drops)
		return;
	search->known = fit == FITS;
	search->priority = policy->priority;
	search->answer = (struct xfrm_answer){
		.verdict = !drops ? XFRM_PASSES : fit == FITS ? XFRM_DROPS : XFRM_MAY_DROP,
		.index = policy->index, .block = block,
	};
}

int xfrm_look(const struct way_packet *packet, const struct way *way, struct xfrm_answer *answer)
{
	struct {
		struct nlmsghdr header;
		struct xfrm_userpolicy_id id;
	} question;
	struct search search;
	int error = -EINTR, tries;

	for (tries = 0; error == -EINTR && tries < TRIES; tries++) {
		search = (struct search){ .packet = packet, .way = way };
		memset(&question, 0, sizeof(question));
		question.header.nlmsg_len = sizeof(question);
		question.header.nlmsg_type = XFRM_MSG_GETPOLICY;
		question.header.nlmsg_flags = NLM_F_DUMP;
		error = netlink_ask(NETLINK_XFRM, &question.header, take_policy, &search);
	}
	*answer = search.answer;
	/* A kernel without IPsec has no policies. */
	return error == -EPROTONOSUPPORT || error == -EOPNOTSUPP ? 0 : error;
}
