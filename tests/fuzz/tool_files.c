// SPDX-License-Identifier: GPL-2.0-only
#include "tool_files.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "change/other_doors.h"
#include "change/trial_known.h"
#include "fast/fast_state.h"
#include "gate/last_resort.h"
#include "history/history.h"
#include "machine/services.h"
#include "machine/socket_units.h"
#include "machine/ssh_connection.h"
#include "machine/sshd_config.h"
#include "machine/tun_holder.h"
#include "module/tally_file.h"
#include "module/trial_file.h"
#include "policy/policy_text.h"
#include "text.h"

/* Links are the same for every process, and so is the number of what they lead to. */
#define ROOT		"build/fuzz/root"
#define TEXT_FD		499
#define TEXT		"/proc/self/fd/499"
#define SOCKET		"socket:[4242]"
#define ENTRY		7
#define SSH_PORTS	4

static const struct {
	const char *path, *to;
} links[] = {
	{ "/proc/self/net/tcp", TEXT }, { "/proc/self/net/tcp6", TEXT },
	{ "/proc/self/net/udp", TEXT }, { "/proc/self/net/udp6", TEXT },
	{ "/proc/self/stat", TEXT },
	{ "/proc/2/net/tcp", TEXT }, { "/proc/2/stat", TEXT }, { "/proc/2/environ", TEXT },
	{ "/proc/2/comm", TEXT }, { "/proc/2/fd/3", SOCKET },
	{ "/etc/ssh/sshd_config", TEXT }, { "/etc/systemd/system/ssh.socket", TEXT },
	{ "/run/outlook-guard/trial-0", TEXT },
	{ OG_STATE_DIR "/history/000007.policy", TEXT }, { OG_STATE_DIR "/last-resort.nft", TEXT },
};

/* With all folders above it. */
static void make_link(const char *name, const char *to)
{
	char path[128], *slash;

	snprintf(path, sizeof(path), ROOT "%s", name);
	for (slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		assert(!mkdir(path, 0755) || errno == EEXIST);
		*slash = '/';
	}
	assert(!symlink(to, path) || errno == EEXIST);
}

void tool_files_start(void)
{
	size_t i;
	int fd = memfd_create("text", MFD_CLOEXEC);

	assert(fd >= 0 && dup2(fd, TEXT_FD) == TEXT_FD);
	close(fd);
	for (i = 0; i < sizeof(links) / sizeof(links[0]); i++)
		make_link(links[i].path, links[i].to);
	assert(!setenv("OG_PROC_ROOT", ROOT, 1));
}

static void fill(const char *text, size_t size)
{
	assert(!ftruncate(TEXT_FD, 0));
	assert(pwrite(TEXT_FD, text, size, 0) == (ssize_t)size);
}

void tool_read_ports(char *text, size_t size)
{
	struct tally seen;
	const struct tally_row *row;
	size_t i;
	int error = module_parse_tally(text, &seen);

	(void)size;
	assert(error == 0 || error == -EPROTO);
	assert(!error || !seen.rows);
	for (i = 0; i < seen.count; i++) {
		row = &seen.rows[i];
		assert((unsigned int)row->chain < OG_CHAINS);
		assert((unsigned int)row->transport < OG_TRANSPORTS);
		assert(tally_find(&seen, row->chain, row->transport, row->port));
		assert(sources_of(row->sources) <= SOURCES_MANY);
	}
	tally_free(&seen);
}

void tool_read_trial(char *text, size_t size)
{
	static struct module_trial trial;
	int error = module_parse_trial(text, &trial);
	size_t i;

	(void)size;
	assert(error == 0 || error == -EPROTO);
	assert(memchr(trial.last, '\0', sizeof(trial.last)));
	for (i = 0; i < TRIAL_ENDS; i++)
		assert(memchr(trial.ends[i], '\0', sizeof(trial.ends[i])));
	if (!error && trial.running)
		free(policy_text(&trial.back));
}

