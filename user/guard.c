// SPDX-License-Identifier: GPL-2.0-only
#include "guard.h"
#include "ogctl.h"
#include "out.h"
#include "reasons.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECURE_BOOT	"/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"

/*
 * OG_PROC_ROOT is for development: a folder that holds plain files instead of
 * /proc/net/outlook_guard and /sys. Not honoured with raised privileges.
 */
static int open_file(const char *path, int flags)
{
	const char *root = secure_getenv("OG_PROC_ROOT");
	char *full;
	int fd;

	if (asprintf(&full, "%s%s", root ? root : "", path) < 0)
		return -ENOMEM;
	fd = open(full, flags | O_CLOEXEC);
	if (fd < 0)
		fd = -errno;
	free(full);
	return fd;
}

static int read_fd(int fd, char **text, size_t *size)
{
	size_t used = 0, room = 4096;
	char *buffer = need(room);
	ssize_t got;

	for (;;) {
		if (used + 1 == room) {
			room *= 2;
			buffer = realloc(buffer, room);
			if (!buffer)
				abort();
		}
		got = read(fd, buffer + used, room - used - 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		used += got;
	}
	if (got < 0) {
		int error = -errno;

		free(buffer);
		return error;
	}
	buffer[used] = '\0';
	*text = buffer;
	*size = used;
	return 0;
}

static int read_file(const char *path, char **text, size_t *size)
{
	int fd = open_file(path, O_RDONLY), error;

	if (fd < 0)
		return fd;
	error = read_fd(fd, text, size);
	close(fd);
	return error;
}

static int read_line(const char *path, char *line, size_t size)
{
	char *text = NULL;
	size_t length;
	int error = read_file(path, &text, &length);

	if (!text)
		return error;
	snprintf(line, size, "%.*s", (int)strcspn(text, "\n"), text);
	free(text);
	return 0;
}

int guard_probe(struct guard *guard)
{
	struct guard_stats stats;
	int error = read_line(OG_SYS_MODULE "/version", guard->version, sizeof(guard->version));

	if (error) {
		/* A container may see /proc without /sys. */
		error = guard_read_stats(&stats);
		if (error)
			return error;
		snprintf(guard->version, sizeof(guard->version), "%s", stats.version);
	}
	guard->fits = !strcmp(guard->version, OG_VERSION);
	return 0;
}

static u64 *counter_of(const char *name, struct guard_stats *stats)
{
	char wanted[64];
	unsigned int c, r;

	for (c = 0; c < OG_CHAINS; c++) {
		for (r = 0; r < OG_REASON_COUNT; r++) {
			snprintf(wanted, sizeof(wanted), "%s_%s_%s", og_chain_name(c),
				 reason_verdict(r), reason_name(r));
			if (!strcmp(name, wanted))
				return &stats->counters[c][r];
			snprintf(wanted, sizeof(wanted), "%s_would_drop_%s", og_chain_name(c),
				 reason_name(r));
			if (og_reason_drops(r) && !strcmp(name, wanted))
				return &stats->would_drop[c][r];
		}
	}
	return NULL;
}

static void take_stat(const char *name, const char *value, struct guard_stats *stats)
{
	u64 *counter;

	if (!strcmp(name, "format")) {
		stats->format = strtoull(value, NULL, 10);
	} else if (!strcmp(name, "generation")) {
		stats->generation = strtoull(value, NULL, 10);
	} else if (!strcmp(name, "version")) {
		snprintf(stats->version, sizeof(stats->version), "%s", value);
	} else if (!strcmp(name, "mode")) {
		snprintf(stats->mode, sizeof(stats->mode), "%s", value);
	} else if (!strcmp(name, "ipv6")) {
		snprintf(stats->ipv6, sizeof(stats->ipv6), "%s", value);
	} else if (!strcmp(name, "early")) {
		snprintf(stats->early, sizeof(stats->early), "%s", value);
	} else if (!strcmp(name, "early_drop_port")) {
		stats->early_drop = strtoull(value, NULL, 10);
	} else {
		counter = counter_of(name, stats);
		if (counter)
			*counter = strtoull(value, NULL, 10);
	}
}

int guard_parse_stats(const char *text, struct guard_stats *stats)
{
	char name[64], value[64];
	int used;

	memset(stats, 0, sizeof(*stats));
	while (sscanf(text, " %63s %63s%n", name, value, &used) == 2) {
		take_stat(name, value, stats);
		text += used;
	}
	return stats->format == OG_STATS_FORMAT ? 0 : -EPROTO;
}

int guard_read_stats(struct guard_stats *stats)
{
	char *text = NULL;
	size_t size;
	int error = read_file(OG_PROC_NET "/" OG_PROC_STATS, &text, &size);

	if (!text)
		return error;
	error = guard_parse_stats(text, stats);
	free(text);
	return error;
}

int guard_read_policy(char **text, size_t *size)
{
	return read_file(OG_PROC_NET "/" OG_PROC_POLICY, text, size);
}

int guard_publish(const char *text, size_t size)
{
	int fd = open_file(OG_PROC_NET "/" OG_PROC_POLICY, O_WRONLY | O_TRUNC);
	size_t done = 0;
	int error = 0;

	if (fd < 0)
		return fd;
	while (done < size && !error) {
		ssize_t n = write(fd, text + done, size - done);

		if (n >= 0)
			done += n;
		else if (errno != EINTR)
			error = -errno;
	}
	/* Closing publishes what was written, or nothing after an error. */
	if (close(fd) && !error)
		error = -errno;
	return error;
}

/* A firmware that takes only signed modules: the last byte of its variable is 1. */
static bool secure_boot(void)
{
	char *text;
	size_t size;
	bool on;

	if (read_file(SECURE_BOOT, &text, &size))
		return false;
	on = size == 5 && text[4] == 1;
	free(text);
	return on;
}

static void complain_absent(void)
{
	int fd = open_file(OG_SYS_MODULE "/version", O_RDONLY);

	if (fd >= 0) {
		close(fd);
		complain("the module " OG_NAME " is loaded, but " OG_PROC_NET " is not to be seen here: "
			 "is /proc mounted whole, and was ogctl started in a container?");
		return;
	}
	complain("the module " OG_NAME " is not loaded, nothing is filtered by it: "
		 "load it with \"modprobe " OG_NAME "\" as root");
	if (secure_boot())
		note("Secure Boot is on: if modprobe says \"Key was rejected by service\", enrol the key "
		     "that signs modules with \"mokutil --import /var/lib/dkms/mok.pub\", then reboot");
}

int guard_complain(int error, const char *while_doing)
{
	switch (error) {
	case -ENOENT:
		complain_absent();
		break;
	case -EPERM:
	case -EACCES:
		complain("not permitted to %s: run it as root or with sudo", while_doing);
		break;
	case -EINVAL:
		complain("the module refused what this ogctl accepts; the policy is as it was. "
			 "The last line of \"dmesg | grep " OG_NAME "\" says why");
		break;
	case -EPROTO:
		complain("the module answers in a form that ogctl " OG_VERSION " does not know: "
			 "module and tool must be of one version");
		break;
	default:
		complain("could not %s: %s", while_doing, strerror(-error));
	}
	return EXIT_GUARD;
}

int guard_complain_skew(const struct guard *guard)
{
	complain("module %s is loaded but ogctl is %s: load the module that fits with "
		 "\"rmmod " OG_NAME " && modprobe " OG_NAME "\" (the gate is open in between; "
		 "\"ogctl show > FILE\" keeps the policy for \"ogctl apply FILE\")",
		 guard->version, OG_VERSION);
	return EXIT_GUARD;
}

int guard_require(void)
{
	struct guard guard;
	int error = guard_probe(&guard);

	if (error)
		return guard_complain(error, "look at the module");
	return guard.fits ? 0 : guard_complain_skew(&guard);
}

static int open_netns(const char *netns)
{
	bool is_pid = netns[strspn(netns, "0123456789")] == '\0';
	char *path;
	int fd;

	if (asprintf(&path, "/run/netns/%s", netns) < 0)
		return -ENOMEM;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	free(path);
	if (fd >= 0 || errno != ENOENT || !is_pid)
		return fd >= 0 ? fd : -errno;
	if (asprintf(&path, "/proc/%s/ns/net", netns) < 0)
		return -ENOMEM;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	free(path);
	return fd >= 0 ? fd : -errno;
}

int guard_enter(const char *netns)
{
	int fd, error = 0;

	if (!*netns || strchr(netns, '/') || !strcmp(netns, ".") || !strcmp(netns, "..")) {
		complain("\"%s\" cannot be a network namespace's name", netns);
		return EXIT_USAGE;
	}
	fd = open_netns(netns);
	if (fd == -ENOENT) {
		complain("there is no network namespace \"%s\", and no process of that id; "
			 "\"ip netns\" lists the named ones", netns);
		return EXIT_USAGE;
	}
	if (fd < 0)
		return guard_complain(fd, "look into another network namespace");
	if (setns(fd, CLONE_NEWNET))
		error = -errno;
	close(fd);
	if (error == -EINVAL) {
		complain("\"%s\" is not a network namespace", netns);
		return EXIT_USAGE;
	}
	return error ? guard_complain(error, "enter another network namespace") : 0;
}
