/* SPDX-License-Identifier: GPL-2.0-only */
/* conntrack's table, by libnetfilter_conntrack. */
#ifndef OGCTL_CONNTRACK_H
#define OGCTL_CONNTRACK_H

#include "tcp_abort.h"
#include "tracked.h"

struct nf_conntrack;

/* A connection as it is judged. False: it is of no family of ours. */
bool conntrack_take(const struct nf_conntrack *ct, struct tracked *tracked);
/* How a socket here would know it; @began_here: conntrack's first packet of it was this machine's. */
struct tcp_socket conntrack_connection(const struct nf_conntrack *ct, bool began_here);

/* Copies of those that @wanted is true of; 0 or a negative errno. Release it either way. */
typedef bool (*conntrack_wanted)(void *to, const struct tracked *tracked);

struct conntrack_list {
	size_t count, room;
	struct nf_conntrack **list;
};

int conntrack_find(struct conntrack_list *found, conntrack_wanted wanted, void *to);
void conntrack_release(struct conntrack_list *found);

/*
 * Delete this very one, not another that has the same addresses and ports
 * since. 0 or a negative errno; -ENOENT: it is gone already.
 */
int conntrack_delete(const struct nf_conntrack *ct);

#endif
