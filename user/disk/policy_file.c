// SPDX-License-Identifier: GPL-2.0-only
#include "policy_file.h"
#include "base/durable_file.h"
#include "base/need.h"
#include "base/out.h"
#include "base/system_file.h"
#include "machine/netns.h"
#include "policy/policy_text.h"
#include "policy/text_place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MODE	0640	/* a policy says what is open */

/* At a start nobody could keep it, and the built-in policy would come back. */
static bool refuse_trial(struct disk_policy *disk, const struct og_edit *edit)
{
	struct text_place place;

	if (!edit->trial)
		return false;
	text_places_setting(&disk->text, "trial", &place);
	disk->wrong = (struct og_error){ .line = place.line, .column = place.column, .length = place.length };
	snprintf(disk->wrong.text, sizeof(disk->wrong.text),
		 "a policy on disk cannot be on trial: take the line \"trial %u\" out", edit->trial);
	return true;
}

static void understand(struct disk_policy *disk)
{
	struct og_edit *edit = need(sizeof(*edit));

	disk->found = DISK_BAD;
	og_policy_builtin(&disk->policy);
	if (policy_try(&disk->text, edit, &disk->wrong) && !refuse_trial(disk, edit) &&
	    policy_fit(&disk->text, edit, &disk->policy, &disk->wrong))
		disk->found = DISK_GOOD;
	free(edit);
}

/* A pipe in its place, which nobody may ever write into, is nothing that a start waits for. */
static int read_file(const char *path, char **text, size_t *size)
{
	int fd = system_open(path, O_RDONLY | O_NONBLOCK), error = 0;
	struct stat there;

	if (fd < 0)
		return fd;
	if (fstat(fd, &there))
		error = -errno;
	else if (!S_ISREG(there.st_mode))
		error = S_ISDIR(there.st_mode) ? -EISDIR : -EINVAL;
	if (!error)
		error = system_read_fd(fd, text, size);
	close(fd);
	return error;
}

struct disk_policy *disk_read(const char *path)
{
	struct disk_policy *disk = need(sizeof(*disk));
	int error = 0;

	disk->text.name = need_copy(path);
	disk->text.given = true;
	/* source_read() would complain of what is only looked for here */
	error = read_file(path, &disk->text.text, &disk->text.size);
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

int disk_write_aside(const char *text, size_t size)
{
	return write_file(DISK_ASIDE, text, size);
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
