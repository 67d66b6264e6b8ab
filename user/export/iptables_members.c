// SPDX-License-Identifier: GPL-2.0-only
#include "iptables_members.h"
#include "policy/zone_words.h"

#include <string.h>

/* "-i ", quotes, each letter with a backslash, '+', blank. */
#define FROM_SIZE	(OG_NETWORK_TEXT_SIZE + 2 * OG_DEVICE_SIZE)

struct members {
	struct iptables_rules rules;
	iptables_visit visit;
	void *to;
};

/* Beginning with as many letters as a name can have is having that name. */
static bool is_prefix(const struct og_device *device)
{
	return device->prefix && device->length < OG_DEVICE_SIZE - 1;
}

/* To iptables a '+' at the end is what begins so, and "!" is not: what comes in by such a device is of no zone. */
static bool is_unsayable(const struct og_device *device)
{
	return !is_prefix(device) && (device->name[device->length - 1] == '+' || !strcmp(device->name, "!"));
}

/* As iptables-restore takes a word: in quotes, in which a backslash stands before either of the two. */
static void from_device(char from[FROM_SIZE], const struct og_device *device)
{
	const bool quoted = strpbrk(device->name, "\"\\'");
	const char *name = device->name;
	size_t used;

	used = (size_t)snprintf(from, FROM_SIZE, "-i %s", quoted ? "\"" : "");
	for (; *name; name++) {
		if (quoted && (*name == '"' || *name == '\\'))
			from[used++] = '\\';
		from[used++] = *name;
	}
	snprintf(from + used, FROM_SIZE - used, "%s%s ", is_prefix(device) ? "+" : "", quoted ? "\"" : "");
}

static void from_member(void *to, const struct og_member *member)
{
	struct members *members = to;
	char network[OG_NETWORK_TEXT_SIZE], from[FROM_SIZE];

	if (!member->is_network && is_unsayable(&member->device))
		return;
	members->rules.family = IPTABLES_BOTH;
	if (member->is_network) {
		members->rules.family = (enum iptables_family)member->network.family;
		snprintf(from, sizeof(from), "-s %s ", member_text(member, network));
	} else {
		from_device(from, &member->device);
	}
	members->rules.from = from;
	members->visit(members->to, &members->rules);
}

void iptables_unsayable(FILE *out, const struct og_zones *zones)
{
	unsigned int i;

	for (i = 0; i < zones->device_count; i++)
		if (is_unsayable(&zones->device[i]))
			fprintf(out, "# iptables cannot say a device's name: %s\n", zones->device[i].name);
}

void iptables_members_each(const struct iptables_rules *rules, const struct og_zones *zones, unsigned int slot,
			   iptables_visit visit, void *to)
{
	struct members members = { *rules, visit, to };

	zone_members_each(zones, slot, from_member, &members);
}
