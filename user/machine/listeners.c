// SPDX-License-Identifier: GPL-2.0-only
#include "listeners.h"
#include "base/need.h"
#include "base/system_file.h"
#include "socket_table.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

/* What is being read: the sockets of one transport that wait. */
struct reading {
	struct listeners *listeners;
	enum og_transport transport;
	unsigned int waiting;	/* enum socket_state */
};

static bool take_socket(void *to, const struct socket_row *socket)
{
	struct reading *reading = to;
	struct listeners *listeners = reading->listeners;

	/* Nobody waits at port 0: that is no line of the kernel's. */
	if (socket->state != reading->waiting || !socket->local.port)
		return true;
	listeners->rows = need_room(listeners->rows, &listeners->room, listeners->count, sizeof(*listeners->rows));
	listeners->rows[listeners->count++] = (struct listener){
		.transport = reading->transport, .port = socket->local.port,
		.local = address_is_loopback(&socket->local.address), .inode = socket->inode,
	};
	return true;
}

static void read_sockets(struct listeners *listeners, enum og_transport transport, unsigned int waiting)
{
	struct reading reading = { listeners, transport, waiting };

	listeners->known |= socket_table_read("self", transport, take_socket, &reading);
}

/* Whoever runs a program chooses its name: a terminal's escapes, or what is no UTF-8, are not to be shown. */
static void take_name(struct listener *row, const char *comm)
{
	char *at;

	snprintf(row->process, sizeof(row->process), "%.*s", (int)strcspn(comm, "\n"), comm);
	for (at = row->process; *at; at++)
		if (*at < ' ' || *at > '~')
			*at = '?';
}

static void name_socket(struct listeners *listeners, u64 inode, const char *pid)
{
	char path[64], *comm;
	size_t size, i;

	for (i = 0; i < listeners->count; i++) {
		struct listener *row = &listeners->rows[i];

		if (row->inode != inode || *row->process)
			continue;
		snprintf(path, sizeof(path), "/proc/%.16s/comm", pid);
		if (system_read_file(path, &comm, &size))
			return;
		take_name(row, comm);
		free(comm);
	}
}

/* The sockets that a process has open; it may have gone, or not be ours to look at. */
static void read_process(struct listeners *listeners, const char *pid)
{
	char link[64], *full = system_path("/proc/%s/fd", pid);
	struct dirent *entry;
	ssize_t length;
	u64 inode;
	DIR *dir;

	dir = opendir(full);
	free(full);
	if (!dir)
		return;
	while ((entry = readdir(dir))) {
		if (*entry->d_name == '.')
			continue;
		length = readlinkat(dirfd(dir), entry->d_name, link, sizeof(link) - 1);
		if (length < 0)
			continue;
		link[length] = '\0';
		if (sscanf(link, "socket:[%" SCNu64 "]", &inode) == 1)
			name_socket(listeners, inode, pid);
	}
	closedir(dir);
}

/* Whether there is a socket whose process is not known yet. */
static bool has_nameless(const struct listeners *listeners)
{
	size_t i;

	for (i = 0; i < listeners->count; i++)
		if (!*listeners->rows[i].process)
			return true;
	return false;
}

void listeners_read(struct listeners *listeners)
{
	char *path = system_path("/proc");
	DIR *dir = opendir(path);
	struct dirent *entry;

	free(path);
	*listeners = (struct listeners){ 0 };
	read_sockets(listeners, OG_TCP, TCP_IS_LISTENING);
	read_sockets(listeners, OG_UDP, UDP_IS_WAITING);
	while (dir && has_nameless(listeners) && (entry = readdir(dir))) {
		size_t length = strlen(entry->d_name);

		if (length < 16 && strspn(entry->d_name, "0123456789") == length)
			read_process(listeners, entry->d_name);
	}
	if (dir)
		closedir(dir);
}

void listeners_free(struct listeners *listeners)
{
	free(listeners->rows);
	*listeners = (struct listeners){ 0 };
}

bool listeners_have(const struct listeners *listeners, enum og_transport transport, u16 port)
{
	size_t i;

	for (i = 0; i < listeners->count; i++)
		if (listeners->rows[i].transport == transport && listeners->rows[i].port == port)
			return true;
	return false;
}

char *listeners_of(const struct listeners *listeners, enum og_transport transport, u16 port)
{
	const char *process = NULL;
	bool local = true;
	size_t i;

	for (i = 0; i < listeners->count; i++) {
		const struct listener *row = &listeners->rows[i];

		if (row->transport != transport || row->port != port)
			continue;
		local &= row->local;
		if (!process || !*process)
			process = row->process;
	}
	if (!process)
		return NULL;
	return need_text("%s%s", *process ? process : "somebody", local ? ", on loopback only" : "");
}

static bool may_be(const char *process, const char *name)
{
	static const char *const superservers[] = { "systemd", "init", "inetd", "xinetd" };
	size_t i;

	for (i = 0; i < sizeof(superservers) / sizeof(superservers[0]); i++)
		if (!strcmp(process, superservers[i]))
			return true;
	return !*process || !strncmp(process, name, strlen(name));
}

bool listeners_reached_by(const struct listeners *listeners, enum og_transport transport, u16 port,
			  const char *name)
{
	const struct listener *row;
	size_t i;

	for (i = 0; i < listeners->count; i++) {
		row = &listeners->rows[i];
		if (row->transport == transport && row->port == port && !row->local &&
		    may_be(row->process, name))
			return true;
	}
	return false;
}

bool listeners_reached(const struct listeners *listeners, enum og_transport transport, u16 port)
{
	size_t i;

	for (i = 0; i < listeners->count; i++)
		if (listeners->rows[i].transport == transport && listeners->rows[i].port == port &&
		    !listeners->rows[i].local)
			return true;
	return false;
}
