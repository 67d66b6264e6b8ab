// SPDX-License-Identifier: GPL-2.0-only
#include "behind_prerouting.h"
#include "base/need.h"
#include "base/system_file.h"

#include <linux/netfilter.h>
#include <stdlib.h>
#include <string.h>

#define PLACE	(-201)	/* where kmod/early.c registers it; who was there before at the same priority is behind */

static void add(struct behind *behind, char *name)
{
	behind->names = need_room(behind->names, &behind->room, behind->count, sizeof(*behind->names));
	behind->names[behind->count++] = name;
}

/* A chain that translates brings NAT's own hooks at PRE_ROUTING, wherever it stands itself. */
static void take_chain(struct behind *behind, enum og_family family, const struct nft_chain *chain)
{
	u8 own = family == OG_IPV4 ? NFPROTO_IPV4 : NFPROTO_IPV6;
	bool nat = !strcmp(chain->type, "nat");
	char *name;

	if (chain->family != own && chain->family != NFPROTO_INET)
		return;
	if (!nat && (chain->hook != NF_INET_PRE_ROUTING || chain->priority < PLACE))
		return;
	name = need_text("%schain %s of table %s %s", nat ? "NAT by " : "", chain->name,
			 chain->family == NFPROTO_INET ? "inet" : family == OG_IPV4 ? "ip" : "ip6",
			 chain->table);
	add(behind, name);
}

static bool has_line(const char *text, const char *line)
{
	size_t length = strlen(line);

	for (; *text; text += strcspn(text, "\n"), text += *text == '\n')
		if (!strncmp(text, line, length) && (text[length] == '\n' || !text[length]))
			return true;
	return false;
}

void behind_take(struct behind *behind, enum og_family family, const struct nft_chains *chains,
		 const char *tables)
{
	size_t i;

	*behind = (struct behind){ 0 };
	for (i = 0; i < chains->count; i++)
		take_chain(behind, family, &chains->rows[i]);
	if (has_line(tables, "nat"))
		add(behind, need_copy("NAT by iptables-legacy"));
	if (has_line(tables, "mangle"))
		add(behind, need_copy("the table mangle of iptables-legacy"));
}

void behind_read(struct behind *behind, enum og_family family)
{
	struct nft_chains chains;
	char *tables = NULL;
	size_t size;

	if (nft_chains_read(&chains))
		chains.count = 0;
	/* For root alone, and only where the module of iptables-legacy is there. */
	system_read_file(family == OG_IPV4 ? "/proc/net/ip_tables_names" : "/proc/net/ip6_tables_names",
			&tables, &size);
	behind_take(behind, family, &chains, tables ? tables : "");
	free(tables);
	nft_chains_release(&chains);
}

void behind_release(struct behind *behind)
{
	size_t i;

	for (i = 0; i < behind->count; i++)
		free(behind->names[i]);
	free(behind->names);
	*behind = (struct behind){ 0 };
}

char *behind_text(const struct behind *behind)
{
	char *words = NULL;
	size_t size, i;
	FILE *text = open_text(&words, &size);

	if (!behind->count)
		fputs("NAT, a table mangle or a chain of nft", text);
	for (i = 0; i < behind->count; i++)
		fprintf(text, "%s%s", !i ? "" : i + 1 < behind->count ? ", " : " and ", behind->names[i]);
	close_text(text);
	return words;
}
