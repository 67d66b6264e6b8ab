// SPDX-License-Identifier: GPL-2.0-only
#include "filter_tools.h"
#include "base/need.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum tool {
	TOOL_UFW, TOOL_FIREWALLD, TOOL_DOCKER, TOOL_PODMAN, TOOL_CNI, TOOL_LIBVIRT, TOOL_FAIL2BAN, TOOL_KUBERNETES,
	TOOL_FALLBACK,
	TOOLS,
};

static const struct {
	const char *name;
	bool sets_policy;
} tools[TOOLS] = {
	[TOOL_UFW] = { "ufw", true }, [TOOL_FIREWALLD] = { "firewalld", false }, [TOOL_DOCKER] = { "Docker", true },
	[TOOL_PODMAN] = { "podman", false }, [TOOL_CNI] = { "CNI", false }, [TOOL_LIBVIRT] = { "libvirt", false },
	[TOOL_FAIL2BAN] = { "fail2ban", false }, [TOOL_KUBERNETES] = { "Kubernetes", false },
	[TOOL_FALLBACK] = { "the fallback", false },
};

/* What names begin with; iptables has no tables of anybody, so there it is the chains that tell. */
static const struct {
	const char *table, *chain;
	enum tool tool;
} signs[] = {
	{ NULL, "ufw-", TOOL_UFW }, { NULL, "ufw6-", TOOL_UFW },
	{ "firewalld", NULL, TOOL_FIREWALLD },
	/* firewalld with FirewallBackend=iptables */
	{ NULL, "INPUT_ZONES", TOOL_FIREWALLD }, { NULL, "FORWARD_ZONES", TOOL_FIREWALLD },
	{ NULL, "FORWARD_IN_ZONES", TOOL_FIREWALLD }, { NULL, "FORWARD_OUT_ZONES", TOOL_FIREWALLD },
	{ NULL, "DOCKER", TOOL_DOCKER }, { "docker-bridges", NULL, TOOL_DOCKER },
	{ NULL, "NETAVARK", TOOL_PODMAN }, { "netavark", NULL, TOOL_PODMAN },
	{ NULL, "CNI-", TOOL_CNI },
	{ NULL, "LIBVIRT_", TOOL_LIBVIRT }, { NULL, "libvirt-", TOOL_LIBVIRT }, { "libvirt_network", NULL, TOOL_LIBVIRT },
	{ NULL, "f2b-", TOOL_FAIL2BAN }, { "f2b-", NULL, TOOL_FAIL2BAN },
	{ NULL, "KUBE-", TOOL_KUBERNETES },
	{ "outlook_guard_fallback", NULL, TOOL_FALLBACK },
};

static bool begins(const char *text, const char *with)
{
	return with && !strncmp(text, with, strlen(with));
}

unsigned int filter_tools_of(const char *table, const char *chain)
{
	unsigned int found = 0;
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (begins(table, signs[i].table) || begins(chain, signs[i].chain))
			found |= 1u << signs[i].tool;
	return found;
}

unsigned int filter_tools_setting_policy(unsigned int of)
{
	unsigned int found = 0, t;

	for (t = 0; t < TOOLS; t++)
		if (tools[t].sets_policy)
			found |= of & 1u << t;
	return found;
}

const char *filter_tools_next(unsigned int *of)
{
	unsigned int first = *of ? (unsigned int)__builtin_ctz(*of) : TOOLS;

	if (first >= TOOLS)
		return NULL;
	*of &= *of - 1;
	return tools[first].name;
}

char *filter_tools_names(unsigned int of)
{
	const char *name = filter_tools_next(&of), *before = "";
	char *text;
	size_t size;
	FILE *out;

	if (!name)
		return NULL;
	out = open_text(&text, &size);
	while (name) {
		fprintf(out, "%s%s", before, name);
		name = filter_tools_next(&of);
		before = of ? ", " : " and ";
	}
	close_text(out);
	return text;
}
