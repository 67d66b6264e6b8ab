// SPDX-License-Identifier: GPL-2.0-only
#include "way_ipv6.h"

#include <stdio.h>
#include <string.h>

static bool is_link_local(const struct ip_address *address)
{
	return address->bytes[0] == 0xfe && (address->bytes[1] & 0xc0) == 0x80;
}

const char *ipv6_never_comes_in(const struct ip_address *from, const struct ip_address *to)
{
	if (route_is_loopback(from) || route_is_loopback(to))
		return "::1 comes in on lo only";
	if (route_is_group(from))
		return "a group is nobody's source";
	if (route_is_group(to) && (to->bytes[1] & 15) < 2)
		return "a group of this scope does not leave the machine that sends to it";
	return NULL;
}

const char *ipv6_never_forwards(const struct ip_address *from)
{
	if (route_is_none(from))
		return "IPv6 forwards nothing from the unspecified address";
	if (is_link_local(from))
		return "IPv6 forwards nothing from a link-local address to another device";
	return NULL;
}

/* "2    eth0    ff020000000000000000000000000001     1 0000000C 0" */
bool ipv6_has_joined(char *text, u32 device, const struct ip_address *group)
{
	char wanted[33], said[33], *line;
	unsigned int index, i;

	for (i = 0; i < 16; i++)
		snprintf(&wanted[(size_t)2 * i], 3, "%02x", group->bytes[i]);
	while ((line = strsep(&text, "\n")))
		if (sscanf(line, "%u %*s %32[0-9a-f]", &index, said) == 2 && index == device &&
		    !strcmp(said, wanted))
			return true;
	return false;
}
