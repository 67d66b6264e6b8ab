// SPDX-License-Identifier: GPL-2.0-only
#include "reload_load.h"
#include "base/need.h"
#include "base/out.h"
#include "base/program.h"
#include "disk/policy_file.h"
#include "machine/config_files.h"
#include "stand_in.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#define AUDIT		"policy=mode audit"
#define FALLBACK	"outlook-guard-fallback.service"

/* The first line of what it said on stderr, when it failed. */
static bool runs(const char *program, const char *const *arguments, char why[256])
{
	struct program_answer answer;
	bool done;

	program_run(program, &answer, "", arguments);
	done = !answer.status;
	if (answer.status == -ENOENT)
		snprintf(why, 256, "%s is not installed", program);
	else
		snprintf(why, 256, "%.*s", (int)strcspn(answer.err, "\n"), answer.err);
	program_release(&answer);
	return done;
}

/* Other builds that DKMS has for this kernel; the one that was loaded may be among them. */
static bool load_older(const struct module_build *build)
{
	struct config_files files = { 0 };
	struct utsname kernel;
	char *pattern, why[256];
	bool loaded = false;
	size_t i;

	if (uname(&kernel))
		return false;
	pattern = need_text("/var/lib/dkms/outlook_guard/*/%s/*/module/outlook_guard.ko*", kernel.release);
	config_files_add(&files, pattern);
	free(pattern);
	for (i = files.count; i && !loaded; i--) {
		const char *arguments[] = { files.paths[i - 1], AUDIT, NULL };

		loaded = strcmp(files.paths[i - 1], build->file) && runs("insmod", arguments, why);
		if (loaded)
			complain("%s is loaded in its place", files.paths[i - 1]);
	}
	config_files_release(&files);
	return loaded;
}

enum reload_loaded reload_load(const struct module_build *build)
{
	static const char *const arguments[] = { "--ignore-install", "outlook_guard", AUDIT, NULL };
	char why[256];

	if (runs("modprobe", arguments, why))
		return RELOAD_WANTED;
	complain("the module on disk, %s, could not be loaded: %s; the kernel's log says more, and ogctl doctor what to do",
		 build->version, why);
	return load_older(build) ? RELOAD_OLDER : RELOAD_NONE;
}

static bool is_service_there(void)
{
	struct config_files files = { 0 };
	bool there;

	config_files_add(&files, "/lib/systemd/system/" FALLBACK);
	config_files_add(&files, "/usr/lib/systemd/system/" FALLBACK);
	config_files_add(&files, "/usr/local/lib/systemd/system/" FALLBACK);
	config_files_add(&files, "/etc/systemd/system/" FALLBACK);
	there = files.count;
	config_files_release(&files);
	return there;
}

static bool disk_says(const struct og_policy *policy)
{
	struct disk_policy *disk = disk_read(DISK_POLICY);
	bool same = disk->found == DISK_GOOD && og_policy_equal(&disk->policy, policy);

	disk_free(disk);
	return same;
}

void reload_hand_over(struct carried_list *list)
{
	static const char *const arguments[] = { "start", FALLBACK, NULL };
	char why[256];

	complain("no module is loaded. The same policies are in force by nft, table inet " STAND_IN_TABLE
		 ", until they are removed: nothing was opened");
	/* The service holds the policy on disk, which has to be what was in force. */
	if (disk_says(&list->list[0]->policy) && is_service_there() && list->list[0]->stands_in &&
	    runs("systemctl", arguments, why) && !stand_in_remove())
		complain("in the system's own network namespace " FALLBACK " holds the policy on disk in its place");
	complain("once the module can be loaded: modprobe outlook_guard, ogctl apply, "
		 "nft delete table inet " STAND_IN_TABLE ", systemctl stop " FALLBACK);
}
