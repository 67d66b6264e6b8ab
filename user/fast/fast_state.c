// SPDX-License-Identifier: GPL-2.0-only
#include "fast_state.h"
#include "base/need.h"
#include "base/system_file.h"
#include "machine/netns.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER		"/run/outlook-guard"
#define UNFINISHED	".new"

struct fast_state *fast_state_new(void)
{
	struct fast_state *state = need(sizeof(*state));
	uintmax_t netns = netns_of("self");

	state->path = system_path(FOLDER "/fast-%ju", netns);
	state->lock_path = system_path(FOLDER "/fast-%ju.lock", netns);
	state->lock = -1;
	return state;
}

void fast_state_free(struct fast_state *state)
{
	if (state->lock >= 0)
		close(state->lock);
	free(state->path);
	free(state->lock_path);
	free(state);
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
	else if (!strcmp(name, "watcher") && word)
		state->watcher = strtol(word, NULL, 10);
	else if (!strcmp(name, "plan") && word)
		return fast_plan_parse(&state->plan, word);
	for (; word && !strcmp(name, "device"); word = strtok_r(NULL, " ", &rest))
		if (!fast_devices_add(&state->devices, word))
			return false;
	return true;
}

int fast_state_parse(struct fast_state *state, char *text)
{
	char *line, *rest;

	state->devices.count = 0;
	state->watcher = 0;
	for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		if (!take_line(state, line))
			return -EPROTO;
	return 0;
}

int fast_state_read(struct fast_state *state)
{
	int fd = open(state->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), error;
	size_t size;
	char *text;

	if (fd < 0)
		return -errno;
	error = system_read_fd(fd, &text, &size);
	close(fd);
	if (error)
		return error;
	error = fast_state_parse(state, text);
	free(text);
	return error;
}

char *fast_state_text(const struct fast_state *state)
{
	char plan[FAST_PLAN_TEXT], *text;
	size_t size, i;
	FILE *out = open_text(&text, &size);

	fast_plan_print(&state->plan, plan);
	fprintf(out, "load %" PRIu64 "\ngeneration %" PRIu64 "\nwatcher %d\nplan %s\n", state->load,
		state->generation, (int)state->watcher, plan);
	for (i = 0; i < state->devices.count; i++)
		fprintf(out, "device %s\n", state->devices.names[i]);
	close_text(out);
	return text;
}

/* Everybody's to read, whatever the umask: nobody can do more with it. */
static int write_to(int fd, const char *text)
{
	size_t size = strlen(text);

	errno = EIO;
	return write(fd, text, size) != (ssize_t)size || fchmod(fd, 0644) ? -errno : 0;
}

/* By another file that takes its place: who reads without a lock never sees half of it. */
int fast_state_write(const struct fast_state *state)
{
	char *text = fast_state_text(state), *path;
	int fd, error;

	path = need_text("%s" UNFINISHED, state->path);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
	error = fd < 0 ? -errno : write_to(fd, text);
	if (fd >= 0)
		close(fd);
	if (!error && rename(path, state->path))
		error = -errno;
	if (error)
		unlink(path);
	free(path);
	free(text);
	return error;
}

bool fast_state_is_ours(const struct fast_state *state)
{
	struct stat ours, there;

	return !fstat(state->lock, &ours) && !stat(state->lock_path, &there) && ours.st_ino == there.st_ino;
}

void fast_state_forget(const struct fast_state *state)
{
	/* Not that of a fast path that was switched on since. */
	if (state->lock >= 0 && !fast_state_is_ours(state))
		return;
	unlink(state->path);
	unlink(state->lock_path);
}

static int make_folder(void)
{
	char *folder = system_path(FOLDER);
	int error = mkdir(folder, 0755) ? -errno : 0;

	/* Not less than that, whatever the umask. */
	if (!error && chmod(folder, 0755))
		error = -errno;
	free(folder);
	return error == -EEXIST ? 0 : error;
}

int fast_state_watch(struct fast_state *state)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1 };
	int error = make_folder();

	if (error)
		return error;
	state->lock = open(state->lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (state->lock < 0)
		return -errno;
	if (fcntl(state->lock, F_SETLK, &lock))
		return errno == EACCES ? -EAGAIN : -errno;
	return fast_state_is_ours(state) ? 0 : -EAGAIN;
}

/* What everybody may see: a process of that number, and of a watcher's name. */
static pid_t said_watcher(const struct fast_state *state)
{
	char path[48], name[16] = "";
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/comm", (int)state->watcher);
	file = fopen(path, "re");
	if (!file)
		return 0;
	if (!fgets(name, sizeof(name), file))
		name[0] = '\0';
	(void)fclose(file);
	return strcmp(name, FAST_WATCHER "\n") ? 0 : state->watcher;
}

pid_t fast_state_watcher(const struct fast_state *state)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1 };
	int fd = open(state->lock_path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	bool held;

	if (fd < 0)
		return errno == EACCES || errno == EPERM ? said_watcher(state) : 0;
	held = !fcntl(fd, F_GETLK, &lock) && lock.l_type != F_UNLCK;
	close(fd);
	if (!held)
		return 0;
	return lock.l_pid > 0 ? lock.l_pid : -1;
}
