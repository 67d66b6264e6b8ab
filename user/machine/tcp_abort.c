// SPDX-License-Identifier: GPL-2.0-only
#include "tcp_abort.h"
#include "base/need.h"
#include "netlink.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct search {
	const struct tcp_sockets *connections;	/* sorted */
	struct inet_diag_req_v2 *found;
	size_t count, room;
};

void tcp_sockets_add(struct tcp_sockets *connections, const struct tcp_socket *connection)
{
	connections->list = need_room(connections->list, &connections->room, connections->count,
				      sizeof(*connections->list));
	connections->list[connections->count++] = *connection;
}

void tcp_sockets_release(struct tcp_sockets *connections)
{
	free(connections->list);
	*connections = (struct tcp_sockets){ 0 };
}

static int compare(const void *a, const void *b)
{
	const struct tcp_socket *x = a, *y = b;
	int order = endpoint_compare(&x->local, &y->local);

	return order ? order : endpoint_compare(&x->peer, &y->peer);
}

/* With its cookie the socket is this one and no other, least of all the one that listens. */
static void take_socket(void *to, const struct nlmsghdr *answer)
{
	struct netlink_attributes unused;
	const struct inet_diag_msg *diag = netlink_open(answer, SOCK_DIAG_BY_FAMILY, sizeof(*diag), &unused);
	struct tcp_socket connection;
	struct search *search = to;
	enum og_family family;

	if (!diag)
		return;
	family = diag->idiag_family == AF_INET6 ? OG_IPV6 : OG_IPV4;
	connection = (struct tcp_socket){
		.local = { address_of_socket(family, diag->id.idiag_src), ntohs(diag->id.idiag_sport) },
		.peer = { address_of_socket(family, diag->id.idiag_dst), ntohs(diag->id.idiag_dport) },
	};
	if (!bsearch(&connection, search->connections->list, search->connections->count, sizeof(connection), compare))
		return;
	search->found = need_room(search->found, &search->room, search->count, sizeof(*search->found));
	search->found[search->count++] = (struct inet_diag_req_v2){
		.sdiag_family = diag->idiag_family, .sdiag_protocol = IPPROTO_TCP, .id = diag->id,
	};
}

static int find(struct search *search, int family)
{
	struct netlink_question question;
	struct inet_diag_req_v2 *wanted = netlink_begin(&question, SOCK_DIAG_BY_FAMILY, NLM_F_DUMP, sizeof(*wanted));
	int error;

	wanted->sdiag_family = family;
	wanted->sdiag_protocol = IPPROTO_TCP;
	wanted->idiag_states = ~(1u << TCP_LISTEN | 1u << TCP_TIME_WAIT);
	error = netlink_dump(NETLINK_SOCK_DIAG, &question, take_socket, search, &search->count);
	/* Those that were heard of are aborted; revoke looks again. ENOENT: a kernel without tcp_diag. */
	return error == -EINTR ? 0 : error == -ENOENT ? -EOPNOTSUPP : error;
}

static int abort_one(const struct inet_diag_req_v2 *found)
{
	struct netlink_question question;
	int error;

	memcpy(netlink_begin(&question, SOCK_DESTROY, NLM_F_ACK, sizeof(*found)), found, sizeof(*found));
	error = netlink_ask(NETLINK_SOCK_DIAG, &question, NULL, NULL);
	/* It may have ended by itself. */
	return error == -ENOENT || error == -ESTALE ? 0 : error;
}

int tcp_sockets_abort(struct tcp_sockets *connections)
{
	struct search search = { .connections = connections };
	int error, result;
	size_t i;

	if (!connections->count)
		return 0;
	qsort(connections->list, connections->count, sizeof(*connections->list), compare);
	result = find(&search, AF_INET);
	if (!result)
		result = find(&search, AF_INET6);
	for (i = 0; i < search.count; i++) {
		error = abort_one(&search.found[i]);
		if (error && !result)
			result = error;
	}
	free(search.found);
	return result;
}
