// SPDX-License-Identifier: GPL-2.0-only
/* Tunnel devices, as the kernel's RTM_NEWLINK tells of them. */
#include "base/need.h"
#include "machine/tunnels.h"
#include "policy/policy_text.h"
#include "test_user.h"

#include <arpa/inet.h>
#include <linux/if_tunnel.h>
#include <linux/rtnetlink.h>

struct message {
	struct nlmsghdr header;
	struct ifinfomsg info;
	char attributes[256];
};

static struct message message;

static struct nlattr *put(unsigned int type, const void *data, size_t size)
{
	char *end = (char *)&message + NLMSG_ALIGN(message.header.nlmsg_len);
	struct nlattr *attribute = (struct nlattr *)end;

	attribute->nla_type = type;
	attribute->nla_len = NLA_HDRLEN + size;
	memcpy(end + NLA_HDRLEN, data, size);
	message.header.nlmsg_len = (u32)(end - (char *)&message) + NLA_ALIGN(attribute->nla_len);
	return attribute;
}

/* From @nest on all belongs into it. */
static void close_nest(struct nlattr *nest)
{
	nest->nla_len = (u16)((char *)&message + message.header.nlmsg_len - (char *)nest);
}

struct row {
	const char *kind;
	unsigned int type;	/* one attribute of its own; 0: none */
	u16 value;
	size_t size;
	const char *needs;	/* of an empty chain; NULL: none that is known */
};

static void begin(const char *device, unsigned int flags)
{
	memset(&message, 0, sizeof(message));
	message.header.nlmsg_type = RTM_NEWLINK;
	message.header.nlmsg_len = NLMSG_LENGTH(sizeof(message.info));
	message.info.ifi_flags = flags;
	put(IFLA_IFNAME, device, strlen(device) + 1);
}

static void make(const char *device, const struct row *row)
{
	struct nlattr *info, *data;
	u16 wire = htons(row->value);

	begin(device, IFF_UP);
	info = put(IFLA_LINKINFO, "", 0);
	put(IFLA_INFO_KIND, row->kind, strlen(row->kind) + 1);
	if (row->type) {
		data = put(IFLA_INFO_DATA, "", 0);
		/* A port goes by the wire's order, the rest by the machine's. */
		put(row->type, row->value > 255 ? &wire : &row->value, row->size);
		close_nest(data);
	}
	close_nest(info);
}

static const struct row rows[] = {
	{ "gre", 0, 0, 0, "proto:47" },
	{ "gretap", IFLA_GRE_ENCAP_TYPE, TUNNEL_ENCAP_NONE, 2, "proto:47" },
	{ "ip6gre", IFLA_GRE_ENCAP_TYPE, TUNNEL_ENCAP_FOU, 2, NULL },
	{ "erspan", 0, 0, 0, "proto:47" },
	{ "ipip", IFLA_IPTUN_PROTO, 4, 1, "proto:4" },
	{ "ipip", IFLA_IPTUN_PROTO, 0, 1, "proto:4" },
	{ "sit", IFLA_IPTUN_PROTO, 41, 1, "proto:41" },
	{ "sit", IFLA_IPTUN_PROTO, 0, 1, "proto:41" },
	{ "ip6tnl", IFLA_IPTUN_PROTO, 0, 1, "proto:4 proto:41" },
	{ "ip6tnl", IFLA_IPTUN_PROTO, 4, 1, "proto:4" },
	{ "ip6tnl", IFLA_IPTUN_ENCAP_TYPE, TUNNEL_ENCAP_GUE, 2, NULL },
	{ "xfrm", 0, 0, 0, "proto:50" },
	{ "vti6", 0, 0, 0, "proto:50" },
	{ "vxlan", IFLA_VXLAN_PORT, 4789, 2, "4789/udp" },
	{ "geneve", IFLA_GENEVE_PORT, 6081, 2, "6081/udp" },
	{ "geneve", IFLA_GENEVE_PORT, 6081, 1, NULL },
	{ "tun", 0, 0, 0, NULL },
	{ "wireguard", 0, 0, 0, NULL },
};

