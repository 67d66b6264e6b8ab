// SPDX-License-Identifier: GPL-2.0-only
#include "driver.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "outlook_guard.h"

#define POLICY	OG_PROC_NET "/" OG_PROC_POLICY
#define STATS	OG_PROC_NET "/" OG_PROC_STATS
#define TRIAL	OG_PROC_NET "/" OG_PROC_TRIAL
#define PARAMETER(name)	OG_SYS_MODULE "/parameters/" name

static int write_all(int fd, const char *text, size_t size)
{
	while (size) {
		ssize_t done = write(fd, text, size);

		if (done < 0)
			return -errno;
		text += done;
		size -= done;
	}
	return 0;
}

int guard_write(const char *text)
{
	int fd = open(OG_PROC_LINK, O_WRONLY | O_CLOEXEC);
	int err;

	if (fd < 0)
		return -errno;
	err = write_all(fd, text, strlen(text));
	close(fd);
	return err;
}

/* As a shell's printf does it: a write a line. */
int guard_write_lines(const char *text)
{
	int fd = open(OG_PROC_LINK, O_WRONLY | O_CLOEXEC);
	int err = 0;

	if (fd < 0)
		return -errno;
	while (!err && *text) {
		size_t size = strcspn(text, "\n");

		size += text[size] == '\n';
		err = write_all(fd, text, size);
		text += size;
	}
	close(fd);
	return err;
}

int guard_trial(const char *word)
{
	return guard_trial_of("", word);
}

int guard_trial_of(const char *text, const char *word)
{
	int fd = open(TRIAL, O_WRONLY | O_CLOEXEC);
	int err;

	if (fd < 0)
		return -errno;
	err = *text ? guard_write(text) : 0;
	if (!err)
		err = write_all(fd, word, strlen(word));
	close(fd);
	return err;
}

int guard_read(const char *path, char *to, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t used = 0;
	ssize_t got = 0;

	*to = '\0';
	if (fd < 0)
		return -errno;
	while (used < size - 1) {
		got = read(fd, to + used, size - 1 - used);
		if (got <= 0)
			break;
		used += got;
	}
	if (got < 0)
		got = -errno;
	close(fd);
	to[used] = '\0';
	return got;
}

int guard_load(const char *parameters, unsigned int nth)
{
	int fd = open(module_path, O_RDONLY | O_CLOEXEC);
	char all[256];
	int err;

	if (fd < 0)
		return -errno;
	snprintf(all, sizeof(all), "%s fail_nth=%u", parameters, nth);
	err = syscall(SYS_finit_module, fd, all, 0) ? -errno : 0;
	close(fd);
	return err;
}

int guard_unload(void)
{
	return syscall(SYS_delete_module, OG_NAME, O_NONBLOCK) ? -errno : 0;
}

int guard_birth_fault(unsigned int nth)
{
	int fd = open(PARAMETER("birth_nth"), O_WRONLY | O_CLOEXEC);
	char text[16];
	int err;

	if (fd < 0)
		return -errno;
	snprintf(text, sizeof(text), "%u", nth);
	err = write_all(fd, text, strlen(text));
	close(fd);
	return err;
}

unsigned int guard_birth_left(void)
{
	char text[16];
	int err = guard_read(PARAMETER("birth_left"), text, sizeof(text));

	return err ? 0 : strtoul(text, NULL, 10);
}

static void read_or_say(const char *path, char *to, size_t size)
{
	int err = guard_read(path, to, size);

	if (err)
		strcpy(to, err == -ENOENT ? "absent" : strerror(-err));
}

void guard_state(struct state *state)
{
	struct stat status;

	memset(state, 0, sizeof(*state));
	read_or_say(POLICY, state->policy, sizeof(state->policy));
	read_or_say(STATS, state->stats, sizeof(state->stats));
	read_or_say("/proc/net/og_hooks", state->hooks, sizeof(state->hooks));
	state->link = !lstat(OG_PROC_LINK, &status);
	state->module = !stat(OG_SYS_MODULE, &status);
}
