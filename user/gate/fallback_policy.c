// SPDX-License-Identifier: GPL-2.0-only
#include "fallback_policy.h"
#include "base/out.h"
#include "disk/policy_file.h"

static const char *const names[FALLBACK_SOURCES] = {
	[FALLBACK_DISK] = "disk", [FALLBACK_LAST_GOOD] = "last-good", [FALLBACK_BUILTIN] = "built-in",
};

const char *fallback_source_name(enum fallback_source source)
{
	return names[source];
}

static bool read_from(const char *path, struct og_policy *policy)
{
	struct disk_policy *disk = disk_read(path);
	bool good = disk->found == DISK_GOOD;

	if (good)
		*policy = disk->policy;
	else if (disk->found == DISK_NONE)
		complain("there is no %s", path);
	disk_complain(disk);
	disk_free(disk);
	return good;
}

enum fallback_source fallback_policy_read(struct og_policy *policy)
{
	if (read_from(DISK_POLICY, policy))
		return FALLBACK_DISK;
	if (read_from(DISK_LAST_GOOD, policy)) {
		complain("the last good policy, " DISK_LAST_GOOD ", is taken in place of " DISK_POLICY);
		return FALLBACK_LAST_GOOD;
	}
	og_policy_builtin(policy);
	complain("the built-in policy is taken: neither " DISK_POLICY " nor " DISK_LAST_GOOD " can be used");
	return FALLBACK_BUILTIN;
}
