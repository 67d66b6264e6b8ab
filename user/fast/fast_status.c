// SPDX-License-Identifier: GPL-2.0-only
#include "fast_status.h"
#include "base/json_text.h"
#include "base/out.h"
#include "base/request.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The kernel's own list; root's to read, and not in every kernel. */
static long count_offloaded(void)
{
	FILE *file = fopen("/proc/net/nf_conntrack", "re");
	char *line = NULL;
	size_t room = 0;
	long count = 0;

	if (!file)
		return -1;
	while (getline(&line, &room, file) > 0)
		count += strstr(line, "[OFFLOAD]") || strstr(line, "[HW_OFFLOAD]");
	free(line);
	(void)fclose(file);
	return count;
}

int fast_status_read(struct fast_status *status)
{
	int error;

	memset(status, 0, sizeof(*status));
	status->connections = -1;
	status->state = fast_state_new();
	error = fast_state_read(status->state);
	if (!error) {
		status->watcher = fast_state_watcher(status->state);
		status->table = fast_table_look();
		fast_devices_look(&status->state->devices, &status->there, &status->missing);
	}
	if (error == -ENOENT) {
		fast_status_release(status);
		return 0;
	}
	if (error) {
		complain("could not read the state of the fast path: %s", strerror(-error));
		fast_status_release(status);
		return EXIT_MODULE;
	}
	if (fast_status_on(status))
		status->connections = count_offloaded();
	return 0;
}

void fast_status_release(struct fast_status *status)
{
	if (status->state)
		fast_state_free(status->state);
	status->state = NULL;
}

bool fast_status_on(const struct fast_status *status)
{
	return status->state && status->table != NFT_ABSENT;
}

static void print_devices(const struct fast_devices *devices)
{
	struct flow_list list;
	size_t i;

	list_begin(&list, stdout, 14);
	for (i = 0; i < devices->count; i++)
		list_put(&list, devices->names[i]);
	list_end(&list);
}

/* One sentence a case, for four levels say little. */
static const char *plan_sentence(const struct fast_plan *plan)
{
	unsigned int f, t, none = 0, all = 0;

	for (f = 0; f < OG_FAMILIES; f++)
		for (t = 0; t < OG_TRANSPORTS; t++) {
			none += plan->level[f][t] == FAST_NONE;
			all += plan->level[f][t] == FAST_ALL;
		}
	if (none == OG_FAMILIES * OG_TRANSPORTS)
		return "no connection: the mode is not enforce, or forward lists neither established "
		       "nor reply";
	if (all == OG_FAMILIES * OG_TRANSPORTS)
		return "established tcp and udp connections that forward accepts";
	if (!none && !all)
		return "established tcp and udp connections whose port is listed; judged again at "
		       "every change";
	return "established connections of some protocols; \"ogctl -j fast status\" says which";
}

void fast_status_print(const struct fast_status *status, const char *margin)
{
	if (!status->state) {
		printf("%sfast path   off\n", margin);
		return;
	}
	if (status->table == NFT_ABSENT) {
		printf("%sfast path   %soff%s: its %s; \"ogctl fast on\" makes it anew\n", margin,
		       out_style(stdout, STYLE_CAREFUL), out_style(stdout, STYLE_PLAIN),
		       status->watcher ? "nft table was removed by others" : "watcher has ended, and the table "
		       "with it");
		return;
	}
	printf("%sfast path   %son%s, over ", margin, out_style(stdout, STYLE_GOOD),
	       out_style(stdout, STYLE_PLAIN));
	print_devices(&status->there);
	if (status->missing.count) {
		printf("%s            %snot there%s now, and joins when it is made again: ", margin,
		       out_style(stdout, STYLE_CAREFUL), out_style(stdout, STYLE_PLAIN));
		print_devices(&status->missing);
	}
	printf("%s            for %s\n", margin, plan_sentence(&status->state->plan));
	if (status->connections >= 0)
		printf("%s            %ld connections are in it\n", margin, status->connections);
	if (!status->watcher)
		printf("%s            %snobody watches%s: it follows no change but the next one by ogctl, "
		       "which ends it; \"ogctl fast on\" mends that\n", margin, out_style(stdout, STYLE_BAD),
		       out_style(stdout, STYLE_PLAIN));
}

static json_t *devices_json(const struct fast_devices *devices)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < devices->count; i++)
		json_array_append_new(array, json_text(devices->names[i]));
	return array;
}

json_t *fast_status_json(const struct fast_status *status)
{
	json_t *object = json_object(), *admits = json_object(), *family;
	unsigned int f, t;

	json_object_set_new(object, "on", json_boolean(fast_status_on(status)));
	if (!status->state) {
		json_decref(admits);
		return object;
	}
	for (f = 0; f < OG_FAMILIES; f++) {
		family = json_object();
		for (t = 0; t < OG_TRANSPORTS; t++)
			json_object_set_new(family, og_transport_name(t), json_text(
				fast_level_name(status->state->plan.level[f][t])));
		json_object_set_new(admits, fast_family_name(f), family);
	}
	json_object_set_new(object, "devices", devices_json(&status->state->devices));
	json_object_set_new(object, "missing", devices_json(&status->missing));
	json_object_set_new(object, "admits", admits);
	json_object_set_new(object, "connections", status->connections < 0 ? json_null() :
			    json_integer(status->connections));
	json_object_set_new(object, "watched", json_boolean(status->watcher));
	json_object_set_new(object, "watcher", status->watcher > 0 ?
			    json_integer(status->watcher) : json_null());
	return object;
}
