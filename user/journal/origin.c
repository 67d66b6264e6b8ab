// SPDX-License-Identifier: GPL-2.0-only
#include "origin.h"
#include "machine/process.h"
#include "machine/sshd_process.h"

#include <stdio.h>

static bool take_variable(void *to, const char *value)
{
	struct origin *origin = to;
	struct ssh_connection said;

	if (!ssh_connection_parse(value, &said))
		return false;
	origin->kind = ORIGIN_UNPROVED;
	snprintf(origin->from, sizeof(origin->from), "%s", said.from);
	snprintf(origin->connection, sizeof(origin->connection), "%s", said.text);
	return true;
}

void origin_find(struct origin *origin)
{
	struct endpoint client, server;
	char to[ADDRESS_TEXT];

	*origin = (struct origin){ 0 };
	if (sshd_process_connection(&client, &server)) {
		origin->kind = ORIGIN_SSH;
		address_print(&client.address, origin->from);
		address_print(&server.address, to);
		snprintf(origin->connection, sizeof(origin->connection), "%s %u %s %u", origin->from, client.port, to, server.port);
	} else if (!session_variable("SSH_CONNECTION", take_variable, origin) && console_is_ours()) {
		origin->kind = ORIGIN_CONSOLE;
	}
}

const char *origin_name(enum origin_kind kind)
{
	static const char *const names[] = {
		[ORIGIN_NONE] = "none", [ORIGIN_SSH] = "ssh", [ORIGIN_UNPROVED] = "unproved", [ORIGIN_CONSOLE] = "console",
	};

	return names[kind];
}
