// SPDX-License-Identifier: GPL-2.0-only
#include "drops.h"
#include "base/json_text.h"
#include "base/need.h"
#include "base/out.h"
#include "base/shown.h"
#include "policy/names.h"
#include "policy/zone_json.h"
#include "policy/zone_words.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static enum og_transport transport_of(const struct packet *packet)
{
	return packet->proto == OG_PROTO_TCP ? OG_TCP : OG_UDP;
}

/* Of its port, or else of its protocol; "" where it has none. */
static const char *name_of(const struct packet *packet)
{
	const char *name = packet->has_ports ?
			   names_of_port(packet->port, transport_of(packet)) :
			   names_of_protocol(packet->proto);

	return name ? name : "";
}

/* As an item of a policy that would let it pass. */
static void print_item(const struct packet *packet, char *text, size_t size)
{
	if (packet->has_ports)
		snprintf(text, size, "%u/%s", packet->port,
			 og_transport_name(transport_of(packet)));
	else
		snprintf(text, size, "proto:%u", packet->proto);
}

/* The zones of @all, bit by slot, that it comes from; none where there are none. */
static u16 zones_of(const struct drop *drop, const struct og_zones *all)
{
	const struct og_source source = {
		.family = drop->packet.source.family, .address = address_number(&drop->packet.source),
		.device = *drop->device ? drop->device : NULL,
	};

	return all ? og_zones_of(all, &source) : 0;
}

/* "192.0.2.7", or "192.0.2.7 by eth1, office" where there are zones; free it. */
static char *from_text(const struct drop *drop, const struct og_zones *all)
{
	char address[ADDRESS_TEXT];
	char *names, *text;

	address_print(&drop->packet.source, address);
	if (!all)
		return need_copy(address);
	names = zones_names(all, zones_of(drop, all));
	text = need_text("%s by %s, %s", address, *drop->device ? drop->device : "no device",
			 names ? names : "no zone");
	free(names);
	return text;
}

static int compare_kinds(const struct drop *a, const struct drop *b)
{
	int order = strcmp(a->chain, b->chain);

	if (!order)
		order = strcmp(a->reason, b->reason);
	if (!order)
		order = (int)a->would - (int)b->would;
	if (!order)
		order = (int)a->packet.proto - (int)b->packet.proto;
	if (!order)
		order = (int)a->packet.port - (int)b->packet.port;
	if (!order)
		order = strcmp(a->device, b->device);
	return order ? order : address_compare(&a->packet.source, &b->packet.source);
}

void drops_add(struct drops *drops, const struct drop *drop)
{
	size_t i;

	drops->count++;
	for (i = 0; i < drops->rows; i++) {
		if (compare_kinds(&drops->list[i].drop, drop))
			continue;
		drops->list[i].drop = *drop;
		drops->list[i].count++;
		return;
	}
	if (drops->rows == DROPS_MAX) {
		drops->beyond++;
		return;
	}
	if (!drops->list)
		drops->list = need(DROPS_MAX * sizeof(*drops->list));
	drops->list[drops->rows++] = (struct drop_row){ *drop, 1 };
}

void drops_release(struct drops *drops)
{
	free(drops->list);
	*drops = (struct drops){ 0 };
}

static int compare_rows(const void *a, const void *b)
{
	const struct drop_row *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return compare_kinds(&x->drop, &y->drop);
}

static int source_width(const struct drops *drops)
{
	int width = strlen("from");
	char *from;
	size_t i;

	for (i = 0; i < drops->rows; i++) {
		from = from_text(&drops->list[i].drop, drops->zones);
		if ((int)shown_columns(from) > width)
			width = shown_columns(from);
		free(from);
	}
	return width;
}

void drops_print(struct drops *drops)
{
	int width = source_width(drops);
	char item[32], *from;
	const char *name;
	size_t i;

	if (!drops->rows)
		return;
	qsort(drops->list, drops->rows, sizeof(*drops->list), compare_rows);
	printf("%s%7s  %-7s  %-*s  %-10s  %-14s  %s%s\n", out_style(stdout, STYLE_STRONG), "count",
	       "chain", width, "from", "item", "name", "reason", out_style(stdout, STYLE_PLAIN));
	for (i = 0; i < drops->rows; i++) {
		const struct drop *drop = &drops->list[i].drop;

		from = from_text(drop, drops->zones);
		print_item(&drop->packet, item, sizeof(item));
		name = name_of(&drop->packet);
		printf("%7lu  %-7s  ", drops->list[i].count, drop->chain);
		shown_put(stdout, from);
		printf("%*s  %-10s  %s%*s  %s%s\n", shown_pad(from, width), "", item, name, shown_pad(name, 14), "",
		       drop->reason, drop->would ? ", would drop" : "");
		free(from);
	}
}

void drop_print(const struct drop *drop, const struct og_zones *zones)
{
	char *from = from_text(drop, zones), destination[ADDRESS_TEXT], item[32], when[16];
	const char *name = name_of(&drop->packet);
	time_t now = time(NULL);

	(void)strftime(when, sizeof(when), "%H:%M:%S", localtime(&now));
	address_print(&drop->packet.destination, destination);
	print_item(&drop->packet, item, sizeof(item));
	printf("%s  %-7s %-10s ", when, drop->chain, drop->would ? "would drop" : "drop");
	shown_put(stdout, from);
	printf(" -> %s  %s%s%s%s  %s\n", destination, item, *name ? " (" : "", name, *name ? ")" : "",
	       drop->reason);
	free(from);
}

json_t *drop_json(const struct drop *drop, const struct og_zones *zones)
{
	const struct packet *packet = &drop->packet;
	char source[ADDRESS_TEXT], destination[ADDRESS_TEXT];
	const char *name = name_of(packet);
	json_t *object = json_object();

	address_print(&packet->source, source);
	address_print(&packet->destination, destination);
	json_object_set_new(object, "chain", json_text(drop->chain));
	json_object_set_new(object, "would", json_boolean(drop->would));
	json_object_set_new(object, "reason", json_text(drop->reason));
	json_object_set_new(object, "source", json_text(source));
	json_object_set_new(object, "destination", json_text(destination));
	json_object_set_new(object, "protocol", json_integer(packet->proto));
	json_object_set_new(object, "source_port",
			    packet->has_ports ? json_integer(packet->source_port) : json_null());
	json_object_set_new(object, "port",
			    packet->has_ports ? json_integer(packet->port) : json_null());
	json_object_set_new(object, "name", *name ? json_text(name) : json_null());
	json_object_set_new(object, "device", json_text(*drop->device ? drop->device : NULL));
	json_object_set_new(object, "zones", zones ? json_zone_names(zones, zones_of(drop, zones)) : json_array());
	return object;
}

json_t *drops_json(struct drops *drops)
{
	json_t *list = json_array(), *row;
	size_t i;

	if (drops->rows)
		qsort(drops->list, drops->rows, sizeof(*drops->list), compare_rows);
	for (i = 0; i < drops->rows; i++) {
		row = drop_json(&drops->list[i].drop, drops->zones);
		json_object_set_new(row, "count", json_integer(drops->list[i].count));
		json_array_append_new(list, row);
	}
	return list;
}
