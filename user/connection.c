// SPDX-License-Identifier: GPL-2.0-only
#include "connection.h"
#include "ancestry.h"
#include "letters.h"
#include "out.h"
#include "rooted.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <ifaddrs.h>
#include <stdlib.h>
#include <unistd.h>

#define VARIABLE	"SSH_CONNECTION="
#define ANCESTORS_MAX	64

static const u8 mapped[12] = { [10] = 0xff, [11] = 0xff };

static bool is_ipv4(const struct endpoint *endpoint)
{
	return !memcmp(endpoint->address, mapped, sizeof(mapped));
}

/* An address as sshd writes it: it may have a zone behind it. */
static bool take_endpoint(const char *address, unsigned int port, struct endpoint *endpoint,
			  char *text, size_t size)
{
	int length = strcspn(address, "%");

	if (port > 65535)
		return false;
	endpoint->port = port;
	snprintf(text, size, "%.*s", length, address);
	if (inet_pton(AF_INET6, text, endpoint->address) != 1) {
		memcpy(endpoint->address, mapped, sizeof(mapped));
		if (inet_pton(AF_INET, text, endpoint->address + sizeof(mapped)) != 1)
			return false;
	}
	if (is_ipv4(endpoint))
		inet_ntop(AF_INET, endpoint->address + sizeof(mapped), text, size);
	return true;
}

bool connection_parse(const char *value, struct connection *connection)
{
	char client[64], server[64];
	unsigned int client_port, server_port;

	memset(connection, 0, sizeof(*connection));
	if (sscanf(value, "%63s %u %63s %u", client, &client_port, server, &server_port) != 4 ||
	    !take_endpoint(client, client_port, &connection->client, connection->from,
			   sizeof(connection->from)) ||
	    !take_endpoint(server, server_port, &connection->server, connection->to,
			   sizeof(connection->to)))
		return false;
	snprintf(connection->text, sizeof(connection->text), "%s %u %s %u", connection->from,
		 client_port, connection->to, server_port);
	return true;
}

/*
 * Ours first: a session inside another is the one that counts. One that is empty, or that no address can be
 * read from, says nothing, and must not hide what an ancestor has.
 */
static bool find_variable(struct connection *connection)
{
	const char *own = getenv("SSH_CONNECTION");
	char process[PROCESS_NAME] = "self", *value;
	unsigned int i;
	bool found;

	if (own && connection_parse(own, connection))
		return true;
	for (i = 0; i < ANCESTORS_MAX && process_parent(process) && strcmp(process, "1"); i++) {
		value = process_variable(process, VARIABLE);
		found = value && connection_parse(value, connection);
		free(value);
		if (found)
			return true;
	}
	return false;
}

/* An address in /proc/net/tcp or tcp6: words of 32 bits in the machine's order. */
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

static bool same_endpoint(const struct endpoint *a, const struct endpoint *b)
{
	return a->port == b->port && !memcmp(a->address, b->address, sizeof(a->address));
}

static bool is_socket(const char *line, const struct connection *connection, unsigned long *inode)
{
	struct endpoint local, remote;
	unsigned int local_port, remote_port;
	char here[40], there[40];

	return sscanf(line, " %*u: %39[0-9A-Fa-f]:%x %39[0-9A-Fa-f]:%x %*x %*x:%*x %*x:%*x %*x "
		      "%*u %*u %lu", here, &local_port, there, &remote_port, inode) == 5 &&
	       take_hex(here, local_port, &local) && take_hex(there, remote_port, &remote) &&
	       same_endpoint(&local, &connection->server) &&
	       same_endpoint(&remote, &connection->client) && *inode;
}

/* In the network namespace of @process. */
static bool find_socket(const char *process, struct connection *connection)
{
	static const char *const files[] = { "tcp", "tcp6" };
	char *path, *line = NULL;
	size_t room = 0, i;
	bool found = false;
	FILE *stream;

	for (i = 0; i < 2 && !found; i++) {
		path = rooted("/proc/%s/net/%s", process, files[i]);
		stream = fopen(path, "re");
		free(path);
		if (!stream)
			continue;
		while (!found && getline(&line, &room, stream) > 0)
			found = is_socket(line, connection, &connection->inode);
		(void)fclose(stream);
	}
	free(line);
	return found;
}

/*
 * We may have been moved to another namespace, by -n or "ip netns exec"; some
 * ancestor is where sshd is.
 */
static enum connection_state look_up(struct connection *connection)
{
	char process[PROCESS_NAME] = "self";
	ino_t here = process_netns(process), there = here, looked_at = 0;
	unsigned int i;

	for (i = 0; i < ANCESTORS_MAX; i++) {
		if (!i || there != looked_at) {
			if (find_socket(process, connection))
				return there == here ? CONNECTION_LIVE : CONNECTION_ELSEWHERE;
			looked_at = there;
		}
		if (!process_parent(process))
			break;
		there = process_netns(process);
	}
	/* That was the first process; a connection that is no more is taken to have come through its namespace. */
	return !there || there == here ? CONNECTION_GONE : CONNECTION_ELSEWHERE;
}

void connection_find(struct connection *connection)
{
	memset(connection, 0, sizeof(*connection));
	if (find_variable(connection))
		connection->state = look_up(connection);
}

bool connection_began(const struct connection *connection, u64 *ms)
{
	char *path = rooted("/proc");
	DIR *processes = opendir(path);
	unsigned long long ticks, oldest = 0;
	struct dirent *entry;
	bool found = false;

	free(path);
	if (!processes)
		return false;
	while ((entry = readdir(processes))) {
		if (!letter_is_digit(entry->d_name[0]) ||
		    !process_holds(entry->d_name, connection->inode) ||
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

static bool is_ours(const struct endpoint *endpoint, const struct sockaddr *address)
{
	const struct sockaddr_in6 *six = (const void *)address;
	const struct sockaddr_in *four = (const void *)address;

	if (!address)
		return false;
	if (address->sa_family == AF_INET)
		return is_ipv4(endpoint) &&
		       !memcmp(endpoint->address + sizeof(mapped), &four->sin_addr, 4);
	return address->sa_family == AF_INET6 && !memcmp(endpoint->address, &six->sin6_addr, 16);
}

/* From an address of this machine: whatever device has it, the packets come in over lo. */
static bool comes_over_lo(const struct connection *connection)
{
	struct ifaddrs *all, *one;
	bool ours = false;

	if (!memcmp(connection->client.address, connection->server.address, 16))
		return true;
	if (is_ipv4(&connection->client) && connection->client.address[sizeof(mapped)] == 127)
		return true;
	if (getifaddrs(&all))
		return false;
	for (one = all; one && !ours; one = one->ifa_next)
		ours = is_ours(&connection->client, one->ifa_addr);
	freeifaddrs(all);
	return ours;
}

void connection_flow(const struct connection *connection, struct og_flow *flow)
{
	*flow = (struct og_flow){
		.state = OG_STATE_NEW,
		.family = is_ipv4(&connection->client) ? OG_IPV4 : OG_IPV6,
		.proto = OG_PROTO_TCP,
		.loopback = comes_over_lo(connection),
		.readable = true,
		.port = connection->server.port,
	};
}
