// SPDX-License-Identifier: GPL-2.0-only
/* IPsec, as the kernel's XFRM_MSG_NEWSA and XFRM_MSG_NEWPOLICY tell of it. */
#include "machine/ipsec.h"
#include "test_user.h"

#include <linux/xfrm.h>
#include <netinet/in.h>

struct message {
	struct nlmsghdr header;
	char bytes[1024];
};

static struct message message;

static void begin(unsigned int type, size_t head)
{
	memset(&message, 0, sizeof(message));
	message.header.nlmsg_type = type;
	message.header.nlmsg_len = NLMSG_LENGTH(NLMSG_ALIGN(head));
}

static void put(unsigned int type, const void *data, size_t size)
{
	char *end = (char *)&message + message.header.nlmsg_len;
	struct nlattr *attribute = (struct nlattr *)end;

	attribute->nla_type = type;
	attribute->nla_len = NLA_HDRLEN + size;
	memcpy(end + NLA_HDRLEN, data, size);
	message.header.nlmsg_len += NLA_ALIGN(attribute->nla_len);
}

static void make_state(u8 proto, bool in_udp)
{
	struct xfrm_encap_tmpl encap = { 0 };
	struct xfrm_usersa_info *info;

	begin(XFRM_MSG_NEWSA, sizeof(*info));
	info = NLMSG_DATA(&message.header);
	info->id.proto = proto;
	if (in_udp)
		put(XFRMA_ENCAP, &encap, sizeof(encap));
}

static void make_policy(const u8 *protos, size_t count)
{
	struct xfrm_user_tmpl templates[4] = { 0 };
	size_t i;

	begin(XFRM_MSG_NEWPOLICY, sizeof(struct xfrm_userpolicy_info));
	for (i = 0; i < count; i++)
		templates[i].id.proto = protos[i];
	if (count)
		put(XFRMA_TMPL, templates, count * sizeof(templates[0]));
}

static struct ipsec taken(void)
{
	struct ipsec ipsec = { 0 };

	ipsec_take(&ipsec, &message.header);
	return ipsec;
}

static void states(void **state)
{
	struct ipsec ipsec;

	(void)state;
	make_state(IPPROTO_ESP, false);
	ipsec = taken();
	assert_true(ipsec.esp && !ipsec.ah && !ipsec.ipcomp && !ipsec.in_udp);
	make_state(IPPROTO_ESP, true);
	ipsec = taken();
	assert_true(ipsec.in_udp && !ipsec.esp);
	make_state(IPPROTO_AH, false);
	assert_true(taken().ah);
	make_state(IPPROTO_COMP, false);
	assert_true(taken().ipcomp);
	/* Mobile IPv6's are states too, and no tunnel. */
	make_state(IPPROTO_ROUTING, false);
	ipsec = taken();
	assert_false(ipsec.esp || ipsec.ah || ipsec.ipcomp || ipsec.in_udp);
	message.header.nlmsg_type = XFRM_MSG_DELSA;
	make_state(IPPROTO_ESP, false);
	message.header.nlmsg_type = XFRM_MSG_DELSA;
	assert_false(taken().esp);
}

static void policies(void **state)
{
	static const u8 both[] = { IPPROTO_COMP, IPPROTO_ESP };
	struct ipsec ipsec;

	(void)state;
	make_policy(both, 2);
	ipsec = taken();
	assert_true(ipsec.esp && ipsec.ipcomp && !ipsec.ah);
	make_policy(both, 1);
	ipsec = taken();
	assert_true(ipsec.ipcomp && !ipsec.esp);
	make_policy(both, 0);
	ipsec = taken();
	assert_false(ipsec.esp || ipsec.ipcomp);
}

/* Nothing behind the length that a message claims is read: sanitizers look. */
static void cut_messages(void **state)
{
	static const u8 esp = IPPROTO_ESP;
	struct ipsec ipsec = { 0 };
	struct nlmsghdr *copy;
	size_t length, whole;
	unsigned int kind;

	(void)state;
	for (kind = 0; kind < 2; kind++) {
		if (kind)
			make_policy(&esp, 1);
		else
			make_state(IPPROTO_ESP, true);
		whole = message.header.nlmsg_len;
		for (length = sizeof(message.header); length < whole; length++) {
			copy = malloc(length);
			memcpy(copy, &message, length);
			copy->nlmsg_len = length;
			ipsec_take(&ipsec, copy);
			free(copy);
		}
	}
	assert_false(ipsec.in_udp);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(states), cmocka_unit_test(policies), cmocka_unit_test(cut_messages),
	};

	return cmocka_run_group_tests_name("user: ipsec", tests, NULL, NULL);
}
