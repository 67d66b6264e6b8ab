// SPDX-License-Identifier: GPL-2.0-only
#include "fast_state.h"
#include "out.h"
#include "rooted.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER		"/run/outlook-guard"
#define OWN_NETNS	"/proc/self/ns/net"

/* Bytes of the file that the locks are on; what is written there does not matter. */
enum { BYTE_WORK, BYTE_WATCHER };

ino_t fast_state_netns(const char *path)
{
	struct stat stat_netns;

	return stat(path ? path : OWN_NETNS, &stat_netns) ? 0 : stat_netns.st_ino;
}

static char *state_path(const char *file)
{
	return rooted(FOLDER "%s%s", *file ? "/" : "", file);
}

static int open_state(struct fast_state **result, int flags)
{
	struct fast_state *state = need(sizeof(*state));
	char name[32];

	snprintf(name, sizeof(name), "fast-%ju", (uintmax_t)fast_state_netns(NULL));
	state->path = state_path(name);
	state->fd = open(state->path, flags | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (state->fd < 0 && errno == EACCES && !(flags & O_CREAT))
		state->fd = open(state->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (state->fd < 0) {
		int error = -errno;

		free(state->path);
		free(state);
		return error;
	}
	*result = state;
	return 0;
}

int fast_state_open(struct fast_state **state)
{
	return open_state(state, O_RDWR);
}

int fast_state_create(struct fast_state **state)
{
	char *folder = state_path("");
	int error = mkdir(folder, 0755) && errno != EEXIST ? -errno : 0;

	free(folder);
	return error ? error : open_state(state, O_RDWR | O_CREAT);
}

static bool take_line(struct fast_state *state, char *line)
{
	char *rest, *name = strtok_r(line, " ", &rest), *word = strtok_r(NULL, " ", &rest);

	if (!name)
		return true;
	if (!strcmp(name, "load") && word)
		state->load = strtoull(word, NULL, 10);
	else if (!strcmp(name, "generation") && word)
		state->generation = strtoull(word, NULL, 10);
	else if (!strcmp(name, "plan") && word)
		return fast_plan_parse(&state->plan, word);
	for (; word && !strcmp(name, "device"); word = strtok_r(NULL, " ", &rest))
		if (!fast_devices_add(&state->devices, word))
			return false;
	return true;
}

/* An empty file is one that its maker has not filled in yet. */
int fast_state_read(struct fast_state *state)
{
	char text[FAST_DEVICES_MAX * (IF_NAMESIZE + 8) + 128], *line, *rest;
	ssize_t size = pread(state->fd, text, sizeof(text) - 1, 0);

	if (size < 0)
		return -errno;
	text[size] = '\0';
	state->devices.count = 0;
	for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		if (!take_line(state, line))
			return -EPROTO;
	return size ? 0 : -ENOENT;
}

int fast_state_write(const struct fast_state *state)
{
	char plan[FAST_PLAN_TEXT], *text;
	size_t size, i;
	FILE *out = open_memstream(&text, &size);
	int error = 0;

	if (!out)
		abort();
	fast_plan_print(&state->plan, plan);
	fprintf(out, "load %" PRIu64 "\ngeneration %" PRIu64 "\nplan %s\n", state->load,
		state->generation, plan);
	for (i = 0; i < state->devices.count; i++)
		fprintf(out, "device %s\n", state->devices.names[i]);
	close_text(out);
	if (pwrite(state->fd, text, size, 0) != (ssize_t)size)
		error = errno ? -errno : -EIO;
	else if (ftruncate(state->fd, size))
		error = -errno;
	free(text);
	return error;
}

void fast_state_close(struct fast_state *state)
{
	close(state->fd);
	free(state->path);
	free(state);
}

void fast_state_forget(const struct fast_state *state)
{
	struct stat ours, there;

	/* Not that of a fast path that was switched on since. */
	if (!fstat(state->fd, &ours) && !stat(state->path, &there) && ours.st_ino == there.st_ino)
		unlink(state->path);
}

static int set_lock(const struct fast_state *state, int how, int type, off_t byte)
{
	struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };

	while (fcntl(state->fd, how, &lock))
		if (errno != EINTR)
			return errno == EACCES ? -EAGAIN : -errno;
	return 0;
}

int fast_state_lock(const struct fast_state *state)
{
	return set_lock(state, F_SETLKW, F_WRLCK, BYTE_WORK);
}

void fast_state_unlock(const struct fast_state *state)
{
	set_lock(state, F_SETLK, F_UNLCK, BYTE_WORK);
}

int fast_state_watch(const struct fast_state *state)
{
	return set_lock(state, F_SETLK, F_WRLCK, BYTE_WATCHER);
}

pid_t fast_state_watcher(const struct fast_state *state)
{
	struct flock lock = {
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = BYTE_WATCHER, .l_len = 1,
	};

	if (fcntl(state->fd, F_GETLK, &lock) || lock.l_type == F_UNLCK)
		return 0;
	return lock.l_pid > 0 ? lock.l_pid : -1;
}
