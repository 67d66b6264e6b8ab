// SPDX-License-Identifier: GPL-2.0-only
#include "services.h"
#include "base/system_file.h"
#include "config_files.h"
#include "policy/text_place.h"
#include "policy/zone_words.h"
#include "socket_units.h"
#include "sshd_config.h"

#include <stdlib.h>
#include <unistd.h>

#define SSH_PORTS_MAX	16

/* A line that begins with @first and has @word in it. */
struct saying {
	const char *first, *word;
	bool said;
};

/* "include PATTERN...", as squid and keepalived have it ("includer" and others are the latter's). */
static bool look_for(void *to, const struct config_line *line)
{
	struct saying *saying = to;

	saying->said = !strncmp(line->text, saying->first, strlen(saying->first)) &&
		       strstr(line->text, saying->word);
	if (!saying->said && !strncmp(line->text, "include", 7))
		config_files_include(line->files, line->path, line->text);
	return !saying->said;
}

/* Whether a file says so, one of a folder (NULL: none), or one that these include. */
static bool system_says(const char *path, const char *folder, const char *first, const char *word)
{
	struct saying saying = { .first = first, .word = word };
	struct config_files files = { 0 };

	config_files_add(&files, path);
	if (folder)
		config_files_add(&files, folder);
	config_files_each(&files, look_for, &saying);
	config_files_release(&files);
	return saying.said;
}

#define KEEPALIVED	"/etc/keepalived/keepalived.conf", "/etc/keepalived/conf.d/*.conf"

bool services_have_vrrp(void)
{
	return system_says(KEEPALIVED, "vrrp_instance", "vrrp_instance");
}

bool services_have_vrrp_ah(void)
{
	return services_have_vrrp() && system_says(KEEPALIVED, "auth_type", "AH");
}

static bool squid_says(const char *first, const char *word)
{
	return system_says("/etc/squid/squid.conf", "/etc/squid/conf.d/*.conf", first, word);
}

bool services_have_tproxy(void)
{
	return squid_says("http_port", "tproxy") || squid_says("https_port", "tproxy") ||
	       system_says("/proc/modules", NULL, "xt_TPROXY ", "xt_TPROXY") ||
	       system_says("/proc/modules", NULL, "nft_tproxy ", "nft_tproxy");
}

bool services_have_safesquid(void)
{
	char *path = system_path("/opt/safesquid");
	bool has = !access(path, F_OK);

	free(path);
	return has;
}

bool services_have_ipvs(void)
{
	static const char path[] = "/proc/net/ip_vs";

	return system_says(path, NULL, "TCP ", "") || system_says(path, NULL, "UDP ", "") ||
	       system_says(path, NULL, "FWM ", "");
}

/* systemd in its place, by its files, and somebody does wait there. */
static size_t add_socket_ports(const struct listeners *listeners, const char *unit, u16 *ports,
			       size_t count, size_t room)
{
	u16 of_unit[8];
	size_t all = socket_unit_ports(unit, of_unit, 8), i;

	for (i = 0; i < all; i++)
		if (listeners_reached_by(listeners, OG_TCP, of_unit[i], "sshd"))
			count = ports_add(ports, count, room, of_unit[i]);
	return count;
}

size_t services_ssh_ports(const struct listeners *listeners, u16 *ports, size_t room, bool *certain)
{
	size_t count = 0, i;

	for (i = 0; i < listeners->count; i++)
		if (!strcmp(listeners->rows[i].process, "sshd") && !listeners->rows[i].local)
			count = ports_add(ports, count, room, listeners->rows[i].port);
	count = add_socket_ports(listeners, "ssh.socket", ports, count, room);
	count = add_socket_ports(listeners, "sshd.socket", ports, count, room);
	*certain = count;
	return count ? count : sshd_config_ports(ports, room);
}

size_t services_ssh_ports_at_start(u16 *ports, size_t count, size_t room)
{
	u16 named[SSH_PORTS_MAX];
	size_t all = sshd_config_ports(named, SSH_PORTS_MAX), i;

	for (i = 0; i < all; i++)
		count = ports_add(ports, count, room, named[i]);
	all = socket_unit_ports("ssh.socket", named, SSH_PORTS_MAX);
	all += socket_unit_ports("sshd.socket", named + all, SSH_PORTS_MAX - all);
	for (i = 0; i < all; i++)
		count = ports_add(ports, count, room, named[i]);
	return count;
}

bool services_ssh_is_shut(const struct listeners *listeners, const struct og_policy *policy,
			u16 *port, bool *certain)
{
	u16 ports[8];
	size_t count = services_ssh_ports(listeners, ports, 8, certain), i;

	for (i = 0; i < count; i++)
		if (somebody_may(policy, OG_INPUT, OG_TCP, ports[i]))
			return false;
	*port = count ? ports[0] : 0;
	return count;
}
