// SPDX-License-Identifier: GPL-2.0-only
#include "nft_zones.h"
#include "base/need.h"
#include "nft_items.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* As the module's own limit (kmod/refuse.c): of a namespace, for both chains. */
#define REFUSE_LIMIT	"rate 200/second burst 200 packets"

/* As the module (kmod/refuse.c): sent to this machine alone, and never what conntrack takes for invalid. */
#define REFUSED		"ct state established,new,untracked meta pkttype host limit name \"refused\" reject with "

bool nft_zones_in_chain(const struct og_zones *zones, enum og_chain_id chain)
{
	unsigned int slot;

	for (slot = 0; slot < OG_ZONES; slot++)
		if (zones->there >> slot & 1 && og_zone_lists(zones, chain, slot))
			return true;
	return false;
}

static const char *family_name(unsigned int family)
{
	return family == OG_IPV4 ? "ipv4" : "ipv6";
}

/* What nests in another network is no element of its own: it stands behind that one, and nft takes no overlap. */
static void networks_set(FILE *out, const struct og_zones *zones, unsigned int slot, unsigned int family)
{
	struct nft_elements list = { out, "\t\telements = { " };
	const struct og_network *last = NULL;
	char text[OG_NETWORK_TEXT_SIZE];
	unsigned int i;

	for (i = 0; i < zones->network_count; i++) {
		const struct og_network *network = &zones->network[i].network;

		if (!(zones->network[i].zones >> slot & 1) || network->family != family ||
		    (last && og_network_holds(last, family, &network->address)))
			continue;
		if (!last)
			fprintf(out, "\tset zone_%s_%s {\n\t\ttype %s_addr\n\t\tflags interval\n", zones->name[slot],
				family_name(family), family_name(family));
		nft_element(&list);
		fputs(og_network_text(network, text), out);
		last = network;
	}
	if (last)
		fputs(" }\n\t}\n", out);
}

/* Whether the zone has networks of @family; @all: all that there are. */
static bool has_networks(const struct og_zones *zones, unsigned int slot, unsigned int family, bool *all)
{
	bool has = false;
	unsigned int i;

	*all = false;
	for (i = 0; i < zones->network_count; i++) {
		const struct og_zone_network *row = &zones->network[i];

		if (!(row->zones >> slot & 1) || row->network.family != family)
			continue;
		has = true;
		*all |= !row->network.prefix;
	}
	return has;
}

/* A name of nft's cannot hold it, or would be another: what comes in by it is of no zone, and is dropped. */
static bool is_unsayable(const struct og_device *device)
{
	return strchr(device->name, '"') ||
	       (device->prefix && device->length && device->name[device->length - 1] == '\\');
}

static void from_device(FILE *out, const struct og_device *device, const char *verdict)
{
	/* Beginning with as many letters as a name can have is having that name. */
	bool prefix = device->prefix && device->length < OG_DEVICE_SIZE - 1;

	if (is_unsayable(device))
		fprintf(out, "\t\t# nft cannot say a device's name: %s%s\n", device->name, prefix ? "*" : "");
	else
		fprintf(out, "\t\tiifname \"%s%s\" %s\n", device->name, prefix ? "*" : "", verdict);
}

/* A rule for each way to be of a zone. */
static void from_zone(FILE *out, const struct og_zones *zones, unsigned int slot, const char *verdict)
{
	unsigned int i, family;
	bool all;

	for (i = 0; i < zones->device_count; i++)
		if (zones->device[i].zones >> slot & 1)
			from_device(out, &zones->device[i], verdict);
	for (family = 0; family < OG_FAMILIES; family++) {
		if (!has_networks(zones, slot, family, &all))
			continue;
		if (all)
			fprintf(out, "\t\tmeta nfproto %s %s\n", family_name(family), verdict);
		else
			fprintf(out, "\t\t%s saddr @zone_%s_%s %s\n", family == OG_IPV4 ? "ip" : "ip6",
				zones->name[slot], family_name(family), verdict);
	}
}

/* It is one for both chains, so that one limit counts. Over it a packet is dropped as any other. */
static void refuse_chain(FILE *out)
{
	fputs("\tlimit refused {\n\t\t" REFUSE_LIMIT "\n\t}\n"
	      "\tchain refuse {\n"
	      "\t\tmeta l4proto tcp " REFUSED "tcp reset\n"
	      "\t\tmeta l4proto tcp drop\n"
	      "\t\t" REFUSED "icmpx type admin-prohibited\n"
	      "\t\tdrop\n\t}\n", out);
}

void nft_zones_begin(FILE *out, const struct og_zones *zones, bool drops)
{
	unsigned int slot, family;
	u8 slots[OG_ZONES];
	unsigned int count = og_zones_sorted(zones, slots), i;
	bool all;

	for (i = 0; i < count; i++) {
		slot = slots[i];
		for (family = 0; family < OG_FAMILIES; family++)
			if (has_networks(zones, slot, family, &all) && !all)
				networks_set(out, zones, slot, family);
	}
	if (drops && zones->refuse != OG_REFUSE_DROP)
		refuse_chain(out);
}

static void zone_list(FILE *out, const struct og_zones *zones, enum og_chain_id chain, unsigned int slot)
{
	struct og_items *items = need(sizeof(*items));
	char *name = need_text("%s_from_%s", og_chain_name(chain), zones->name[slot]);

	og_zone_items(zones, chain, slot, items);
	nft_port_sets(out, name, items);
	fprintf(out, "\tchain %s {\n", name);
	if (og_has_word(items, OG_WORD_ANY))
		fputs("\t\taccept\n", out);
	nft_protocols(out, items);
	nft_ports(out, name, items, "return");
	fputs("\t}\n", out);
	free(name);
	free(items);
}

void nft_zones_lists(FILE *out, const struct og_zones *zones, enum og_chain_id chain)
{
	u8 slots[OG_ZONES];
	unsigned int count = og_zones_sorted(zones, slots), i;

	for (i = 0; i < count; i++)
		if (og_zone_lists(zones, chain, slots[i]))
			zone_list(out, zones, chain, slots[i]);
}

void nft_zones_accept(FILE *out, const struct og_zones *zones, enum og_chain_id chain)
{
	u8 slots[OG_ZONES];
	unsigned int count = og_zones_sorted(zones, slots), i;
	char jump[48];

	for (i = 0; i < count; i++) {
		if (!og_zone_lists(zones, chain, slots[i]))
			continue;
		snprintf(jump, sizeof(jump), "jump %s_from_%s", og_chain_name(chain), zones->name[slots[i]]);
		from_zone(out, zones, slots[i], jump);
	}
}

void nft_zones_refuse(FILE *out, const struct og_zones *zones)
{
	u8 slots[OG_ZONES];
	unsigned int count = og_zones_sorted(zones, slots), i;

	if (zones->refuse == OG_REFUSE_ALL)
		fputs("\t\tgoto refuse\n", out);
	for (i = 0; i < count && zones->refuse == OG_REFUSE_ZONES; i++)
		if (zones->refuse_zones >> slots[i] & 1)
			from_zone(out, zones, slots[i], "goto refuse");
}
