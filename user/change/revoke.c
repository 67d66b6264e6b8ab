// SPDX-License-Identifier: GPL-2.0-only
#include "revoke.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "fate.h"
#include "gone.h"
#include "machine/came_in_by.h"
#include "machine/conntrack.h"
#include "module/complaints.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LOOKS	4	/* a connection that is added while the table grows can be missed by one look */
#define PAUSE	100	/* milliseconds between them, where what is on its way may be answered still */
#define MOMENT	2000	/* until the last look, for what has been opened again */

struct search {
	bool dry_run, first;	/* only those that would end; the first look */
	struct fates fates;
	struct revoked *revoked;
	struct gone gone;	/* what may be opened again */
	struct came_in came_in;	/* for zones that devices are members of */
};

/* As it began; with the devices of its ends, where a zone asks for them. */
static struct tracked begun_of(struct search *search, const struct tracked *tracked)
{
	struct tracked known = *tracked;

	if (search->fates.policy.zones.device_count || search->fates.had.zones.device_count) {
		snprintf(known.source_device, sizeof(known.source_device), "%s",
			 came_in_by(&search->came_in, &tracked->source, &tracked->destination));
		snprintf(known.device, sizeof(known.device), "%s",
			 came_in_by(&search->came_in, &tracked->destination, &tracked->source));
	}
	return fate_begun(&search->fates, &known);
}

static bool concerns(void *to, const struct tracked *tracked)
{
	struct search *search = to;
	const struct tracked begun = begun_of(search, tracked);

	return fate_of(&search->fates, &begun) != FATE_STAYS;
}

/* A connection that began here is one of what came in: of the port that it has here. */
static struct revoked_row row_of(const struct search *search, const struct tracked *tracked)
{
	bool ours = fate_is_ours(&search->fates, tracked);

	return (struct revoked_row){
		.chain = ours ? OG_INPUT : tracked_chain(tracked, &search->fates.locals),
		.proto = tracked->proto,
		.port = ours ? tracked->source_port : tracked->port,
	};
}

static bool mark_again(void *to, const struct tracked *tracked)
{
	struct gone_one *gone = gone_find(to, tracked);

	if (gone)
		gone->again = true;
	return false;
}

/*
 * Our own ends first. Without its tracked, the next packet that a server here
 * sends would begin a connection of its own, to which the client's packets
 * are answers, and "established" would let them in again.
 */
static int abort_sockets(struct search *search, const struct conntrack_list *found)
{
	struct tcp_sockets connections = { 0 };
	struct tcp_socket connection;
	struct tracked tracked, begun;
	int error;
	size_t i;

	for (i = 0; i < found->count; i++) {
		conntrack_take(found->list[i], &tracked);
		begun = begun_of(search, &tracked);
		if (tracked_chain(&begun, &search->fates.locals) != OG_INPUT || begun.proto != OG_PROTO_TCP)
			continue;
		connection = conntrack_connection(found->list[i], fate_is_ours(&search->fates, &tracked));
		tcp_sockets_add(&connections, &connection);
	}
	error = tcp_sockets_abort(&connections);
	tcp_sockets_release(&connections);
	return error;
}

/* What was done is counted; what may be opened again, at the end. */
static int end_one(struct search *search, const struct nf_conntrack *ct, bool *more)
{
	struct tracked tracked;
	struct revoked_row row;
	enum fate fate;
	int error = 0;

	conntrack_take(ct, &tracked);
	tracked = begun_of(search, &tracked);
	row = row_of(search, &tracked);
	fate = fate_of(&search->fates, &tracked);
	if (fate == FATE_STOPPED) {
		if (search->first)
			revoked_count(&search->revoked->stopped, row, false);
		return 0;
	}
	if (!search->dry_run) {
		error = conntrack_delete(ct);
		*more = true;
	}
	if (!error && fate == FATE_REOPENS)
		gone_add(&search->gone, &tracked);
	else if (!error)
		revoked_count(&search->revoked->ended, row, false);
	return error == -ENOENT ? 0 : error;
}

/* One look at the table; @more: it found something. */
static int look(struct search *search, bool *more)
{
	struct conntrack_list found;
	int error = conntrack_find(&found, concerns, search), sockets = 0, one;
	size_t i;

	*more = false;
	if (!error && !search->dry_run)
		sockets = abort_sockets(search, &found);
	if (sockets) {
		search->fates.no_abort = true;
		note("connections to this machine are not admitted any more, but their sockets are still open (%s)",
		     strerror(-sockets));
	}
	for (i = 0; i < found.count; i++) {
		one = end_one(search, found.list[i], more);
		if (one && !error)
			error = one;
	}
	conntrack_release(&found);
	return error;
}

static void wait_for(unsigned int milliseconds)
{
	const struct timespec time = {
		.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000L,
	};

	nanosleep(&time, NULL);
}

/* Whether what was deleted is there again, whichever end began it. */
static int look_again(struct search *search)
{
	struct conntrack_list none;
	int error;

	gone_close(&search->gone);
	if (!search->gone.count || search->dry_run)
		return 0;
	wait_for(MOMENT);
	error = conntrack_find(&none, mark_again, &search->gone);
	conntrack_release(&none);
	return error;
}

/* What is forwarded has ended when nobody opened it again; what this machine answers, it may yet. */
static void count_gone(struct search *search)
{
	const struct gone_one *gone;
	struct revoked_row row;
	size_t i;

	for (i = 0; i < search->gone.count; i++) {
		gone = &search->gone.list[i];
		row = row_of(search, &gone->tracked);
		if (gone->again || row.chain == OG_INPUT)
			revoked_count(&search->revoked->not_ended, row, gone->again);
		else
			revoked_count(&search->revoked->ended, row, false);
	}
}

/* One of the connections may be that of whoever runs this: then it ends them all none the less. */
static int look_often(struct search *search)
{
	void (*hangup)(int) = signal(SIGHUP, SIG_IGN);
	void (*pipe_end)(int) = signal(SIGPIPE, SIG_IGN);
	bool more = true;
	int error = 0, looks;

	for (looks = 0; !error && more && looks < LOOKS; looks++) {
		search->first = !looks;
		error = look(search, &more);
		if (more && search->gone.count)
			wait_for(PAUSE);
	}
	if (!error)
		error = look_again(search);
	else
		gone_close(&search->gone);
	count_gone(search);
	(void)signal(SIGHUP, hangup);
	(void)signal(SIGPIPE, pipe_end);
	return error;
}

static int complain_of(int error)
{
	if (error != -EPERM && error != -EACCES)
		complain("the policy is in force, but whether all connections have ended that it does "
			 "not admit cannot be said: %s", strerror(-error));
	else
		module_complain(error, "look at live connections");
	return EXIT_MODULE;
}

int revoke_connections(struct revoked *revoked, const struct revocation *revocation)
{
	struct search *search = need(sizeof(*search));
	struct fates *fates = &search->fates;
	int error = locals_read(&fates->locals);

	*revoked = (struct revoked){ 0 };
	search->dry_run = revocation->dry_run;
	search->revoked = revoked;
	fates->policy = *revocation->policy;
	fates_had(fates, revocation->before, revocation->edit);
	listeners_read(&fates->listeners);
	came_in_begin(&search->came_in);
	if (!error)
		error = look_often(search);
	revoked->known = !error;
	listeners_free(&fates->listeners);
	locals_release(&fates->locals);
	gone_release(&search->gone);
	came_in_release(&search->came_in);
	free(search);
	if (error)
		return complain_of(error);
	return revoked->not_ended.again ? EXIT_NO : 0;
}
