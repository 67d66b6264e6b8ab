// SPDX-License-Identifier: GPL-2.0-only
#include "remember.h"
#include "base/need.h"
#include "disk/policy_file.h"
#include "fallback_rules.h"
#include "machine/services.h"
#include "policy/text_place.h"
#include "policy/zone_words.h"

#include <stdlib.h>
#include <string.h>

#define SSH_PORTS_MAX	16

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
		fputs("add rule inet " FALLBACK_TABLE " input tcp dport { ", out);
	for (; count; count--, ssh++, before = ", ")
		fprintf(out, "%s%u", before, *ssh);
	if (*before)
		fputs(" } accept\n", out);
	close_text(out);
	return text;
}

/*
 * Where sshd waits and the policy lets it be reached, by everybody or from a zone: ten fixed
 * rules know no zones, and nobody's way in is to be shut by them. Of a machine without sshd none.
 */
static size_t good_ssh_ports(const struct og_policy *policy, u16 *ports)
{
	struct listeners listeners;
	bool certain;
	size_t count, i, good = 0;

	listeners_read(&listeners);
	count = services_ssh_ports(&listeners, ports, SSH_PORTS_MAX, &certain);
	listeners_free(&listeners);
	for (i = 0; i < count; i++)
		if (somebody_may(policy, OG_INPUT, OG_TCP, ports[i]))
			ports[good++] = ports[i];
	return good;
}

int remember_good(const struct og_policy *policy)
{
	u16 ports[SSH_PORTS_MAX];
	char *text = last_resort_text(ports, good_ssh_ports(policy, ports));
	int error = disk_write_last_good(policy);

	if (!error)
		error = disk_write_last_resort(text, strlen(text));
	free(text);
	return error;
}
