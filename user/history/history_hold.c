// SPDX-License-Identifier: GPL-2.0-only
#include "base/clock.h"
#include "base/need.h"
#include "base/out.h"
#include "history.h"
#include "history_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK		".lock"
#define WAIT_MS		10000	/* ten changes on a slow disk; who stands longer stands for other reasons */

static struct {
	unsigned int depth;
	int fd;			/* -1: without a lock */
} hold = { .fd = -1 };

/* Nobody but its owner may open it, and so nobody else can lock it. */
static int open_lock(const char *folder)
{
	char *path;
	int fd;

	path = need_text("%s/" LOCK, folder);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	free(path);
	if (fd >= 0 && fchmod(fd, 0600)) {
		close(fd);
		return -1;
	}
	return fd;
}

static void wait_for(int fd)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET }, other;
	u64 end = clock_ms() + WAIT_MS;

	while (fcntl(fd, F_SETLK, &lock) && (errno == EAGAIN || errno == EACCES)) {
		if (clock_ms() < end) {
			clock_sleep_ms(2);
			continue;
		}
		other = lock;
		if (fcntl(fd, F_GETLK, &other))
			other.l_pid = 0;
		note("another ogctl, process %d, has been changing the policy for %d seconds: going on without "
		     "waiting for it. The history may have both changes in another order", (int)other.l_pid,
		     WAIT_MS / 1000);
		return;
	}
}

void history_hold(void)
{
	char *folder;

	if (hold.depth++)
		return;
	folder = history_folder();
	/* Who may not write the history is told so when it is to be written. */
	if (folder && !history_folder_make(folder))
		hold.fd = open_lock(folder);
	if (hold.fd >= 0)
		wait_for(hold.fd);
	free(folder);
}

void history_let_go(void)
{
	if (!hold.depth || --hold.depth)
		return;
	if (hold.fd >= 0)
		close(hold.fd);
	hold.fd = -1;
	history_tell_waiting();
}

bool history_is_held(void)
{
	return hold.depth;
}
