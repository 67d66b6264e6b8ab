// SPDX-License-Identifier: GPL-2.0-only
#include "program.h"
#include "need.h"

#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARGUMENTS_MAX	8

/* A user's PATH lacks the folder that programs of the network are in. */
static void reach_sbin(void)
{
	const char *path = getenv("PATH");
	char *longer;

	if (path && strstr(path, "/usr/sbin"))
		return;
	longer = need_text("%s%s/usr/sbin:/sbin", path ? path : "/usr/bin:/bin", path && !*path ? "" : ":");
	setenv("PATH", longer, 1);
	free(longer);
}

/* Files in memory for all three streams: no pipe can be full. */
static int memory_file(const char *text)
{
	int fd = memfd_create("text", MFD_CLOEXEC);
	size_t size = strlen(text);

	if (fd >= 0 && (write(fd, text, size) != (ssize_t)size || lseek(fd, 0, SEEK_SET))) {
		close(fd);
		errno = ENOMEM;
		return -1;
	}
	return fd;
}

static char *memory_text(int fd)
{
	off_t size = lseek(fd, 0, SEEK_END);
	char *text = need((size > 0 ? size : 0) + 1);

	if (size > 0 && pread(fd, text, size, 0) != size)
		text[0] = '\0';
	return text;
}

static int spawn(const char *program, const int *fds, const char *const *arguments)
{
	const char *argv[ARGUMENTS_MAX + 2] = { program };
	posix_spawn_file_actions_t actions;
	int error, status, i;
	pid_t child;

	for (i = 0; arguments[i] && i < ARGUMENTS_MAX; i++)
		argv[i + 1] = arguments[i];
	posix_spawn_file_actions_init(&actions);
	for (i = 0; i < 3; i++)
		posix_spawn_file_actions_adddup2(&actions, fds[i], i);
	error = posix_spawnp(&child, program, &actions, NULL, (char **)argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (error)
		return -error;
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -EINTR;
}

void program_run(const char *program, struct program_answer *answer, const char *input,
		 const char *const *arguments)
{
	int fds[3] = { memory_file(input), memory_file(""), memory_file("") }, i;

	reach_sbin();
	if (fds[0] < 0 || fds[1] < 0 || fds[2] < 0) {
		answer->status = -ENOMEM;
		answer->out = need_copy("");
		answer->err = need_copy("");
	} else {
		answer->status = spawn(program, fds, arguments);
		answer->out = memory_text(fds[1]);
		answer->err = memory_text(fds[2]);
	}
	for (i = 0; i < 3; i++)
		if (fds[i] >= 0)
			close(fds[i]);
}

void program_release(struct program_answer *answer)
{
	free(answer->out);
	free(answer->err);
}
