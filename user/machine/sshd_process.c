// SPDX-License-Identifier: GPL-2.0-only
#include "sshd_process.h"
#include "base/system_file.h"
#include "process.h"
#include "socket_table.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ANCESTORS_MAX	64
#define SOCKETS_MAX	64u

/* Who owns the folder of a process is no proof: of one that may not be dumped it is root. Its ids are those of status. */
static bool is_roots(const char *process)
{
	char *path = system_path("/proc/%s/status", process), line[256];
	FILE *file = fopen(path, "re");
	unsigned int real = 1, effective = 1;

	free(path);
	if (!file)
		return false;
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, "Uid: %u %u", &real, &effective) == 2)
			break;
	(void)fclose(file);
	return !real && !effective;
}

/* Its program's name is the kernel's word, and that which it gives itself is not. An upgrade leaves it behind its name. */
static bool runs_sshd(const char *process)
{
	static const char *const programs[] = { "sshd", "sshd-session", "sshd (deleted)", "sshd-session (deleted)" };
	char *path = system_path("/proc/%s/exe", process), program[PATH_MAX], *name;
	ssize_t length = readlink(path, program, sizeof(program) - 1);
	size_t i;

	free(path);
	if (length < 0)
		return false;
	program[length] = '\0';
	name = strrchr(program, '/');
	for (i = 0; name && i < sizeof(programs) / sizeof(programs[0]); i++)
		if (!strcmp(name + 1, programs[i]))
			return true;
	return false;
}

struct held {
	struct {
		int fd;
		unsigned long inode;
	} sockets[SOCKETS_MAX];
	size_t count;
	int lowest;		/* descriptor, of those that are a connection */
	struct endpoint *client, *server;
};

static bool take_socket(void *to, int fd, unsigned long inode)
{
	struct held *held = to;

	held->sockets[held->count].fd = fd;
	held->sockets[held->count++].inode = inode;
	return held->count < SOCKETS_MAX;
}

static bool take_row(void *to, const struct socket_row *row)
{
	struct held *held = to;
	size_t i;

	if (!row->inode || row->state == TCP_IS_LISTENING)
		return true;
	for (i = 0; i < held->count; i++) {
		if (held->sockets[i].inode != row->inode || held->sockets[i].fd >= held->lowest)
			continue;
		held->lowest = held->sockets[i].fd;
		*held->client = row->remote;
		*held->server = row->local;
	}
	return true;
}

static bool connection_of(const char *process, struct endpoint *client, struct endpoint *server)
{
	struct held held = { .lowest = INT_MAX, .client = client, .server = server };

	return process_sockets_each(process, take_socket, &held) && held.count &&
	       socket_table_read(process, OG_TCP, take_row, &held) && held.lowest != INT_MAX;
}

bool sshd_process_connection(struct endpoint *client, struct endpoint *server)
{
	char process[PROCESS_NAME] = "self";
	unsigned int i;

	for (i = 0; i < ANCESTORS_MAX && process_parent(process); i++)
		if (runs_sshd(process) && is_roots(process) && connection_of(process, client, server))
			return true;
	return false;
}
