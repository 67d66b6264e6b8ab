// SPDX-License-Identifier: GPL-2.0-only
#include "save.h"
#include "base/out.h"
#include "base/request.h"
#include "disk/policy_file.h"
#include "disk/rewrite.h"
#include "gate/fallback_policy.h"
#include "gate/remember.h"
#include "journal/journal.h"
#include "policy/changes.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int save_allowed(bool trial_running, enum og_mode mode)
{
	if (!disk_is_for_us()) {
		complain("only the first network namespace has a policy on disk; \"ogctl show\" prints this one's");
		return EXIT_USAGE;
	}
	if (trial_running) {
		complain("refused, nothing was written: what is on trial, or an audit that ends by itself, is not for the next "
			 "start. Keep it first, \"ogctl trial keep --save\", or end it: ogctl trial revert");
		return EXIT_NO;
	}
	if (mode == OG_MODE_ENFORCE)
		return 0;
	complain("refused, nothing was written: the mode is %s, and the next start would drop nothing either. "
		 "\"ogctl enforce\" enforces and saves", og_mode_name(mode));
	return EXIT_NO;
}

static int foretell(const struct disk_policy *disk, const struct og_policy *policy)
{
	struct changes changes;

	if (disk->found != DISK_GOOD)
		return 0;
	changes_between(&changes, &disk->policy, policy);
	changes_print(&changes);
	return 0;
}

/* What a start falls back on is not older than what it was to bring. */
static int remember(const struct og_policy *policy)
{
	int error = remember_good(policy);

	if (error)
		note("could not write what a start falls back on, in " OG_STATE_DIR ": %s; it would fall back on what was good before",
		     strerror(-error));
	return error;
}

/* What somebody began to write and got wrong is his, and not lost. */
static int keep_aside(const struct disk_policy *disk)
{
	int error;

	if (disk->found != DISK_BAD || !disk->text.size)
		return 0;
	error = disk_write_aside(disk->text.text, disk->text.size);
	if (!error)
		note(DISK_POLICY " did not parse; what it said is in " DISK_ASIDE);
	return error;
}

static bool was_ever_good(void)
{
	struct disk_policy *last = disk_read(DISK_LAST_GOOD);
	bool was = last->found != DISK_NONE;

	disk_free(last);
	return was;
}

static int write_down(const struct disk_policy *disk, const struct og_policy *policy)
{
	char *text = rewrite_policy(disk, policy);
	size_t size = strlen(text);
	int error = size > OG_TEXT_MAX ? -EFBIG : keep_aside(disk);

	if (!error)
		error = disk_write_policy(text, size);
	free(text);
	if (!error) {
		journal_tell(&(struct journal_event){ .kind = JOURNAL_SAVE, .what = DISK_POLICY, .after = policy });
		return 0;
	}
	if (error == -EFBIG)
		complain("the policy is over 1 MiB as text, which no start could read: nothing was written");
	else
		complain("could not write %s: %s; it is as it was", DISK_POLICY, strerror(-error));
	return EXIT_USAGE;
}

int save_policy(const struct og_policy *policy, bool dry_run, enum save_outcome *outcome)
{
	struct disk_policy *disk = disk_read(DISK_POLICY);
	int code = 0;

	if (disk->found == DISK_GOOD && og_policy_equal(&disk->policy, policy)) {
		*outcome = SAVE_SAME;
	} else if (dry_run) {
		*outcome = SAVE_FORETOLD;
		code = foretell(disk, policy);
	} else {
		*outcome = SAVE_DONE;
		code = write_down(disk, policy);
	}
	if (!code && !dry_run && remember(policy) && !was_ever_good()) {
		complain("without " DISK_LAST_GOOD " the next start would be a first one, and an audit");
		code = EXIT_USAGE;
	}
	disk_free(disk);
	return code;
}

void save_say(enum save_outcome outcome)
{
	static const char *const words[] = {
		[SAVE_SAME] = "nothing to save: " DISK_POLICY " says so already",
		[SAVE_DONE] = "saved to " DISK_POLICY ": so it will be after a restart",
		[SAVE_FORETOLD] = "a dry run: nothing was written to " DISK_POLICY,
	};

	note("%s", words[outcome]);
}

/* Who enforces here has had his first start, though it was with another policy: the next one is to enforce, too. */
static void say_differs(const struct og_policy *on_disk, const struct og_policy *now)
{
	struct disk_policy *last = disk_read(DISK_LAST_GOOD);

	if (last->found == DISK_NONE && now->setting[OG_SET_MODE] == OG_MODE_ENFORCE)
		(void)remember(on_disk);
	disk_free(last);
	note("a restart would bring back what %s says; \"ogctl save\" puts this there", DISK_POLICY);
}

void save_say_restart(const struct og_policy *now)
{
	struct disk_policy *disk;

	if (!disk_is_for_us())
		return;
	disk = disk_read(DISK_POLICY);
	if (disk->found == DISK_BAD)
		note("%s does not parse, and a restart would bring %s; \"ogctl save\" puts this one there",
		     DISK_POLICY, fallback_said_without_disk());
	else if (disk->found == DISK_GOOD && !og_policy_equal(&disk->policy, now))
		say_differs(&disk->policy, now);
	else if (disk->found == DISK_GOOD && now->setting[OG_SET_MODE] == OG_MODE_ENFORCE)
		(void)remember(now);
	disk_free(disk);
}
