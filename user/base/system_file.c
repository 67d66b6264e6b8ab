// SPDX-License-Identifier: GPL-2.0-only
#include "system_file.h"
#include "need.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * For the tests alone, which are built for it: whoever may set a variable for root's ogctl would choose what it
 * says of this machine.
 */
#ifdef OG_PLAIN_FILES
static const char *root_folder(void)
{
	return secure_getenv("OG_PROC_ROOT");
}
#else
static const char *root_folder(void)
{
	return NULL;
}
#endif

char *system_path(const char *format, ...)
{
	const char *root = root_folder();
	char *path, *full;
	va_list args;

	va_start(args, format);
	path = need_vtext(format, args);
	va_end(args);
	if (!root)
		return path;
	full = need_text("%s%s", root, path);
	free(path);
	return full;
}

bool system_is_elsewhere(void)
{
	return root_folder();
}

int system_open(const char *path, int flags)
{
	char *full = system_path("%s", path);
	int fd = open(full, flags | O_CLOEXEC);

	if (fd < 0)
		fd = -errno;
	free(full);
	return fd;
}

int system_read_fd(int fd, char **text, size_t *size)
{
	size_t used = 0, room = 4096;
	char *buffer = need(room);
	ssize_t got;

	for (;;) {
		buffer = need_room(buffer, &room, used + 1, 1);
		got = read(fd, buffer + used, room - used - 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		used += got;
	}
	if (got < 0) {
		free(buffer);
		return -errno;
	}
	buffer[used] = '\0';
	*text = buffer;
	*size = used;
	return 0;
}

int system_read_file(const char *path, char **text, size_t *size)
{
	int fd = system_open(path, O_RDONLY), error;

	if (fd < 0)
		return fd;
	error = system_read_fd(fd, text, size);
	close(fd);
	return error;
}

/* Through the descriptor that failed: it is his alone, and the kernel's log need not be his to read. */
static void read_why(int fd, char why[SYSTEM_WHY_SIZE])
{
	ssize_t got = pread(fd, why, SYSTEM_WHY_SIZE - 1, 0);

	why[got > 0 ? got : 0] = '\0';
	why[strcspn(why, "\n")] = '\0';
}

int system_write_file(const char *path, const char *text, size_t size, char why[SYSTEM_WHY_SIZE])
{
	int fd = system_open(path, (why ? O_RDWR : O_WRONLY) | O_TRUNC);
	size_t done = 0;
	int error = 0;

	if (fd < 0)
		return fd;
	while (done < size && !error) {
		ssize_t n = write(fd, text + done, size - done);

		if (n >= 0)
			done += n;
		else if (errno != EINTR)
			error = errno == ENOENT ? -ENOPKG : -errno;
	}
	if (error && why)
		read_why(fd, why);
	/* Closing publishes what was written, or nothing after an error. */
	if (close(fd) && !error)
		error = -errno;
	return error;
}
