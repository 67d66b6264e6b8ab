/* SPDX-License-Identifier: GPL-2.0-only */
/* What print.c and zone_print.c print with. Pure C, any context. */
#ifndef OG_CORE_PRINTER_H
#define OG_CORE_PRINTER_H

#include "text.h"

/* Collects one line's items; the first has no blank before it. */
struct og_printer {
	og_emit emit;
	void *to;
	bool began;
	bool full;		/* @emit has no room left */
};

/* As it is, and as an item of the line. */
void og_printer_text(struct og_printer *out, const char *text);
void og_printer_item(struct og_printer *out, const char *text);

/* Likewise: a protocol by its number, ports of these OG_TRANSPORT_BIT()s. */
void og_printer_proto(struct og_printer *out, unsigned int proto);
void og_printer_ports(struct og_printer *out, unsigned int low, unsigned int high,
		      unsigned int transports);

/* Lines of their own: who is in each zone, what a chain lists for each, who is told of a drop. */
void og_printer_zones(struct og_printer *out, const struct og_zones *zones);
void og_printer_zone_lists(struct og_printer *out, const struct og_zones *zones,
			   enum og_chain_id chain);
void og_printer_refuse(struct og_printer *out, const struct og_zones *zones);

#endif
