// SPDX-License-Identifier: GPL-2.0-only
#include "fallback_policy.h"
#include "base/need.h"
#include "base/out.h"
#include "base/system_file.h"
#include "policy/policy_text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define ON_DISK		"/etc/outlook-guard/policy"
#define LAST_GOOD	OG_STATE_DIR "/last-good"

static const char *const names[FALLBACK_SOURCES] = {
	[FALLBACK_DISK] = "disk", [FALLBACK_LAST_GOOD] = "last-good", [FALLBACK_BUILTIN] = "built-in",
};

const char *fallback_source_name(enum fallback_source source)
{
	return names[source];
}

/* A text laid over the built-in policy. One that is for a while only is none to begin with. */
static bool lay(const struct source *source, struct og_policy *policy)
{
	struct og_edit *edit = need(sizeof(*edit));
	bool good = !policy_parse(source, edit);

	if (good && edit->trial) {
		complain("%s is a trial, and none can begin here", source->name);
		good = false;
	}
	if (good) {
		og_policy_builtin(policy);
		og_edit_apply(edit, policy);
	}
	free(edit);
	return good;
}

static bool read_from(const char *path, struct og_policy *policy)
{
	struct source source = { .name = need_copy(path), .given = true };
	int error = system_read_file(path, &source.text, &source.size);
	bool good = !error && lay(&source, policy);

	if (error)
		complain("cannot read %s: %s", path, strerror(-error));
	source_free(&source);
	return good;
}

enum fallback_source fallback_policy_read(struct og_policy *policy)
{
	if (read_from(ON_DISK, policy))
		return FALLBACK_DISK;
	if (read_from(LAST_GOOD, policy)) {
		complain("the last good policy, " LAST_GOOD ", is taken in place of " ON_DISK);
		return FALLBACK_LAST_GOOD;
	}
	og_policy_builtin(policy);
	complain("the built-in policy is taken: neither " ON_DISK " nor " LAST_GOOD " can be used");
	return FALLBACK_BUILTIN;
}
