// SPDX-License-Identifier: GPL-2.0-only
#include "listeners.h"
#include "base/system_file.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

/* Their files, and the state that a waiting socket has (net/tcp_states.h). */
static const struct {
	const char *path;
	enum og_transport transport;
	unsigned int waiting;
} tables[] = {
	{ "/proc/net/tcp", OG_TCP, 10 }, { "/proc/net/tcp6", OG_TCP, 10 },
	{ "/proc/net/udp", OG_UDP, 7 }, { "/proc/net/udp6", OG_UDP, 7 },
};

bool listeners_loopback(const char *address)
{
	const char *ipv4 = address;
	u32 word = 1;
	bool little = *(u8 *)&word;

	if (strlen(address) == 32 && !strncmp(address, little ? "0000000000000000FFFF0000" :
					      "00000000000000000000FFFF", 24))
		ipv4 += 24;
	if (strlen(ipv4) == 8)
		return !strncmp(ipv4 + (little ? 6 : 0), "7F", 2);
	return !strcmp(address, little ? "00000000000000000000000001000000" :
		       "00000000000000000000000000000001");
}

static void take_line(struct listeners *listeners, const char *line, unsigned int table)
{
	struct listener *row;
	char address[40];
	unsigned int port, state;
	u64 inode;

	if (sscanf(line, " %*[^:]: %39[0-9A-F]:%x %*s %x %*s %*s %*s %*s %*s %" SCNu64, address,
		   &port, &state, &inode) != 4 || state != tables[table].waiting)
		return;
	listeners->rows = realloc(listeners->rows, (listeners->count + 1) * sizeof(*row));
	if (!listeners->rows)
		abort();
	row = &listeners->rows[listeners->count++];
	*row = (struct listener){
		.transport = tables[table].transport, .port = port,
		.local = listeners_loopback(address), .inode = inode,
	};
}

static void read_table(struct listeners *listeners, unsigned int table)
{
	char *text, *line, *rest;
	size_t size;

	/* Without IPv6 there is no file for it. */
	if (system_read_file(tables[table].path, &text, &size))
		return;
	listeners->known = true;
	for (rest = text; (line = strsep(&rest, "\n"));)
		take_line(listeners, line, table);
	free(text);
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
	unsigned int t;

	free(path);
	*listeners = (struct listeners){ 0 };
	for (t = 0; t < sizeof(tables) / sizeof(tables[0]); t++)
		read_table(listeners, t);
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
	char *text;
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
	if (asprintf(&text, "%s%s", *process ? process : "somebody",
		     local ? ", on loopback only" : "") < 0)
		abort();
	return text;
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
