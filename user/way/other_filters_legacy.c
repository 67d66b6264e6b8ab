// SPDX-License-Identifier: GPL-2.0-only
/* iptables as it was before nft: what each table's chains have, by the sockets' options that it reads them with. */
#include "base/need.h"
#include "base/system_file.h"
#include "other_filters_legacy.h"
#include "xt_table.h"

#include <errno.h>
#include <netinet/in.h>
#include <linux/netfilter.h>
#include <linux/netfilter_ipv4/ip_tables.h>
#include <linux/netfilter_ipv6/ip6_tables.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct {
	const char *program, *file;
	int domain, level;
	enum og_family family;
} kinds[] = {
	{ "iptables", "/proc/net/ip_tables_names", AF_INET, IPPROTO_IP, OG_IPV4 },
	{ "ip6tables", "/proc/net/ip6_tables_names", AF_INET6, IPPROTO_IPV6, OG_IPV6 },
};

static const struct {
	unsigned int hook;
	enum station station;
	const char *chain;
} hooks[] = {
	{ NF_INET_PRE_ROUTING, STATION_PREROUTING, "PREROUTING" }, { NF_INET_LOCAL_IN, STATION_INPUT, "INPUT" },
	{ NF_INET_FORWARD, STATION_FORWARD, "FORWARD" },
	{ NF_INET_POST_ROUTING, STATION_POSTROUTING, "POSTROUTING" },
};

/* Both families have the same layout of these; their options have the same numbers, XT_BASE_CTL and the next. */
_Static_assert(sizeof(struct ipt_getinfo) == sizeof(struct ip6t_getinfo), "one struct for both");

static void take_chains(struct other_filters *others, unsigned int kind, const struct ipt_getinfo *info,
			const char *entries)
{
	struct other_filter other = { .families = 1 << kinds[kind].family, .rewrites = !strcmp(info->name, "nat") };
	struct filter_chain *chains[XT_PLACES];
	struct filter_graph graph = { 0 };
	size_t i;

	xt_table_read(info, kinds[kind].family, entries, &graph, chains);
	filter_graph_settle(&graph);
	for (i = 0; i < sizeof(hooks) / sizeof(hooks[0]); i++) {
		unsigned int hook = hooks[i].hook, last = info->underflow[hook];
		const struct filter_chain *chain = chains[hook];

		if (!chain || last >= info->size || (info->hook_entry[hook] == last && !chain->policy_drops))
			continue;
		other.station = hooks[i].station;
		other.drops = chain->drops;
		other.by = chain->by;
		snprintf(other.name, sizeof(other.name), "%s' table %s, chain %s", kinds[kind].program,
			 info->name, hooks[i].chain);
		other_filters_add(others, &other);
	}
	filter_graph_release(&graph);
}

static void read_table(struct other_filters *others, unsigned int kind, int fd, const char *name)
{
	struct ipt_getinfo info = { 0 };
	struct ipt_get_entries *entries;
	socklen_t size = sizeof(info);

	snprintf(info.name, sizeof(info.name), "%s", name);
	if (getsockopt(fd, kinds[kind].level, IPT_SO_GET_INFO, &info, &size)) {
		others->unasked = true;
		return;
	}
	size = sizeof(*entries) + info.size;
	entries = need(size);
	memcpy(entries->name, info.name, sizeof(entries->name));
	entries->size = info.size;
	if (getsockopt(fd, kinds[kind].level, IPT_SO_GET_ENTRIES, entries, &size))
		others->unasked = true;
	else
		take_chains(others, kind, &info, (const char *)entries->entrytable);
	free(entries);
}

static void read_kind(struct other_filters *others, unsigned int kind)
{
	char *text, *name, *rest;
	size_t size;
	int fd, error = system_read_file(kinds[kind].file, &text, &size);

	if (error) {
		/* No such file: the module is not loaded, and has no tables. */
		others->unasked |= error != -ENOENT;
		return;
	}
	fd = socket(kinds[kind].domain, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW);
	for (rest = text; (name = strsep(&rest, "\n"));) {
		if (!*name)
			continue;
		if (fd < 0)
			others->unasked = true;
		else
			read_table(others, kind, fd, name);
	}
	if (fd >= 0)
		close(fd);
	free(text);
}

void other_filters_read_legacy(struct other_filters *others)
{
	unsigned int kind;

	for (kind = 0; kind < sizeof(kinds) / sizeof(kinds[0]); kind++)
		read_kind(others, kind);
}