static void kinds(void **state)
{
	struct og_policy *policy = need(sizeof(*policy));
	struct og_items *missing = need(sizeof(*missing));
	struct tunnels tunnels = { 0 };
	char *text;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(rows); i++) {
		make("t0", &rows[i]);
		tunnels_take(&tunnels, &message.header);
		assert_int_equal(tunnels.count, 1);
		assert_true(tunnels.rows[0].up);
		assert_string_equal(tunnels.rows[0].kind, rows[i].kind);
		assert_int_equal(tunnel_is_shut(&tunnels.rows[0], &policy->chain[OG_INPUT], missing),
				 rows[i].needs != NULL);
		text = items_text(missing);
		if (rows[i].needs && strcmp(text, rows[i].needs))
			fail_msg("row %zu, %s: %s, not %s", i, rows[i].kind, text, rows[i].needs);
		free(text);
		tunnels_release(&tunnels);
	}
	free(missing);
	free(policy);
}

static void what_is_listed_is_not_missing(void **state)
{
	struct og_policy *policy = need(sizeof(*policy));
	struct og_items *missing = need(sizeof(*missing));
	struct tunnels tunnels = { 0 };
	size_t i;

	(void)state;
	og_policy_builtin(policy);
	for (i = 0; i < ROWS(rows); i++) {
		make("t0", &rows[i]);
		tunnels_take(&tunnels, &message.header);
	}
	/* Those that the page's list lacks are all of them. */
	for (i = 0; i < tunnels.count; i++)
		assert_int_equal(tunnel_is_shut(&tunnels.rows[i], &policy->chain[OG_INPUT], missing),
				 rows[i].needs != NULL);
	for (i = 0; i < ROWS(rows); i++) {
		(void)tunnel_is_shut(&tunnels.rows[i], &policy->chain[OG_INPUT], missing);
		for (size_t w = 0; w < OG_ITEMS_WORDS; w++)
			((u64 *)&policy->chain[OG_INPUT].items)[w] |= ((u64 *)missing)[w];
		og_chain_compile(&policy->chain[OG_INPUT]);
		assert_false(tunnel_is_shut(&tunnels.rows[i], &policy->chain[OG_INPUT], missing));
	}
	tunnels_release(&tunnels);
	free(missing);
	free(policy);
}

static void what_is_none(void **state)
{
	static const struct row veth = { "veth", 0, 0, 0, NULL }, longer = { "gre0", 0, 0, 0, NULL };
	struct tunnels tunnels = { 0 };
	int elsewhere = 3;

	(void)state;
	begin("eth0", IFF_UP);
	tunnels_take(&tunnels, &message.header);
	make("veth0", &veth);
	tunnels_take(&tunnels, &message.header);
	make("veth1", &longer);
	tunnels_take(&tunnels, &message.header);
	/* Its packets come in where it was made, not here. */
	make("t0", &rows[0]);
	put(IFLA_LINK_NETNSID, &elsewhere, sizeof(elsewhere));
	tunnels_take(&tunnels, &message.header);
	make("t1", &rows[0]);
	message.header.nlmsg_type = RTM_DELLINK;
	tunnels_take(&tunnels, &message.header);
	assert_int_equal(tunnels.count, 0);
	make("t2", &rows[0]);
	message.info.ifi_flags = 0;
	tunnels_take(&tunnels, &message.header);
	assert_false(tunnels_find(&tunnels, "t2")->up);
	assert_null(tunnels_find(&tunnels, "t"));
	tunnels_release(&tunnels);
}

/* Whatever length a message or an attribute claims, nothing behind it is read: sanitizers look. */
static void cut_messages(void **state)
{
	struct tunnels tunnels = { 0 };
	struct nlmsghdr *copy;
	size_t whole, length;

	(void)state;
	make("t0", &rows[10]);
	whole = message.header.nlmsg_len;
	for (length = sizeof(message.header); length < whole; length++) {
		copy = malloc(length);
		memcpy(copy, &message, length);
		copy->nlmsg_len = length;
		tunnels_take(&tunnels, copy);
		free(copy);
	}
	tunnels_release(&tunnels);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds), cmocka_unit_test(what_is_listed_is_not_missing),
		cmocka_unit_test(what_is_none), cmocka_unit_test(cut_messages),
	};

	return cmocka_run_group_tests_name("user: tunnels", tests, NULL, NULL);
}
