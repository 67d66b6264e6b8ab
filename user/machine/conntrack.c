// SPDX-License-Identifier: GPL-2.0-only
#include "conntrack.h"
#include "base/need.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libnetfilter_conntrack/libnetfilter_conntrack.h>
#include <stdlib.h>
#include <sys/socket.h>

/* IP_CT_TCP_FLAG_BE_LIBERAL, which a connection has that was picked up in its midst. */
#define TCP_LIBERAL	0x08u

struct finding {
	struct conntrack_list *found;
	conntrack_wanted wanted;
	void *to;
};

static bool family_of(const struct nf_conntrack *ct, enum og_family *family)
{
	u8 l3 = nfct_get_attr_u8(ct, ATTR_ORIG_L3PROTO);

	*family = l3 == AF_INET6 ? OG_IPV6 : OG_IPV4;
	return l3 == AF_INET6 || l3 == AF_INET;
}

static struct address side(const struct nf_conntrack *ct, enum og_family family,
			   enum nf_conntrack_attr attr4, enum nf_conntrack_attr attr6)
{
	return address_of(family, nfct_get_attr(ct, family == OG_IPV6 ? attr6 : attr4));
}

static bool complete(const struct nf_conntrack *ct, enum og_family family)
{
	static const enum nf_conntrack_attr needed[OG_FAMILIES][3] = {
		{ ATTR_ORIG_IPV4_SRC, ATTR_REPL_IPV4_SRC, ATTR_REPL_IPV4_DST },
		{ ATTR_ORIG_IPV6_SRC, ATTR_REPL_IPV6_SRC, ATTR_REPL_IPV6_DST },
	};
	unsigned int i;

	for (i = 0; i < 3; i++)
		if (!nfct_attr_is_set(ct, needed[family][i]))
			return false;
	return true;
}

bool conntrack_take(const struct nf_conntrack *ct, struct tracked *tracked)
{
	enum og_family family;

	if (!family_of(ct, &family) || !complete(ct, family))
		return false;
	*tracked = (struct tracked){
		.family = family,
		.proto = nfct_get_attr_u8(ct, ATTR_ORIG_L4PROTO),
		.source = side(ct, family, ATTR_ORIG_IPV4_SRC, ATTR_ORIG_IPV6_SRC),
		/* Who answers is whom the chain saw asked, whatever NAT made of it. */
		.destination = side(ct, family, ATTR_REPL_IPV4_SRC, ATTR_REPL_IPV6_SRC),
		.expected = nfct_get_attr_u32(ct, ATTR_STATUS) & IPS_EXPECTED,
	};
	if (tracked->proto == OG_PROTO_TCP || tracked->proto == OG_PROTO_UDP) {
		tracked->port = ntohs(nfct_get_attr_u16(ct, ATTR_REPL_PORT_SRC));
		tracked->source_port = ntohs(nfct_get_attr_u16(ct, ATTR_ORIG_PORT_SRC));
	}
	tracked->unseen = tracked->proto == OG_PROTO_TCP &&
			nfct_get_attr_u8(ct, ATTR_TCP_FLAGS_ORIG) & TCP_LIBERAL;
	return true;
}

static struct endpoint end_of(const struct nf_conntrack *ct, enum og_family family, enum nf_conntrack_attr attr4,
			      enum nf_conntrack_attr attr6, enum nf_conntrack_attr port)
{
	return (struct endpoint){ side(ct, family, attr4, attr6), ntohs(nfct_get_attr_u16(ct, port)) };
}

struct tcp_socket conntrack_connection(const struct nf_conntrack *ct, bool began_here)
{
	enum og_family family;

	family_of(ct, &family);
	if (began_here)
		return (struct tcp_socket){
			.local = end_of(ct, family, ATTR_ORIG_IPV4_SRC, ATTR_ORIG_IPV6_SRC, ATTR_ORIG_PORT_SRC),
			.peer = end_of(ct, family, ATTR_ORIG_IPV4_DST, ATTR_ORIG_IPV6_DST, ATTR_ORIG_PORT_DST),
		};
	return (struct tcp_socket){
		.local = end_of(ct, family, ATTR_REPL_IPV4_SRC, ATTR_REPL_IPV6_SRC, ATTR_REPL_PORT_SRC),
		.peer = end_of(ct, family, ATTR_REPL_IPV4_DST, ATTR_REPL_IPV6_DST, ATTR_REPL_PORT_DST),
	};
}

static void keep(struct conntrack_list *found, const struct nf_conntrack *ct)
{
	found->list = need_room(found->list, &found->room, found->count, sizeof(struct nf_conntrack *));
	found->list[found->count] = nfct_clone(ct);
	if (!found->list[found->count])
		abort();
	found->count++;
}

static int take_entry(enum nf_conntrack_msg_type type, struct nf_conntrack *ct, void *data)
{
	struct finding *finding = data;
	struct tracked tracked;

	(void)type;
	if (conntrack_take(ct, &tracked) && finding->wanted(finding->to, &tracked))
		keep(finding->found, ct);
	return NFCT_CB_CONTINUE;
}

int conntrack_find(struct conntrack_list *found, conntrack_wanted wanted, void *to)
{
	struct finding finding = { found, wanted, to };
	struct nfct_handle *handle = nfct_open(CONNTRACK, 0);
	u32 family = AF_UNSPEC;
	int error = 0;

	*found = (struct conntrack_list){ 0 };
	if (!handle)
		return -errno;
	if (nfct_callback_register(handle, NFCT_T_ALL, take_entry, &finding) ||
	    nfct_query(handle, NFCT_Q_DUMP, &family) < 0)
		error = -errno;
	nfct_close(handle);
	return error;
}

void conntrack_release(struct conntrack_list *found)
{
	size_t i;

	for (i = 0; i < found->count; i++)
		nfct_destroy(found->list[i]);
	free(found->list);
	*found = (struct conntrack_list){ 0 };
}

int conntrack_delete(const struct nf_conntrack *ct)
{
	struct nfct_handle *handle = nfct_open(CONNTRACK, 0);
	int error;

	if (!handle)
		return -errno;
	/* With all attributes, so with its zone and its id. */
	error = nfct_query(handle, NFCT_Q_DESTROY, ct) < 0 ? -errno : 0;
	nfct_close(handle);
	return error;
}
