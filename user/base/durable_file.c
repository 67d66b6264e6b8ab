// SPDX-License-Identifier: GPL-2.0-only
#include "durable_file.h"
#include "need.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int write_all(int fd, const char *text, size_t size)
{
	ssize_t done;

	for (; size; text += done, size -= done) {
		done = write(fd, text, size);
		if (done < 0 && errno != EINTR)
			return -errno;
		if (done < 0)
			done = 0;
	}
	return 0;
}

/* As the one that it replaces; nobody may read in between what he may not read then. */
static int dress(int fd, const char *path, mode_t mode)
{
	struct stat there;

	if (stat(path, &there))
		return fchmod(fd, mode) ? -errno : 0;
	if (fchown(fd, there.st_uid, there.st_gid) || fchmod(fd, there.st_mode & 07777))
		return -errno;
	return 0;
}

/* @beside: a pattern of mkostemp()'s, for what a crash left under a name must not keep the next one from being written. */
static int write_beside(char *beside, const char *path, const char *text, size_t size, mode_t mode)
{
	int fd = mkostemp(beside, O_CLOEXEC), error;

	if (fd < 0) {
		*beside = '\0';
		return -errno;
	}
	error = dress(fd, path, mode);
	if (!error)
		error = write_all(fd, text, size);
	if (!error && fsync(fd))
		error = -errno;
	if (close(fd) && !error)
		error = -errno;
	return error;
}

/* Its name is only there for good once the folder is on the disk. */
static int sync_folder(const char *path)
{
	char *folder = need_copy(path), *slash = strrchr(folder, '/');
	int fd, error = 0;

	if (slash)
		*slash = '\0';
	fd = open(slash && *folder ? folder : slash ? "/" : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || fsync(fd))
		error = -errno;
	if (fd >= 0)
		close(fd);
	free(folder);
	return error;
}

int durable_file_write(const char *path, const char *text, size_t size, mode_t mode)
{
	/* a symbolic link stays one */
	char *target = realpath(path, NULL), *beside;
	const char *to = target ? target : path;
	int error;

	beside = need_text("%s.og-XXXXXX", to);
	error = write_beside(beside, to, text, size, mode);
	if (!error && rename(beside, to))
		error = -errno;
	if (error && *beside)
		unlink(beside);
	if (!error)
		error = sync_folder(to);
	free(beside);
	free(target);
	return error;
}
