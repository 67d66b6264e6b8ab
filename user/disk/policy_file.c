// SPDX-License-Identifier: GPL-2.0-only
#include "policy_file.h"
#include "base/durable_file.h"
#include "base/need.h"
#include "base/out.h"
#include "base/system_file.h"
#include "machine/netns.h"
#include "policy/policy_text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MODE	0640	/* a policy says what is open */

/* At a start nobody could keep it, and the built-in policy would come back. */
static bool refuse_trial(struct disk_policy *disk, const struct og_edit *edit)
{
	if (!edit->trial)
		return false;
	disk->wrong = (struct og_error){ .line = 1, .column = 1, .length = 1 };
	snprintf(disk->wrong.text, sizeof(disk->wrong.text),
		 "a policy on disk cannot be on trial: take the line \"trial %u\" out", edit->trial);
	return true;
}

static void understand(struct disk_policy *disk)
{
	struct og_edit *edit = need(sizeof(*edit));

	disk->found = DISK_BAD;
	if (policy_try(&disk->text, edit, &disk->wrong) && !refuse_trial(disk, edit)) {
		disk->found = DISK_GOOD;
		og_policy_builtin(&disk->policy);
		og_edit_apply(edit, &disk->policy);
	}
	free(edit);
}

struct disk_policy *disk_read(const char *path)
{
	struct disk_policy *disk = need(sizeof(*disk));
	int error = 0;

	disk->text.name = need_copy(path);
	disk->text.given = true;
	/* source_read() would complain of what is only looked for here */
	error = system_read_file(path, &disk->text.text, &disk->text.size);
	if (disk->text.text) {
		understand(disk);
	} else {
		disk->error = error;
		disk->found = error == -ENOENT ? DISK_NONE : DISK_UNREADABLE;
	}
	return disk;
}

void disk_free(struct disk_policy *disk)
{
	source_free(&disk->text);
	free(disk);
}

void disk_complain(const struct disk_policy *disk)
{
	switch (disk->found) {
	case DISK_GOOD:
		return;
	case DISK_NONE:
		complain("there is no policy on disk: %s", disk->text.name);
		return;
	case DISK_UNREADABLE:
		complain("cannot read %s: %s", disk->text.name, strerror(-disk->error));
		return;
	case DISK_BAD:
		fflush(stdout);
		source_point(&disk->text, &disk->wrong, stderr);
		return;
	}
}

bool disk_is_for_us(void)
{
	ino_t ours = netns_of("self"), first = netns_of("1");

	return ours == first || !first;
}

static int write_file(const char *name, const char *text, size_t size)
{
	char *path = system_path("%s", name), *slash;
	int error = durable_file_write(path, text, size, MODE);

	if (error == -ENOENT) {
		/* its folder is not there: no package was installed */
		slash = strrchr(path, '/');
		*slash = '\0';
		error = mkdir(path, 0755) ? -errno : 0;
		*slash = '/';
		if (!error)
			error = durable_file_write(path, text, size, MODE);
	}
	free(path);
	return error;
}

int disk_write_policy(const char *text, size_t size)
{
	return write_file(DISK_POLICY, text, size);
}

int disk_write_last_good(const struct og_policy *policy)
{
	char *text = policy_text(policy);
	int error = write_file(DISK_LAST_GOOD, text, strlen(text));

	free(text);
	return error;
}

int disk_write_last_resort(const char *text, size_t size)
{
	return write_file(DISK_LAST_RESORT, text, size);
}
