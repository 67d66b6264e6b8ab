// SPDX-License-Identifier: GPL-2.0-only
#include "open_connections.h"
#include "base/system_file.h"
#include "conntrack_table.h"
#include "outlook_guard.h"
#include "socket_table.h"

#include <stdlib.h>

const char open_connections_todo[] =
	"load it by \"modprobe " OG_NAME " policy='mode audit'\", which drops nothing; once what is open has spoken, "
	"\"ogctl enforce\"";

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
static bool take_socket(void *to, const struct socket_row *row)
{
	bool *open = to;

	*open = row->state == TCP_IS_ESTABLISHED && !address_is_loopback(&row->remote.address);
	return !*open;
}

static bool has_open(void)
{
	bool open = false;

	socket_table_read("self", OG_TCP, take_socket, &open);
	return open;
}

/* What is forwarded has no socket here. */
static bool may_be_open(void)
{
	return number_in("/proc/sys/net/ipv4/ip_forward") ||
	       number_in("/proc/sys/net/ipv6/conf/all/forwarding") ||
	       has_open();
}

bool open_connections_unknown(void)
{
	struct conntrack_table table;

	conntrack_table_read(&table);
	return table.count <= 0 && may_be_open();
}
