// SPDX-License-Identifier: GPL-2.0-only
#include "way_ipv6.h"

#include <stdio.h>
#include <string.h>

const char *ipv6_never_comes_in(const struct address *from, const struct address *to)
{
	if (address_is_loopback(from) || address_is_loopback(to))
		return "::1 comes in on lo only";
	if (address_is_group(from))
		return "a group is nobody's source";
	if (address_is_group(to) && (to->bytes[1] & 15) < 2)
		return "a group of this scope does not leave the machine that sends to it";
	return NULL;
}

const char *ipv6_never_forwards(const struct address *from)
{
	if (address_is_none(from))
		return "IPv6 forwards nothing from the unspecified address";
	if (address_is_link_local(from))
		return "IPv6 forwards nothing from a link-local address to another device";
	return NULL;
}

/* "2    eth0    ff020000000000000000000000000001     1 0000000C 0" */
bool ipv6_has_joined(char *text, u32 device, const struct address *group)
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
