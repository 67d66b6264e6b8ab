// SPDX-License-Identifier: GPL-2.0-only
#include "socket_table.h"
#include "base/system_file.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Words of 32 bits in the machine's order. */
static bool take_hex(const char *hex, unsigned int port, struct endpoint *endpoint)
{
	size_t words = strlen(hex) / 8, i;
	unsigned int word;
	u8 bytes[16];

	if ((words != 1 && words != 4) || port > 65535)
		return false;
	for (i = 0; i < words; i++) {
		if (sscanf(hex + 8 * i, "%8x", &word) != 1)
			return false;
		memcpy(bytes + 4 * i, &word, sizeof(word));
	}
	endpoint->address = address_of_socket(words == 4 ? OG_IPV6 : OG_IPV4, bytes);
	endpoint->port = port;
	return true;
}

static bool take_line(const char *line, struct socket_row *row)
{
	unsigned int local_port, remote_port;
	char here[40], there[40];

	return sscanf(line, " %*u: %39[0-9A-Fa-f]:%x %39[0-9A-Fa-f]:%x %x %*x:%*x %*x:%*x %*x "
		      "%*u %*u %lu", here, &local_port, there, &remote_port, &row->state,
		      &row->inode) == 6 &&
	       take_hex(here, local_port, &row->local) && take_hex(there, remote_port, &row->remote);
}

bool socket_table_read(const char *process, enum og_transport transport, socket_visit visit, void *to)
{
	bool go_on = true, seen = false;
	char *path, *line = NULL;
	struct socket_row row;
	size_t room = 0, i;
	FILE *stream;

	for (i = 0; i < 2 && go_on; i++) {
		path = system_path("/proc/%s/net/%s%s", process, og_transport_name(transport), i ? "6" : "");
		stream = fopen(path, "re");
		free(path);
		if (!stream)
			continue;
		seen = true;
		while (go_on && getline(&line, &room, stream) > 0)
			if (take_line(line, &row))
				go_on = visit(to, &row);
		(void)fclose(stream);
	}
	free(line);
	return seen;
}
