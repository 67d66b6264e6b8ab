// SPDX-License-Identifier: GPL-2.0-only
/* The canonical form of what a policy says of zones; nothing where it says nothing. */
#include "printer.h"

static void print_members(struct og_printer *out, const struct og_zones *zones, u16 bit)
{
	char text[OG_NETWORK_TEXT_SIZE];
	unsigned int i;

	for (i = 0; i < zones->device_count; i++) {
		const struct og_device *device = &zones->device[i];

		if (!(device->zones & bit))
			continue;
		og_printer_item(out, device->name);
		if (device->prefix)
			og_printer_text(out, "*");
	}
	for (i = 0; i < zones->network_count && !out->full; i++)
		if (zones->network[i].zones & bit)
			og_printer_item(out, og_network_text(&zones->network[i].network, text));
}

void og_printer_zones(struct og_printer *out, const struct og_zones *zones)
{
	u8 slots[OG_ZONES];
	unsigned int i, count = og_zones_sorted(zones, slots);

	for (i = 0; i < count; i++) {
		og_printer_text(out, "zone ");
		og_printer_text(out, zones->name[slots[i]]);
		out->began = true;
		print_members(out, zones, 1u << slots[i]);
		og_printer_text(out, "\n");
	}
}

static void print_list(struct og_printer *out, const struct og_zones *zones,
		       enum og_chain_id chain, unsigned int slot)
{
	struct og_item item = { 0 };
	unsigned int proto;
	u32 from;

	if (zones->any[chain] & 1u << slot)
		og_printer_item(out, og_word_name(OG_WORD_ANY));
	if (zones->protos[chain][OG_ZONE_ICMP] & 1u << slot)
		og_printer_item(out, og_word_name(OG_WORD_ICMP));
	for (proto = 1; proto < OG_PROTOS; proto++)
		if (zones->protos[chain][proto] & 1u << slot)
			og_printer_proto(out, proto);
	for (from = 0; !out->full && og_zone_next_ports(zones, chain, slot, from, &item);
	     from = item.high + 1u)
		og_printer_ports(out, item.low, item.high, item.transports);
}

void og_printer_zone_lists(struct og_printer *out, const struct og_zones *zones,
			   enum og_chain_id chain)
{
	u8 slots[OG_ZONES];
	unsigned int i, count = og_zones_sorted(zones, slots);

	for (i = 0; i < count; i++) {
		if (!og_zone_lists(zones, chain, slots[i]))
			continue;
		og_printer_text(out, og_chain_name(chain));
		og_printer_text(out, " from ");
		og_printer_text(out, zones->name[slots[i]]);
		out->began = true;
		print_list(out, zones, chain, slots[i]);
		og_printer_text(out, "\n");
	}
}

void og_printer_refuse(struct og_printer *out, const struct og_zones *zones)
{
	u8 slots[OG_ZONES];
	unsigned int i, count = og_zones_sorted(zones, slots);

	if (zones->refuse == OG_REFUSE_DROP)
		return;
	og_printer_text(out, "refuse reject");
	out->began = true;
	for (i = 0; i < count && zones->refuse == OG_REFUSE_ZONES; i++)
		if (zones->refuse_zones & 1u << slots[i])
			og_printer_item(out, zones->name[slots[i]]);
	og_printer_text(out, "\n");
}
