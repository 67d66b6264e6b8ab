// SPDX-License-Identifier: GPL-2.0-only
#include "revoke.h"
#include "conntrack.h"
#include "guard.h"
#include "json_text.h"
#include "names.h"
#include "ogctl.h"
#include "out.h"
#include "text.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define LOOKS	4	/* an entry that is added while the table grows can be missed by one look */

struct search {
	const struct og_policy *policy;
	struct locals locals;
};

static bool refused(void *to, const struct entry *entry)
{
	const struct search *search = to;

	return !entry_admitted(entry, &search->locals, search->policy);
}

static struct revoked_row row_of(const struct search *search, const struct nf_conntrack *ct)
{
	struct entry entry;

	conntrack_entry(ct, &entry);
	return (struct revoked_row){
		.chain = entry_chain(&entry, &search->locals), .proto = entry.proto,
		.port = entry.port,
	};
}

static int compare(const struct revoked_row *a, const struct revoked_row *b)
{
	if (a->chain != b->chain)
		return a->chain < b->chain ? -1 : 1;
	return a->proto != b->proto ? a->proto - b->proto : a->port - b->port;
}

static void count(struct revoked *revoked, struct revoked_row row)
{
	size_t at = 0;

	while (at < revoked->rows && compare(&revoked->list[at], &row) < 0)
		at++;
	if (at == revoked->rows || compare(&revoked->list[at], &row)) {
		revoked->list = realloc(revoked->list,
					(revoked->rows + 1) * sizeof(*revoked->list));
		if (!revoked->list)
			abort();
		memmove(&revoked->list[at + 1], &revoked->list[at],
			(revoked->rows - at) * sizeof(row));
		revoked->list[at] = row;
		revoked->rows++;
	}
	revoked->list[at].count++;
	revoked->count++;
}

/*
 * Our own ends first. Without its entry, the next packet that a server here
 * sends would begin a connection of its own, to which the client's packets
 * are answers, and "established" would let them in again.
 */
static int abort_sockets(const struct search *search, const struct conntrack_list *found)
{
	struct connections connections = { 0 };
	struct connection connection;
	struct revoked_row row;
	int error;
	size_t i;

	for (i = 0; i < found->count; i++) {
		row = row_of(search, found->list[i]);
		if (row.chain != OG_INPUT || row.proto != OG_PROTO_TCP)
			continue;
		connection = conntrack_connection(found->list[i]);
		connections_add(&connections, &connection);
	}
	error = sockets_abort(&connections);
	connections_release(&connections);
	return error;
}

static int delete_all(const struct search *search, const struct conntrack_list *found,
		      struct revoked *revoked)
{
	int error, result = 0;
	size_t i;

	for (i = 0; i < found->count; i++) {
		error = conntrack_delete(found->list[i]);
		if (!error)
			count(revoked, row_of(search, found->list[i]));
		else if (error != -ENOENT && !result)
			result = error;
	}
	return result;
}

/* One look at the table; @more: it found something. */
static int look(struct search *search, struct revoked *revoked, bool dry_run, bool *more)
{
	struct conntrack_list found;
	int error = conntrack_find(&found, refused, search), sockets = 0;
	size_t i;

	*more = found.count && !dry_run;
	for (i = 0; !error && dry_run && i < found.count; i++)
		count(revoked, row_of(search, found.list[i]));
	if (!error && *more) {
		sockets = abort_sockets(search, &found);
		error = delete_all(search, &found, revoked);
	}
	if (sockets)
		note("connections to this machine were taken out of conntrack, but their sockets are "
		     "still open (%s): one goes on if its server speaks first", strerror(-sockets));
	conntrack_release(&found);
	return error;
}

/* One of the connections may be that of whoever runs this: then it ends them all none the less. */
static int look_often(struct search *search, struct revoked *revoked, bool dry_run)
{
	void (*hangup)(int) = signal(SIGHUP, SIG_IGN);
	void (*pipe_end)(int) = signal(SIGPIPE, SIG_IGN);
	bool more = true;
	int error = 0, looks;

	for (looks = 0; !error && more && looks < LOOKS; looks++)
		error = look(search, revoked, dry_run, &more);
	(void)signal(SIGHUP, hangup);
	(void)signal(SIGPIPE, pipe_end);
	return error;
}

int revoke_connections(struct revoked *revoked, const struct og_policy *policy, bool dry_run)
{
	struct search search = { .policy = policy };
	int error = locals_read(&search.locals);

	*revoked = (struct revoked){ 0 };
	if (!error)
		error = look_often(&search, revoked, dry_run);
	locals_release(&search.locals);
	if (!error)
		return 0;
	if (error != -EPERM && error != -EACCES)
		complain("the policy is in force, but whether all connections have ended that it does "
			 "not admit cannot be said: %s", strerror(-error));
	else
		guard_complain(error, "look at live connections");
	return EXIT_GUARD;
}

void revoked_release(struct revoked *revoked)
{
	free(revoked->list);
	*revoked = (struct revoked){ 0 };
}

static bool has_port(const struct revoked_row *row)
{
	return row->proto == OG_PROTO_TCP || row->proto == OG_PROTO_UDP;
}

static const char *transport_name(const struct revoked_row *row)
{
	return og_transport_name(row->proto == OG_PROTO_TCP ? OG_TCP : OG_UDP);
}

static const char *name_of(const struct revoked_row *row)
{
	if (!has_port(row))
		return names_of_protocol(row->proto);
	return names_of_port(row->port, row->proto == OG_PROTO_TCP ? OG_TCP : OG_UDP);
}

void revoked_print(const struct revoked *revoked, bool dry_run)
{
	const char *would = dry_run ? "would end" : "ended";
	const struct revoked_row *row;
	char item[32];
	size_t i;

	if (!revoked->count) {
		printf("%s no connection: the policy admits all that are open\n", would);
		return;
	}
	printf("%s %lu connection%s:\n", would, revoked->count, revoked->count == 1 ? "" : "s");
	for (i = 0; i < revoked->rows; i++) {
		row = &revoked->list[i];
		if (has_port(row))
			snprintf(item, sizeof(item), "%u/%s", row->port, transport_name(row));
		else
			snprintf(item, sizeof(item), "proto:%u", row->proto);
		printf("  %-8s %-15s %-15s %lu\n", og_chain_name(row->chain), item,
		       name_of(row) ? name_of(row) : "", row->count);
	}
}

json_t *revoked_json(const struct revoked *revoked)
{
	json_t *object = json_object(), *list = json_array(), *one;
	const struct revoked_row *row;
	size_t i;

	for (i = 0; i < revoked->rows; i++) {
		row = &revoked->list[i];
		one = json_object();
		json_object_set_new(one, "chain", json_text(og_chain_name(row->chain)));
		json_object_set_new(one, "protocol", json_integer(row->proto));
		json_object_set_new(one, "port", has_port(row) ? json_integer(row->port) :
				    json_null());
		json_object_set_new(one, "name", name_of(row) ? json_text(name_of(row)) :
				    json_null());
		json_object_set_new(one, "connections", json_integer(row->count));
		json_array_append_new(list, one);
	}
	json_object_set_new(object, "connections", json_integer(revoked->count));
	json_object_set_new(object, "by_port", list);
	return object;
}
