// SPDX-License-Identifier: GPL-2.0-only
#include "output_file.h"
#include "need.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEW_MODE	0640	/* a policy says what is open */
#define OPEN_MODE	0644

static int write_all(int fd, const char *text, size_t size)
{
	ssize_t done;

	while (size) {
		done = write(fd, text, size);
		if (done < 0 && errno != EINTR)
			return -errno;
		if (done > 0) {
			text += done;
			size -= done;
		}
	}
	return 0;
}

/* Closes @fd, which may be what fails. */
static int write_and_close(int fd, const char *text, size_t size)
{
	int error = write_all(fd, text, size);

	if (close(fd) && !error)
		error = -errno;
	return error;
}

/* After a loss of power it is there whole, or what was there before: the name is given to what is on disk. */
static int keep_and_close(int fd, const char *text, size_t size)
{
	int error = write_all(fd, text, size);

	if (!error && fsync(fd))
		error = -errno;
	if (close(fd) && !error)
		error = -errno;
	return error;
}

/* "/dev/stdout", by whatever name: opened anew, it would begin at the start of a file. */
static bool is_stdout(const struct stat *there)
{
	struct stat standard;

	return !fstat(STDOUT_FILENO, &standard) && standard.st_dev == there->st_dev &&
	       standard.st_ino == there->st_ino;
}

static int write_into(const char *path, const struct stat *there, const char *text, size_t size)
{
	int fd;

	if (is_stdout(there)) {
		fflush(stdout);
		return write_all(STDOUT_FILENO, text, size);
	}
	fd = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
	return fd < 0 ? -errno : write_and_close(fd, text, size);
}

/* Only who may change owners can; nobody is given more than had it before. */
static int make_like(int fd, const struct stat *there)
{
	struct stat made;

	if (fstat(fd, &made))
		return -errno;
	if ((made.st_uid != there->st_uid || made.st_gid != there->st_gid) &&
	    fchown(fd, there->st_uid, there->st_gid))
		return -errno;
	return fchmod(fd, there->st_mode & 07777) ? -errno : 0;
}

/* @there: the file that it replaces; NULL: there is none. */
static int give_mode(int fd, const struct stat *there, enum output_for readers)
{
	if (there)
		return make_like(fd, there);
	return readers == OUTPUT_FOR_EVERYBODY && fchmod(fd, OPEN_MODE) ? -errno : 0;
}

/* Whoever reads @path meanwhile has what was there before. */
static int replace(const char *path, const struct stat *there, const char *text, size_t size, enum output_for readers)
{
	char *temporary;
	int fd, error;

	temporary = need_text("%s.%d", path, getpid());
	fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, there ? 0600 : NEW_MODE);
	error = fd < 0 ? -errno : give_mode(fd, there, readers);
	if (fd >= 0 && error)
		close(fd);
	else if (fd >= 0)
		error = keep_and_close(fd, text, size);
	if (!error && rename(temporary, path))
		error = -errno;
	if (error && fd >= 0)
		unlink(temporary);
	free(temporary);
	return error;
}

/* Where a symbolic link leads to nothing yet: half a text is taken away, and not the link. */
static int create_through_link(const char *path, const char *text, size_t size, enum output_for readers)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, NEW_MODE), error;
	char *target;

	if (fd < 0)
		return -errno;
	target = realpath(path, NULL);
	error = give_mode(fd, NULL, readers);
	if (error)
		close(fd);
	else
		error = write_and_close(fd, text, size);
	if (error && target)
		unlink(target);
	free(target);
	return error;
}

static int create(const char *path, const char *text, size_t size, enum output_for readers)
{
	struct stat link;

	return lstat(path, &link) ? replace(path, NULL, text, size, readers) : create_through_link(path, text, size, readers);
}

int output_file_write(const char *path, const char *text, size_t size, enum output_for readers, bool *replaced)
{
	struct stat there;
	char *target;
	int error;

	*replaced = false;
	if (stat(path, &there))
		return errno == ENOENT ? create(path, text, size, readers) : -errno;
	if (!S_ISREG(there.st_mode) || is_stdout(&there))
		return write_into(path, &there, text, size);
	target = realpath(path, NULL);
	if (!target)
		return -errno;
	error = replace(target, &there, text, size, readers);
	free(target);
	*replaced = !error;
	return error;
}
