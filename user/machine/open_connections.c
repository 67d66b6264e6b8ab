// SPDX-License-Identifier: GPL-2.0-only
#include "open_connections.h"
#include "base/system_file.h"
#include "conntrack_table.h"
#include "listeners.h"
#include "outlook_guard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ESTABLISHED	1u	/* TCP_ESTABLISHED, as /proc/net/tcp spells it */

const char open_connections_todo[] =
	"load it by \"modprobe " OG_NAME " policy='mode audit'\", which drops nothing; once what is open has spoken, "
	"\"echo mode enforce | ogctl apply -\"";

/* The number that a file consists of; 0 where there is none. */
static unsigned long number_in(const char *path)
{
	unsigned long number;
	size_t size;
	char *text;

	if (system_read_file(path, &text, &size))
		return 0;
	number = strtoul(text, NULL, 10);
	free(text);
	return number;
}

/* Over the loopback device nobody is cut: it is listed, or warned of. */
static bool is_open_line(const char *line)
{
	char peer[40];
	unsigned int state;

	return sscanf(line, " %*[^:]: %*s %39[0-9A-F]:%*x %x", peer, &state) == 2 &&
	       state == ESTABLISHED && !listeners_loopback(peer);
}

static bool has_open(const char *path)
{
	char *text, *line, *rest;
	bool open = false;
	size_t size;

	if (system_read_file(path, &text, &size))
		return false;
	for (rest = text; !open && (line = strsep(&rest, "\n"));)
		open = is_open_line(line);
	free(text);
	return open;
}

/* What is forwarded has no socket here. */
static bool may_be_open(void)
{
	return number_in("/proc/sys/net/ipv4/ip_forward") ||
	       number_in("/proc/sys/net/ipv6/conf/all/forwarding") ||
	       has_open("/proc/net/tcp") || has_open("/proc/net/tcp6");
}

bool open_connections_unknown(void)
{
	struct conntrack_table table;

	conntrack_table_read(&table);
	return table.count <= 0 && may_be_open();
}
