// SPDX-License-Identifier: GPL-2.0-only
#include "last_resort.h"
#include "base/letters.h"
#include "base/need.h"
#include "base/system_file.h"
#include "disk/policy_file.h"
#include "fallback_rules.h"
#include "machine/sshd_config.h"

#include <stdlib.h>
#include <string.h>

#define SSH_RULE	" input tcp dport { "

/* As packaging/last-resort.nft, which is for a machine that has none of its own. Nothing here can be missing in an nft. */
char *last_resort_text(const u16 *ssh, size_t count)
{
	const char *before = "";
	char *text;
	size_t size;
	FILE *out = open_text(&text, &size);

	fputs("add table inet " FALLBACK_TABLE " { flags owner; }\n"
	      "delete table inet " FALLBACK_TABLE "\n"
	      "add table inet " FALLBACK_TABLE " { flags owner; }\n"
	      "add chain inet " FALLBACK_TABLE " input { type filter hook input priority filter; policy drop; }\n"
	      "add chain inet " FALLBACK_TABLE " forward { type filter hook forward priority filter; policy drop; }\n"
	      "add rule inet " FALLBACK_TABLE " input ct state established,related accept\n"
	      "add rule inet " FALLBACK_TABLE " forward ct state established,related accept\n"
	      "add rule inet " FALLBACK_TABLE " input iif 1 accept\n"
	      "add rule inet " FALLBACK_TABLE " input meta l4proto { icmp, ipv6-icmp } accept\n"
	      "add rule inet " FALLBACK_TABLE " forward meta l4proto { icmp, ipv6-icmp } accept\n", out);
	if (count)
		fputs("add rule inet " FALLBACK_TABLE SSH_RULE, out);
	for (; count; count--, ssh++, before = ", ")
		fprintf(out, "%s%u", before, *ssh);
	if (*before)
		fputs(" } accept\n", out);
	close_text(out);
	return text;
}

size_t last_resort_ports(u16 *ports, size_t room)
{
	char *text, *rest, *line, *at;
	size_t size, count = 0;

	if (system_read_file(DISK_LAST_RESORT, &text, &size))
		return 0;
	for (rest = text; (line = strsep(&rest, "\n"));) {
		at = *line == '#' ? NULL : strstr(line, SSH_RULE);
		if (!at)
			continue;
		at += strlen(SSH_RULE);
		while (letter_is_digit(*at)) {
			count = ports_add(ports, count, room, strtoul(at, &at, 10));
			at += strspn(at, ", ");
		}
	}
	free(text);
	return count;
}
