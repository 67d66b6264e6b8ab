// SPDX-License-Identifier: GPL-2.0-only
/*
 * Not by libsystemd: its sd_journal_sendv() waits for a journal that does not read as long as that takes, and no change is
 * to wait for that.
 */
#include "journal_send.h"
#include "base/datagram.h"
#include "base/need.h"
#include "base/system_file.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define JOURNAL		"/run/systemd/journal/socket"
#define SYSLOG		"/dev/log"
#define WAIT_MS		200	/* a journal that reads has room long before */

void journal_put(FILE *entry, const char *name, const char *value)
{
	uint64_t size = htole64(strlen(value));

	fprintf(entry, "%s\n", name);
	fwrite(&size, sizeof(size), 1, entry);
	fprintf(entry, "%s\n", value);
}

void journal_put_number(FILE *entry, const char *name, unsigned long long value)
{
	char text[24];

	snprintf(text, sizeof(text), "%llu", value);
	journal_put(entry, name, text);
}

static int send_to(const char *path, const void *bytes, size_t size, int fd)
{
	char *full = system_path("%s", path);
	int error = datagram_send(&(struct datagram){
		.path = full, .bytes = bytes, .size = size, .fd = fd, .wait_ms = WAIT_MS,
	});

	free(full);
	return error;
}

/* What is more than a datagram holds goes as a file of memory's, which nobody can change any more. */
static int send_as_file(const char *entry, size_t size)
{
	const int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL;
	int fd = memfd_create("ogctl-journal", MFD_CLOEXEC | MFD_ALLOW_SEALING), error = 0;
	size_t done = 0;
	ssize_t got;

	if (fd < 0)
		return -errno;
	while (done < size && !error) {
		got = write(fd, entry + done, size - done);
		if (got < 0)
			error = -errno;
		else
			done += got;
	}
	if (!error && fcntl(fd, F_ADD_SEALS, seals))
		error = -errno;
	if (!error)
		error = send_to(JOURNAL, NULL, 0, fd);
	close(fd);
	return error;
}

static int send_to_syslog(int priority, const char *message)
{
	time_t now = time(NULL);
	struct tm parts;
	char when[32], *line;
	int error;

	(void)strftime(when, sizeof(when), "%b %e %T", localtime_r(&now, &parts));
	line = need_text("<%d>%s ogctl[%d]: %s", LOG_AUTHPRIV | priority, when, (int)getpid(), message);
	error = send_to(SYSLOG, line, strlen(line), -1);
	free(line);
	return error;
}

static bool is_nobody(int error)
{
	return error == -ENOENT || error == -ECONNREFUSED;
}

int journal_send(const char *entry, size_t size, int priority, const char *message)
{
	int error = send_to(JOURNAL, entry, size, -1);

	if (error == -EMSGSIZE || error == -ENOBUFS)
		error = send_as_file(entry, size);
	if (is_nobody(error))
		error = send_to_syslog(priority, message);
	return is_nobody(error) ? 0 : error;
}
