// SPDX-License-Identifier: GPL-2.0-only
#include "process.h"
#include "base/need.h"
#include "base/system_file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define ANCESTORS_MAX	64

static FILE *open_of(const char *process, const char *file)
{
	char *path = system_path("/proc/%s/%s", process, file);
	FILE *stream = fopen(path, "re");

	free(path);
	return stream;
}

/* The fields from the state on; the program's name before them may hold anything. */
static bool read_stat(const char *process, char *text, size_t size, const char **fields)
{
	FILE *stream = open_of(process, "stat");
	size_t got;
	char *end;

	if (!stream)
		return false;
	got = fread(text, 1, size - 1, stream);
	(void)fclose(stream);
	text[got] = '\0';
	end = strrchr(text, ')');
	*fields = end ? end + 1 : NULL;
	return end;
}

bool process_parent(char process[PROCESS_NAME])
{
	char text[1024];
	const char *fields;
	int parent;

	if (!read_stat(process, text, sizeof(text), &fields) ||
	    sscanf(fields, " %*c %d", &parent) != 1 || parent <= 0)
		return false;
	snprintf(process, PROCESS_NAME, "%d", parent);
	return true;
}

bool process_began(const char *process, unsigned long long *ticks)
{
	char text[1024];
	const char *fields;

	/* Field 22, and the first of these is field 3; see proc(5). */
	return read_stat(process, text, sizeof(text), &fields) &&
	       sscanf(fields, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d "
		      "%*d %*d %llu", ticks) == 1;
}

/* Field 7 of stat, as the kernel packs a device's number for user space. */
dev_t process_terminal(const char *process)
{
	char text[1024];
	const char *fields;
	unsigned int device;

	if (!read_stat(process, text, sizeof(text), &fields) ||
	    sscanf(fields, " %*c %*d %*d %*d %u", &device) != 1)
		return 0;
	return makedev(device >> 8 & 0xfff, (device & 0xff) | (device >> 12 & 0xfff00));
}

/* In what @process was started with; free it. NULL: it has none. */
static char *process_variable(const char *process, const char *name)
{
	FILE *stream = open_of(process, "environ");
	char *entry = NULL, *value = NULL;
	size_t room = 0, length = strlen(name);

	if (!stream)
		return NULL;
	while (!value && getdelim(&entry, &room, '\0', stream) > 0)
		if (!strncmp(entry, name, length) && entry[length] == '=')
			value = need_copy(entry + length + 1);
	free(entry);
	(void)fclose(stream);
	return value;
}

bool session_variable(const char *name, bool (*take)(void *to, const char *value), void *to)
{
	const char *own = getenv(name);
	char process[PROCESS_NAME] = "self", *value;
	unsigned int i;
	bool taken;

	if (own && take(to, own))
		return true;
	for (i = 0; i < ANCESTORS_MAX && process_parent(process) && strcmp(process, "1"); i++) {
		value = process_variable(process, name);
		taken = value && take(to, value);
		free(value);
		if (taken)
			return true;
	}
	return false;
}

bool process_sockets_each(const char *process, process_socket_visit visit, void *to)
{
	char *path = system_path("/proc/%s/fd", process), link[64];
	DIR *folder = opendir(path);
	struct dirent *entry;
	unsigned long socket;
	bool on = true;
	ssize_t length;

	free(path);
	if (!folder)
		return false;
	while (on && (entry = readdir(folder))) {
		length = readlinkat(dirfd(folder), entry->d_name, link, sizeof(link) - 1);
		if (length < 0)
			continue;
		link[length] = '\0';
		if (sscanf(link, "socket:[%lu]", &socket) == 1)
			on = visit(to, atoi(entry->d_name), socket);
	}
	closedir(folder);
	return true;
}

struct wanted {
	unsigned long socket;
	bool found;
};

static bool compare_socket(void *to, int fd, unsigned long socket)
{
	struct wanted *wanted = to;

	(void)fd;
	wanted->found = socket == wanted->socket;
	return !wanted->found;
}

bool process_holds(const char *process, unsigned long socket)
{
	struct wanted wanted = { .socket = socket };

	return process_sockets_each(process, compare_socket, &wanted) && wanted.found;
}

/* By the name that the kernel has for it: tty1, ttyS0, hvc0, ttyAMA0; a pseudo terminal has none there. */
static bool is_console(dev_t device)
{
	static const char *const kinds[] = { "tty", "ttyS", "hvc", "ttyAMA" };
	char *path, link[256], *name;
	ssize_t length;
	size_t i, all;

	if (!device)
		return false;
	path = system_path("/sys/dev/char/%u:%u", major(device), minor(device));
	length = readlink(path, link, sizeof(link) - 1);
	free(path);
	if (length < 0)
		return false;
	link[length] = '\0';
	name = strrchr(link, '/');
	name = name ? name + 1 : link;
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		all = strlen(kinds[i]);
		if (!strncmp(name, kinds[i], all) && name[all] &&
		    strspn(name + all, "0123456789") == strlen(name + all))
			return true;
	}
	return false;
}

/* sudo may give its command a terminal of its own. */
bool console_is_ours(void)
{
	char process[PROCESS_NAME] = "self";
	unsigned int i;

	for (i = 0; i < ANCESTORS_MAX; i++) {
		if (is_console(process_terminal(process)))
			return true;
		if (!process_parent(process))
			return false;
	}
	return false;
}
