// SPDX-License-Identifier: GPL-2.0-only
#include "socket_units.h"
#include "base/letters.h"
#include "config_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LISTEN	"ListenStream"

/* Where units are, the first that has one wins; and drop-ins, which all count. */
static const char *const folders[] = {
	"/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system",
	"/usr/lib/systemd/system", "/lib/systemd/system",
};

#define FOLDERS	(sizeof(folders) / sizeof(folders[0]))

struct found {
	u16 *ports;
	size_t count, room;
};

bool socket_unit_port(const char *value, u16 *port)
{
	const char *colon = strrchr(value, ':'), *digits = colon ? colon + 1 : value;
	unsigned long number;
	char *end;

	if (*value == '/' || *value == '@' || !strncmp(value, "vsock", 5) || !letter_is_digit(*digits) ||
	    !strncmp(value, "127.", 4) || !strncmp(value, "[::1]", 5))
		return false;
	number = strtoul(digits, &end, 10);
	if (*end || !number || number >= OG_PORTS)
		return false;
	*port = number;
	return true;
}

static bool take_line(void *to, const struct config_line *line)
{
	struct found *found = to;
	char *value = line->text;
	u16 port;

	if (strncmp(value, LISTEN, strlen(LISTEN)))
		return true;
	value += strlen(LISTEN);
	value += strspn(value, " \t");
	if (*value++ != '=')
		return true;
	value += strspn(value, " \t");
	value[strcspn(value, " \t\r")] = '\0';
	if (!*value)
		found->count = 0;
	else if (found->count < found->room && socket_unit_port(value, &port))
		found->ports[found->count++] = port;
	return true;
}

/* As "systemctl cat" has them, but for the order between folders of drop-ins. */
size_t socket_unit_ports(const char *unit, u16 *ports, size_t room)
{
	struct found found = { .ports = ports, .room = room };
	struct config_files files = { 0 };
	char pattern[256];
	size_t i;

	for (i = 0; i < FOLDERS && !files.count; i++) {
		snprintf(pattern, sizeof(pattern), "%s/%s", folders[i], unit);
		config_files_add(&files, pattern);
	}
	for (i = FOLDERS; i-- && files.count;) {
		snprintf(pattern, sizeof(pattern), "%s/%s.d/*.conf", folders[i], unit);
		config_files_add(&files, pattern);
	}
	config_files_each(&files, take_line, &found);
	config_files_release(&files);
	return found.count;
}