/* One entry, which is a policy or is none. */
void tool_read_history(char *text, size_t size)
{
	static struct og_parser parser;
	static struct og_policy policy;
	struct history history;
	const struct history_entry *entry;

	fill(text, size);
	assert(!history_load(&history));
	assert(history.count == 1);
	entry = &history.entries[0];
	assert(entry->number == ENTRY);
	assert(history_kind_name(entry->kind));
	assert(memchr(entry->user, '\0', sizeof(entry->user)));
	assert(memchr(entry->connection, '\0', sizeof(entry->connection)));
	assert(memchr(entry->command, '\0', sizeof(entry->command)));
	assert(history_policy(entry, &policy) ==
	       (og_parse_text(&parser, text, size) && og_parse_whole(&parser)));
	assert(history_outcome(&history, entry));
	history_free(&history);
}

/* What is understood and written down is understood as the same. */
void tool_read_fast(char *text, size_t size)
{
	static struct fast_state state, again;
	const u8 *levels = &state.plan.level[0][0];
	char *copy;
	size_t i;
	int error;

	copy = strndup(text, size);
	state = (struct fast_state){ 0 };
	error = fast_state_parse(&state, copy);
	free(copy);
	assert(error == 0 || error == -EPROTO);
	if (error)
		return;
	for (i = 0; i < sizeof(state.plan); i++)
		assert(levels[i] < FAST_LEVELS);
	again = (struct fast_state){ 0 };
	copy = fast_state_text(&state);
	assert(!fast_state_parse(&again, copy));
	free(copy);
	assert(again.load == state.load && again.generation == state.generation);
	assert(again.watcher == state.watcher);
	assert(!memcmp(&again.plan, &state.plan, sizeof(state.plan)));
	assert(fast_devices_equal(&again.devices, &state.devices));
}

/* Sockets, the name of a process that has one, sshd's configuration, systemd's in its place, and who has a tun device. */
void tool_read_listeners(char *text, size_t size)
{
	struct listeners listeners;
	struct doors doors;
	u16 ports[SSH_PORTS];
	bool certain;
	size_t i, count;
	char *who;

	fill(text, size);
	listeners_read(&listeners);
	for (i = 0; i < listeners.count; i++) {
		const struct listener *row = &listeners.rows[i];

		assert(memchr(row->process, '\0', sizeof(row->process)));
		who = listeners_of(&listeners, row->transport, row->port);
		assert(who);
		free(who);
	}
	count = services_ssh_ports(&listeners, ports, SSH_PORTS, &certain);
	assert(count <= SSH_PORTS);
	for (i = 0; i < count; i++)
		assert(ports[i]);
	count = socket_unit_ports("ssh.socket", ports, SSH_PORTS);
	assert(count <= SSH_PORTS);
	for (i = 0; i < count; i++)
		assert(ports[i]);
	count = sshd_config_ports(ports, SSH_PORTS);
	assert(count <= SSH_PORTS);
	count = services_ssh_ports_at_start(ports, last_resort_ports(ports, SSH_PORTS), SSH_PORTS);
	assert(count <= SSH_PORTS);
	for (i = 0; i < count; i++)
		assert(ports[i]);
	doors_find(&doors, &listeners);
	assert(doors.count <= DOORS_MAX);
	for (i = 0; i < doors.count; i++)
		assert(doors.list[i].name && doors.list[i].port);
	free(doors_names(&doors));
	free(doors_items(&doors));
	(void)tun_is_of(text, "tun0");
	listeners_free(&listeners);
}

/* The first line is SSH_CONNECTION; without one, a parent's surroundings are looked at. The rest are sockets and processes. */
void tool_read_connection(char *text, size_t size)
{
	size_t first = strcspn(text, "\n");
	static const struct module_trial trial = { .running = true, .begun = 1 };
	struct ssh_connection connection;
	struct og_flow flow;
	u64 ms;

	if (first < size)
		text[first++] = '\0';
	if (*text)
		assert(!setenv("SSH_CONNECTION", text, 1));
	else
		assert(!unsetenv("SSH_CONNECTION"));
	fill(text + first, size - first);
	ssh_connection_find(&connection);
	assert(memchr(connection.text, '\0', sizeof(connection.text)));
	if (connection.state == CONNECTION_NONE)
		return;
	ssh_connection_flow(&connection, &flow);
	assert(flow.port == connection.server.port);
	if (connection.state != CONNECTION_LIVE)
		return;
	ssh_connection_began(&connection, &ms);
	(void)trial_known_find(&trial, &connection.client, &connection.server);
}
