// SPDX-License-Identifier: GPL-2.0-only
#include "nat_port.h"
#include "base/need.h"
#include "machine/devices.h"

#include <stdio.h>

/* An address that others send to. */
static bool own_address(const struct devices *devices, enum og_family family, struct address *own)
{
	size_t i;

	for (i = 0; i < devices->address_count; i++) {
		const struct address *address = &devices->addresses[i].address;

		if (address->family != family || address_is_loopback(address))
			continue;
		*own = *address;
		return true;
	}
	return false;
}

bool nat_of_port(const struct other_filters *others, enum og_transport transport, u16 port, struct nat_answer *answer)
{
	struct address to;
	const struct way_packet packet = {
		.to = &to, .proto = transport == OG_TCP ? OG_PROTO_TCP : OG_PROTO_UDP, .port = port,
	};
	const struct nat_packet asked = { .packet = &packet, .here = true };
	struct devices devices;

	*answer = (struct nat_answer){ 0 };
	if (!devices_read(&devices) &&
	    (own_address(&devices, OG_IPV4, &to) || own_address(&devices, OG_IPV6, &to)))
		nat_find(others, &asked, answer);
	devices_release(&devices);
	return answer->rewrites != NAT_FITS_NOT;
}

char *nat_say(const struct nat_answer *answer)
{
	char to[ADDRESS_TEXT] = "another address", port[24] = "";

	if (answer->target.has_to)
		address_print(&answer->target.to, to);
	else if (answer->redirects)
		snprintf(to, sizeof(to), "this machine");
	if (answer->target.port)
		snprintf(port, sizeof(port), ", port %u", answer->target.port);
	return need_text("%s%s", to, port);
}

enum og_chain_id nat_chain(const struct nat_answer *answer)
{
	return answer->redirects ? OG_INPUT : OG_FORWARD;
}

u16 nat_port(const struct nat_answer *answer, u16 port)
{
	return answer->target.port ? answer->target.port : port;
}
