// SPDX-License-Identifier: GPL-2.0-only
#include "revoked.h"
#include "base/json_text.h"
#include "base/need.h"
#include "base/out.h"
#include "base/shown.h"
#include "journal/journal.h"
#include "policy/names.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

static int compare(const struct revoked_row *a, const struct revoked_row *b)
{
	if (a->chain != b->chain)
		return a->chain < b->chain ? -1 : 1;
	return a->proto != b->proto ? a->proto - b->proto : a->port - b->port;
}

void revoked_count(struct revoked_list *list, struct revoked_row row, bool again)
{
	size_t at = 0;

	while (at < list->rows && compare(&list->list[at], &row) < 0)
		at++;
	if (at == list->rows || compare(&list->list[at], &row)) {
		list->list = need_room(list->list, &list->room, list->rows, sizeof(*list->list));
		memmove(&list->list[at + 1], &list->list[at], (list->rows - at) * sizeof(row));
		row.count = 0;
		row.again = 0;
		list->list[at] = row;
		list->rows++;
	}
	list->list[at].count++;
	list->list[at].again += again;
	list->count++;
	list->again += again;
}

void revoked_release(struct revoked *revoked)
{
	free(revoked->ended.list);
	free(revoked->stopped.list);
	free(revoked->not_ended.list);
	*revoked = (struct revoked){ 0 };
}

static bool has_port(const struct revoked_row *row)
{
	return row->proto == OG_PROTO_TCP || row->proto == OG_PROTO_UDP;
}

static enum og_transport transport_of(const struct revoked_row *row)
{
	return row->proto == OG_PROTO_TCP ? OG_TCP : OG_UDP;
}

static const char *name_of(const struct revoked_row *row)
{
	return has_port(row) ? names_of_port(row->port, transport_of(row)) :
	       names_of_protocol(row->proto);
}

static void print_rows(const struct revoked_list *list)
{
	const struct revoked_row *row;
	const char *name;
	char item[32];
	size_t i;

	for (i = 0; i < list->rows; i++) {
		row = &list->list[i];
		if (has_port(row))
			snprintf(item, sizeof(item), "%u/%s", row->port,
				 og_transport_name(transport_of(row)));
		else
			snprintf(item, sizeof(item), "proto:%u", row->proto);
		name = name_of(row) ?: "";
		printf("  %-8s %-15s %s%*s %lu", og_chain_name(row->chain), item, name,
		       shown_pad(name, 15), "", row->count);
		if (row->again)
			printf(", open again: %lu", row->again);
		putchar('\n');
	}
}

static void print_list(const char *words, const struct revoked_list *list)
{
	if (!list->count)
		return;
	printf("%s %lu connection%s:\n", words, list->count, list->count == 1 ? "" : "s");
	print_rows(list);
}

static void advise(const struct revoked_list *not_ended, bool dry_run)
{
	if (!not_ended->count)
		return;
	note("%sa server or a tunnel here that sends by itself lets its far ends in again, as those that answer: "
	     "restart the server that had the port, or take the tunnel down, and say --revoke again",
	     not_ended->again ? "some are open again, for " :
	     dry_run ? "" : "nothing of these is open again yet, but ");
}

void revoked_print(const struct revoked *revoked, bool dry_run)
{
	if (!revoked->known && !revoked->ended.count)
		return;
	print_list(dry_run ? "would end" : "ended", &revoked->ended);
	if (!revoked->ended.count)
		printf("%s no connection%s\n", dry_run ? "would end" : "ended",
		       revoked->stopped.count || revoked->not_ended.count ? "" :
		       ": of those that others began, the policy admits all that conntrack knows");
	print_list(dry_run ? "would leave alone, for what their clients send is dropped already,"
			   : "left alone, for what their clients send is dropped already,",
		   &revoked->stopped);
	print_list(dry_run ? "would take out of conntrack, but not end for sure,"
			   : "taken out of conntrack, but not ended for sure,",
		   &revoked->not_ended);
	advise(&revoked->not_ended, dry_run);
}

static json_t *rows_json(const struct revoked_list *list, bool again)
{
	json_t *array = json_array(), *one;
	const struct revoked_row *row;
	size_t i;

	for (i = 0; i < list->rows; i++) {
		row = &list->list[i];
		one = json_object();
		json_object_set_new(one, "chain", json_text(og_chain_name(row->chain)));
		json_object_set_new(one, "protocol", json_integer(row->proto));
		json_object_set_new(one, "port", has_port(row) ? json_integer(row->port) :
				    json_null());
		json_object_set_new(one, "name", json_text(name_of(row)));
		json_object_set_new(one, "connections", json_integer(row->count));
		if (again)
			json_object_set_new(one, "open_again", json_integer(row->again));
		json_array_append_new(array, one);
	}
	return array;
}

json_t *revoked_json(const struct revoked *revoked)
{
	json_t *object;

	if (!revoked->known && !revoked->ended.count)
		return json_null();
	object = json_object();
	json_object_set_new(object, "connections", json_integer(revoked->ended.count));
	json_object_set_new(object, "by_port", rows_json(&revoked->ended, false));
	json_object_set_new(object, "stopped", rows_json(&revoked->stopped, false));
	json_object_set_new(object, "not_ended", rows_json(&revoked->not_ended, true));
	return object;
}

void revoked_tell(const struct revoked *revoked)
{
	char *what;

	if (!revoked->known || !revoked->ended.count)
		return;
	what = need_text("%lu that the policy would not admit if they began now", revoked->ended.count);
	journal_tell(&(struct journal_event){ .kind = JOURNAL_REVOKE, .what = what });
	free(what);
}
