// SPDX-License-Identifier: GPL-2.0-only
#include "standing.h"
#include "base/need.h"
#include "fallback_policy.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A start has had one before: somebody took it away. */
static bool was_there(void)
{
	struct disk_policy *last = disk_read(DISK_LAST_GOOD);
	bool was = last->found != DISK_NONE;

	disk_free(last);
	return was;
}

static enum on_disk compare(struct standing *standing, const struct disk_policy *disk, const struct og_policy *policy)
{
	switch (disk->found) {
	case DISK_NONE:
		return was_there() ? ON_DISK_GONE : ON_DISK_NONE;
	case DISK_GOOD:
		if (!policy)
			return ON_DISK_UNASKED;
		return og_policy_equal(&disk->policy, policy) ? ON_DISK_SAME : ON_DISK_DIFFERS;
	case DISK_BAD:
		standing->wrong = need_text("line %u, column %u: %s", disk->wrong.line, disk->wrong.column, disk->wrong.text);
		return ON_DISK_BAD;
	case DISK_UNREADABLE:
		break;
	}
	if (disk->error == -EACCES || disk->error == -EPERM)
		return ON_DISK_UNASKED;
	standing->wrong = need_text("%s", strerror(-disk->error));
	return ON_DISK_BAD;
}

void standing_read(struct standing *standing, const struct module_stats *stats, const struct og_policy *policy)
{
	struct disk_policy *disk;

	*standing = (struct standing){ .disk = ON_DISK_UNASKED };
	standing->by = in_force_by(&standing->fallback);
	if (stats)
		snprintf(standing->mode, sizeof(standing->mode), "%s", stats->setting[OG_SET_MODE]);
	if (!disk_is_for_us())
		return;
	disk = disk_read(DISK_POLICY);
	standing->disk = compare(standing, disk, policy);
	disk_free(disk);
}

const char *standing_disk_name(const struct standing *standing)
{
	static const char *const names[] = {
		[ON_DISK_NONE] = "none", [ON_DISK_GONE] = "none", [ON_DISK_SAME] = "same", [ON_DISK_DIFFERS] = "differs", [ON_DISK_BAD] = "bad",
	};

	return names[standing->disk];
}

void standing_say_disk(const struct standing *standing, FILE *out)
{
	switch (standing->disk) {
	case ON_DISK_UNASKED:
		fputs("the policy on disk is for root to read", out);
		return;
	case ON_DISK_NONE:
		fputs("there is no policy on disk: a restart begins with the built-in one, if the module is loaded then", out);
		return;
	case ON_DISK_GONE:
		fprintf(out, DISK_POLICY " is gone, and a restart takes %s: \"ogctl save\" writes it anew", fallback_said_without_disk());
		return;
	case ON_DISK_SAME:
		fputs("a restart brings the same, from " DISK_POLICY, out);
		return;
	case ON_DISK_DIFFERS:
		fputs("a restart brings another policy, from " DISK_POLICY ": \"ogctl save\" keeps this one, \"ogctl apply --disk\" "
		      "takes that", out);
		return;
	case ON_DISK_BAD:
		fprintf(out, DISK_POLICY " cannot be used, and a restart takes %s: %s", fallback_said_without_disk(), standing->wrong);
		return;
	}
}

/* With the policy on disk, by its own rules. */
static bool fallback_is_whole(const struct standing *standing)
{
	return !strcmp(standing->fallback.policy, "disk") && !strcmp(standing->fallback.rules, "policy");
}

/* Enforced by what a start took in place of the policy on disk. */
static bool is_without_disk(const struct standing *standing)
{
	return standing->disk == ON_DISK_BAD || standing->disk == ON_DISK_GONE;
}

int standing_exit(const struct standing *standing)
{
	switch (standing->by) {
	case BY_FALLBACK:
		return fallback_is_whole(standing) ? EXIT_YES : EXIT_NO;
	case BY_MODULE:
		return is_without_disk(standing) ? EXIT_NO : EXIT_YES;
	case BY_NOBODY:
		break;
	}
	return *standing->mode ? EXIT_NO : EXIT_MODULE;
}

static void say_fallback(const struct standing *standing)
{
	if (fallback_is_whole(standing))
		puts("enforced by the fallback, nftables' rules, with the policy on disk; the module is not loaded: ogctl doctor");
	else
		printf("NOT AS IT SHOULD BE: the fallback is in force with %s, not with the policy on disk: ogctl doctor\n",
		       !strcmp(standing->fallback.rules, "policy") ? fallback_source_said(standing->fallback.policy) :
		       "rules of last resort");
}

void standing_say(const struct standing *standing)
{
	if (standing->by == BY_FALLBACK) {
		say_fallback(standing);
	} else if (!*standing->mode) {
		puts("OPEN: neither the module nor the fallback is in force: ogctl doctor");
	} else if (standing->by == BY_NOBODY) {
		printf("NOT ENFORCED: the mode is %s, and every packet passes: ogctl enforce\n", standing->mode);
	} else if (is_without_disk(standing)) {
		fputs("NOT AS IT SHOULD BE: enforced, but ", stdout);
		standing_say_disk(standing, stdout);
		putchar('\n');
	} else {
		puts("enforced by the module");
	}
}
