// SPDX-License-Identifier: GPL-2.0-only
#include "logins.h"
#include "base/need.h"
#include "machine/services.h"
#include "machine/socket_table.h"
#include "machine/sshd_config.h"

#include <stdlib.h>

#define PORTS_MAX	8u

struct search {
	struct logins *logins;
	u16 ports[PORTS_MAX];
	size_t count;
};

static bool is_known(const struct logins *logins, const struct socket_row *row)
{
	size_t i;

	for (i = 0; i < logins->count; i++)
		if (!address_compare(&logins->list[i].client.address, &row->remote.address) &&
		    !endpoint_compare(&logins->list[i].server, &row->local))
			return true;
	return false;
}

static bool take_row(void *to, const struct socket_row *row)
{
	struct search *search = to;
	struct logins *logins = search->logins;
	struct ssh_connection login = { .state = CONNECTION_LIVE, .client = row->remote, .server = row->local };

	if (row->state != TCP_IS_ESTABLISHED || !ports_have(search->ports, search->count, row->local.port) || is_known(logins, row) ||
	    ssh_connection_is_over_lo(&login))
		return true;
	address_print(&login.client.address, login.from);
	address_print(&login.server.address, login.to);
	ssh_connection_find_way(&login);
	logins->list = need_room(logins->list, &logins->room, logins->count, sizeof(*logins->list));
	logins->list[logins->count++] = login;
	return true;
}

void logins_find(struct logins *logins, const struct listeners *listeners)
{
	struct search search = { .logins = logins };
	bool certain;

	*logins = (struct logins){ 0 };
	search.count = services_ssh_ports(listeners, search.ports, PORTS_MAX, &certain);
	socket_table_read("self", OG_TCP, take_row, &search);
}

void logins_release(struct logins *logins)
{
	free(logins->list);
	*logins = (struct logins){ 0 };
}
