// SPDX-License-Identifier: GPL-2.0-only
#include "tcp_table.h"
#include "base/system_file.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const u8 mapped[12] = { [10] = 0xff, [11] = 0xff };

bool endpoint_is_ipv4(const struct endpoint *endpoint)
{
	return !memcmp(endpoint->address, mapped, sizeof(mapped));
}

bool endpoint_same_address(const struct endpoint *a, const struct endpoint *b)
{
	return !memcmp(a->address, b->address, sizeof(a->address));
}

bool endpoint_same(const struct endpoint *a, const struct endpoint *b)
{
	return a->port == b->port && endpoint_same_address(a, b);
}

bool endpoint_parse(const char *address, struct endpoint *endpoint)
{
	char text[ENDPOINT_TEXT];

	snprintf(text, sizeof(text), "%.*s", (int)strcspn(address, "%"), address);
	if (inet_pton(AF_INET6, text, endpoint->address) == 1)
		return true;
	memcpy(endpoint->address, mapped, sizeof(mapped));
	return inet_pton(AF_INET, text, endpoint->address + sizeof(mapped)) == 1;
}

void endpoint_print(const struct endpoint *endpoint, char text[ENDPOINT_TEXT])
{
	if (endpoint_is_ipv4(endpoint))
		inet_ntop(AF_INET, endpoint->address + sizeof(mapped), text, ENDPOINT_TEXT);
	else
		inet_ntop(AF_INET6, endpoint->address, text, ENDPOINT_TEXT);
}

/* Words of 32 bits in the machine's order. */
static bool take_hex(const char *hex, unsigned int port, struct endpoint *endpoint)
{
	size_t words = strlen(hex) / 8, i;
	u8 *to = endpoint->address;
	unsigned int word;

	if (words == 1) {
		memcpy(to, mapped, sizeof(mapped));
		to += sizeof(mapped);
	} else if (words != 4) {
		return false;
	}
	for (i = 0; i < words; i++, to += sizeof(word)) {
		if (sscanf(hex + 8 * i, "%8x", &word) != 1)
			return false;
		memcpy(to, &word, sizeof(word));
	}
	endpoint->port = port;
	return true;
}

static bool take_line(const char *line, struct tcp_row *row)
{
	unsigned int local_port, remote_port;
	char here[40], there[40];

	return sscanf(line, " %*u: %39[0-9A-Fa-f]:%x %39[0-9A-Fa-f]:%x %x %*x:%*x %*x:%*x %*x "
		      "%*u %*u %lu", here, &local_port, there, &remote_port, &row->state,
		      &row->inode) == 6 &&
	       take_hex(here, local_port, &row->local) && take_hex(there, remote_port, &row->remote);
}

bool tcp_table_read(const char *process, tcp_visit visit, void *to)
{
	static const char *const files[] = { "tcp", "tcp6" };
	bool go_on = true, seen = false;
	char *path, *line = NULL;
	struct tcp_row row;
	size_t room = 0, i;
	FILE *stream;

	for (i = 0; i < 2 && go_on; i++) {
		path = system_path("/proc/%s/net/%s", process, files[i]);
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
