// SPDX-License-Identifier: GPL-2.0-only
#include "ssh_connection.h"
#include "base/letters.h"
#include "base/system_file.h"
#include "came_in_by.h"
#include "devices.h"
#include "netns.h"
#include "process.h"
#include "socket_table.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#define VARIABLE	"SSH_CONNECTION"
#define ANCESTORS_MAX	64
#define DOORS_MAX	16u

/* An address as sshd writes it, and that for people. */
static bool take_endpoint(const char *address, unsigned int port, struct endpoint *endpoint,
			  char text[ADDRESS_TEXT])
{
	if (port > 65535 || !address_parse_socket(address, &endpoint->address))
		return false;
	endpoint->port = port;
	address_print(&endpoint->address, text);
	return true;
}

bool ssh_connection_parse(const char *value, struct ssh_connection *connection)
{
	char client[64], server[64];
	unsigned int client_port, server_port;

	memset(connection, 0, sizeof(*connection));
	if (sscanf(value, "%63s %u %63s %u", client, &client_port, server, &server_port) != 4 ||
	    !take_endpoint(client, client_port, &connection->client, connection->from) ||
	    !take_endpoint(server, server_port, &connection->server, connection->to))
		return false;
	if (strchr(client, '%'))
		snprintf(connection->device, sizeof(connection->device), "%s", strchr(client, '%') + 1);
	snprintf(connection->text, sizeof(connection->text), "%s %u %s %u", connection->from,
		 client_port, connection->to, server_port);
	return true;
}

static bool take_variable(void *to, const char *value)
{
	return ssh_connection_parse(value, to);
}

static bool take_socket(void *to, const struct socket_row *row)
{
	struct ssh_connection *connection = to;

	if (!row->inode || row->state == TCP_IS_LISTENING ||
	    endpoint_compare(&row->local, &connection->server) ||
	    endpoint_compare(&row->remote, &connection->client))
		return true;
	connection->inode = row->inode;
	return false;
}

/* In the network namespace of @process. */
static bool find_socket(const char *process, struct ssh_connection *connection)
{
	socket_table_read(process, OG_TCP, take_socket, connection);
	return connection->inode;
}

/*
 * We may have been moved to another namespace, by -n or "ip netns exec"; some
 * ancestor is where sshd is.
 */
static enum ssh_connection_state look_up(struct ssh_connection *connection)
{
	char process[PROCESS_NAME] = "self";
	ino_t here = netns_of(process), there = here, looked_at = 0;
	unsigned int i;

	for (i = 0; i < ANCESTORS_MAX; i++) {
		if (!i || there != looked_at) {
			if (find_socket(process, connection))
				return there == here ? CONNECTION_LIVE : CONNECTION_ELSEWHERE;
			looked_at = there;
		}
		if (!process_parent(process))
			break;
		there = netns_of(process);
	}
	/* That was the first process; a connection that is no more is taken to have come through its namespace. */
	return !there || there == here ? CONNECTION_GONE : CONNECTION_ELSEWHERE;
}

/* From an address of this machine: whatever device has it, the packets come in over lo. */
bool ssh_connection_is_over_lo(const struct ssh_connection *connection)
{
	const struct address *client = &connection->client.address;
	struct devices devices;
	bool ours;

	if (!address_compare(client, &connection->server.address) || address_is_loopback(client))
		return true;
	/* As far as they are known: what could not be asked must not make an own address a stranger's. */
	(void)devices_read(&devices);
	ours = devices_own(&devices, client);
	devices_release(&devices);
	return ours;
}

void ssh_connection_find(struct ssh_connection *connection)
{
	memset(connection, 0, sizeof(*connection));
	if (!session_variable(VARIABLE, take_variable, connection))
		return;
	connection->state = look_up(connection);
	if (connection->state == CONNECTION_LIVE || connection->state == CONNECTION_GONE)
		ssh_connection_find_way(connection);
}

void ssh_connection_find_way(struct ssh_connection *connection)
{
	struct came_in came_in;

	if (ssh_connection_is_over_lo(connection)) {
		snprintf(connection->device, sizeof(connection->device), "lo");
		return;
	}
	came_in_begin(&came_in);
	came_in.proto = OG_PROTO_TCP;
	came_in.from_port = connection->client.port;
	came_in.to_port = connection->server.port;
	/* A link's own address says its device. */
	snprintf(connection->link, sizeof(connection->link), "%s", *connection->device ? connection->device :
		 came_in_link(&came_in, &connection->client.address, &connection->server.address));
	if (!*connection->device)
		snprintf(connection->device, sizeof(connection->device), "%s",
			 came_in_by(&came_in, &connection->client.address, &connection->server.address));
	came_in_release(&came_in);
	carrier_find(&connection->carrier, &connection->client, &connection->server);
}

bool ssh_connection_is_elsewhere(void)
{
	char process[PROCESS_NAME] = "self";
	ino_t here = netns_of(process);
	unsigned int i;

	for (i = 0; i < ANCESTORS_MAX && process_parent(process) && strcmp(process, "1"); i++)
		if (netns_of(process) != here)
			return true;
	return false;
}

/* Those that wait for connections where this one came in. */
struct doors {
	const struct ssh_connection *connection;
	unsigned long inodes[DOORS_MAX];
	size_t count;
};

static bool take_door(void *to, const struct socket_row *row)
{
	struct doors *doors = to;

	if (row->state == TCP_IS_LISTENING && row->local.port == doors->connection->server.port)
		doors->inodes[doors->count++] = row->inode;
	return doors->count < DOORS_MAX;
}

/*
 * A superserver (systemd with Accept=yes, inetd) may keep what it accepted; it is as
 * old as the machine, and tells nothing of the connection's age.
 */
static bool is_doorkeeper(const struct doors *doors, const char *process)
{
	size_t i;

	for (i = 0; i < doors->count; i++)
		if (process_holds(process, doors->inodes[i]))
			return true;
	return false;
}

bool ssh_connection_began(const struct ssh_connection *connection, u64 *ms)
{
	struct doors doors = { .connection = connection };
	char *path = system_path("/proc");
	DIR *processes = opendir(path);
	unsigned long long ticks, oldest = 0;
	struct dirent *entry;
	bool found = false;

	free(path);
	if (!processes)
		return false;
	socket_table_read("self", OG_TCP, take_door, &doors);
	while ((entry = readdir(processes))) {
		if (!letter_is_digit(entry->d_name[0]) ||
		    !process_holds(entry->d_name, connection->inode) ||
		    is_doorkeeper(&doors, entry->d_name) ||
		    !process_began(entry->d_name, &ticks))
			continue;
		if (!found || ticks < oldest)
			oldest = ticks;
		found = true;
	}
	closedir(processes);
	*ms = oldest * 1000 / sysconf(_SC_CLK_TCK);
	return found;
}

void ssh_connection_source(const struct ssh_connection *connection, struct og_source *source)
{
	*source = (struct og_source){
		.family = connection->client.address.family,
		.address = address_number(&connection->client.address),
		.device = *connection->device ? connection->device : NULL,
	};
}

void ssh_connection_flow(const struct ssh_connection *connection, struct og_flow *flow)
{
	*flow = (struct og_flow){
		.state = OG_STATE_NEW,
		.family = connection->client.address.family,
		.proto = OG_PROTO_TCP,
		.loopback = ssh_connection_is_over_lo(connection),
		.readable = true,
		.port = connection->server.port,
	};
}
