// SPDX-License-Identifier: GPL-2.0-only
#include "ipsec.h"
#include "base/system_file.h"
#include "netlink.h"

#include <linux/xfrm.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define IKE	500u

static void take_protocol(struct ipsec *ipsec, u8 proto)
{
	ipsec->esp |= proto == IPPROTO_ESP;
	ipsec->ah |= proto == IPPROTO_AH;
	ipsec->ipcomp |= proto == IPPROTO_COMP;
}

static void take_state(struct ipsec *ipsec, const struct nlmsghdr *message)
{
	struct netlink_attributes has;
	const struct xfrm_usersa_info *info = netlink_open(message, XFRM_MSG_NEWSA, sizeof(*info), &has);

	if (!info)
		return;
	if (has.of[XFRMA_ENCAP])
		ipsec->in_udp = true;
	else
		take_protocol(ipsec, info->id.proto);
}

/* A policy without templates lets its packets pass as they are. */
static void take_policy(struct ipsec *ipsec, const struct nlmsghdr *message)
{
	struct netlink_attributes has;
	struct xfrm_user_tmpl template;
	const char *templates;
	size_t size = 0;

	if (!netlink_open(message, XFRM_MSG_NEWPOLICY, sizeof(struct xfrm_userpolicy_info), &has))
		return;
	templates = netlink_bytes(&has, XFRMA_TMPL, sizeof(template), &size);
	for (; templates && size >= sizeof(template); size -= sizeof(template)) {
		memcpy(&template, templates, sizeof(template));
		take_protocol(ipsec, template.id.proto);
		templates += sizeof(template);
	}
}

void ipsec_take(struct ipsec *ipsec, const struct nlmsghdr *message)
{
	take_state(ipsec, message);
	take_policy(ipsec, message);
}

static void take_message(void *to, const struct nlmsghdr *message)
{
	ipsec_take(to, message);
}

/* Asking would load xfrm_user where it is not loaded: then there is nothing that it would tell of. */
static bool is_there(void)
{
	char *text, *line, *rest;
	unsigned int protocol;
	bool there = false;
	size_t size;

	if (system_read_file("/proc/net/netlink", &text, &size))
		return false;
	for (rest = text; !there && (line = strsep(&rest, "\n"));)
		there = sscanf(line, "%*s %u", &protocol) == 1 && protocol == NETLINK_XFRM;
	free(text);
	return there;
}

/* Whatever cannot be asked, a kernel without xfrm among it, is not there. */
static void ask(struct ipsec *ipsec, u16 type)
{
	struct netlink_question question;

	netlink_begin(&question, type, NLM_F_DUMP, 0);
	(void)netlink_ask(NETLINK_XFRM, &question, take_message, ipsec);
}

void ipsec_read(struct ipsec *ipsec, const struct listeners *listeners)
{
	size_t i;

	*ipsec = (struct ipsec){ 0 };
	for (i = 0; i < listeners->count; i++)
		ipsec->keys |= listeners->rows[i].transport == OG_UDP &&
			       listeners->rows[i].port == IKE && !listeners->rows[i].local;
	if (system_is_elsewhere() || !is_there())
		return;
	ask(ipsec, XFRM_MSG_GETSA);
	ask(ipsec, XFRM_MSG_GETPOLICY);
}
