// SPDX-License-Identifier: GPL-2.0-only
#include "multicast.h"
#include "address.h"
#include "base/need.h"
#include "config_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct search {
	char device[64];
	char *found;
};

/* /proc/net/igmp: a line "2 eth0 : 3 V3" for a device, below it one "010000E0 1 0:00000000 0" for each group. */
static bool take_line(void *to, const struct config_line *line)
{
	static const struct address link_only = { OG_IPV4, { 224 } };
	struct search *search = to;
	char device[64], text[ADDRESS_TEXT], *shown;
	struct address group;
	unsigned int number;

	if (sscanf(line->text, "%*u %63s :", device) == 1 && strchr(line->text, 'V')) {
		snprintf(search->device, sizeof(search->device), "%s", device);
		return true;
	}
	if (strcspn(line->text, " ") != 8 || sscanf(line->text, "%8x", &number) != 1 ||
	    !strcmp(search->device, "lo"))
		return true;
	/* In the wire's order, as the machine reads it. */
	group = address_of(OG_IPV4, &number);
	if (address_in(&group, &link_only, 24) || !address_is_group(&group))
		return true;
	address_print(&group, text);
	shown = config_shown(search->device);
	search->found = need_text("%s on %s", text, shown);
	free(shown);
	return false;
}

char *multicast_group(void)
{
	struct config_files files = { 0 };
	struct search search = { 0 };

	config_files_add(&files, "/proc/net/igmp");
	config_files_each(&files, take_line, &search);
	config_files_release(&files);
	return search.found;
}
