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

struct question {
	struct nlmsghdr header;
	struct inet_diag_req_v2 wanted;
};

struct search {
	const struct tcp_sockets *connections;	/* sorted */
	struct question *found;
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
	const struct inet_diag_msg *diag = NLMSG_DATA(answer);
	enum og_family family = diag->idiag_family == AF_INET6 ? OG_IPV6 : OG_IPV4;
	const struct tcp_socket connection = {
		.local = { address_of_socket(family, diag->id.idiag_src), ntohs(diag->id.idiag_sport) },
		.peer = { address_of_socket(family, diag->id.idiag_dst), ntohs(diag->id.idiag_dport) },
	};
	struct search *search = to;
	struct question *question;

	if (answer->nlmsg_type != SOCK_DIAG_BY_FAMILY ||
	    answer->nlmsg_len < NLMSG_LENGTH(sizeof(*diag)) ||
	    !bsearch(&connection, search->connections->list, search->connections->count,
		     sizeof(connection), compare))
		return;
	search->found = need_room(search->found, &search->room, search->count, sizeof(*search->found));
	question = &search->found[search->count++];
	memset(question, 0, sizeof(*question));
	question->wanted.sdiag_family = diag->idiag_family;
	question->wanted.sdiag_protocol = IPPROTO_TCP;
	question->wanted.id = diag->id;
}

static int find(struct search *search, int family)
{
	struct question question = {
		.header = {
			.nlmsg_len = sizeof(question),
			.nlmsg_type = SOCK_DIAG_BY_FAMILY,
			.nlmsg_flags = NLM_F_DUMP,
		},
		.wanted = {
			.sdiag_family = family,
			.sdiag_protocol = IPPROTO_TCP,
			.idiag_states = ~(1u << TCP_LISTEN | 1u << TCP_TIME_WAIT),
		},
	};
	int error = netlink_ask(NETLINK_SOCK_DIAG, &question.header, take_socket, search);

	return error == -EINTR ? 0 : error;
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
		search.found[i].header.nlmsg_len = sizeof(search.found[i]);
		search.found[i].header.nlmsg_type = SOCK_DESTROY;
		search.found[i].header.nlmsg_flags = NLM_F_ACK;
		error = netlink_ask(NETLINK_SOCK_DIAG, &search.found[i].header, NULL, NULL);
		/* It may have ended by itself. */
		if (error && error != -ENOENT && error != -ESTALE && !result)
			result = error;
	}
	free(search.found);
	return result;
}
