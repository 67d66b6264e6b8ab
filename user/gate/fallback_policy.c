// SPDX-License-Identifier: GPL-2.0-only
#include "fallback_policy.h"
#include "base/need.h"
#include "base/out.h"
#include "disk/policy_file.h"
#include "last_resort.h"
#include "machine/services.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SSH_PORTS_MAX	64

static const struct {
	const char *name, *said;
} sources[FALLBACK_SOURCES] = {
	[FALLBACK_DISK] = { "disk", "the policy on disk" },
	[FALLBACK_LAST_GOOD] = { "last-good", "the last good policy" },
	[FALLBACK_BUILTIN] = { "built-in", "the built-in policy and sshd's ports" },
};

const char *fallback_source_name(enum fallback_source source)
{
	return sources[source].name;
}

enum fallback_source fallback_source_named(const char *name)
{
	size_t i;

	for (i = 0; i < FALLBACK_SOURCES; i++)
		if (!strcmp(name, sources[i].name))
			break;
	return i;
}

const char *fallback_source_said(const char *name)
{
	enum fallback_source source = fallback_source_named(name);

	return source < FALLBACK_SOURCES ? sources[source].said : "a policy that nobody knows any more";
}

static bool read_from(const char *path, struct og_policy *policy)
{
	struct disk_policy *disk = disk_read(path);
	bool good = disk->found == DISK_GOOD;

	if (good)
		*policy = disk->policy;
	disk_complain(disk);
	disk_free(disk);
	return good;
}

/* It knows nothing of this machine, and who mends what is on disk has to get in. The ports in words; free them. */
static char *let_sshd_in(struct og_policy *policy)
{
	struct og_chain *input = &policy->chain[OG_INPUT];
	u16 ports[SSH_PORTS_MAX];
	size_t count = last_resort_ports(ports, SSH_PORTS_MAX), i, size;
	char *text;
	FILE *out = open_text(&text, &size);

	count = services_ssh_ports_at_start(ports, count, SSH_PORTS_MAX);
	for (i = 0; i < count; i++) {
		og_items_put(&input->items, &(struct og_item){
			.kind = OG_ITEM_PORTS, .transports = OG_TRANSPORT_BIT(OG_TCP), .low = ports[i], .high = ports[i],
		});
		fprintf(out, "%s%u", i ? ", " : "", ports[i]);
	}
	og_chain_compile(input);
	close_text(out);
	return text;
}

static void take_builtin(struct og_policy *policy)
{
	char *ports;

	og_policy_builtin(policy);
	ports = let_sshd_in(policy);
	complain("the built-in policy is taken, and sshd's ports (%s)", *ports ? ports : "none");
	free(ports);
}

bool fallback_policy_of(enum fallback_source source, struct og_policy *policy)
{
	switch (source) {
	case FALLBACK_DISK:
		return read_from(DISK_POLICY, policy);
	case FALLBACK_LAST_GOOD:
		return read_from(DISK_LAST_GOOD, policy);
	default:
		take_builtin(policy);
		return true;
	}
}

enum fallback_source fallback_policy_read(struct og_policy *policy)
{
	if (fallback_policy_of(FALLBACK_DISK, policy))
		return FALLBACK_DISK;
	if (fallback_policy_of(FALLBACK_LAST_GOOD, policy)) {
		complain("the last good policy, " DISK_LAST_GOOD ", is taken in place of " DISK_POLICY);
		return FALLBACK_LAST_GOOD;
	}
	fallback_policy_of(FALLBACK_BUILTIN, policy);
	return FALLBACK_BUILTIN;
}

/* What this user may not read is taken for good: who saved it could. */
const char *fallback_said_without_disk(void)
{
	struct disk_policy *last = disk_read(DISK_LAST_GOOD);
	bool usable = last->found == DISK_GOOD || last->error == -EACCES || last->error == -EPERM;

	disk_free(last);
	return sources[usable ? FALLBACK_LAST_GOOD : FALLBACK_BUILTIN].said;
}
