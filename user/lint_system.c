// SPDX-License-Identifier: GPL-2.0-only
#include "lint_system.h"
#include "guard_file.h"
#include "places.h"
#include "rooted.h"

#include <glob.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#define INCLUDES_DEEP	4u	/* a file that includes itself comes to an end */

/* What is looked for: a line that begins with @first and has @word in it. */
struct saying {
	const char *first, *word;
	unsigned int deep;
};

static bool file_says(const char *path, struct saying saying);

/* Each file that @pattern stands for, as paths of the system. */
static bool files_say(const char *pattern, struct saying saying)
{
	char *full = rooted("%s", pattern), *root = rooted("%s", "");
	bool says = false;
	glob_t found;
	size_t i;

	if (!glob(full, 0, NULL, &found)) {
		for (i = 0; i < found.gl_pathc && !says; i++)
			says = file_says(found.gl_pathv[i] + strlen(root), saying);
		globfree(&found);
	}
	free(full);
	free(root);
	return says;
}

/*
 * "include PATTERN...", as squid and keepalived have it ("includer" and others are the latter's).
 * What does not begin with a slash is beside the file.
 */
static bool included_says(const char *path, char *line, struct saying saying)
{
	const char *slash = strrchr(path, '/');
	char *pattern, *beside, *rest = line;
	bool says = false;

	if (strncmp(line, "include", 7) || saying.deep == INCLUDES_DEEP)
		return false;
	saying.deep++;
	strsep(&rest, " \t");
	while (!says && (pattern = strsep(&rest, " \t\""))) {
		if (!*pattern || asprintf(&beside, "%.*s/%s", (int)(slash - path), path, pattern) < 0)
			continue;
		says = files_say(*pattern == '/' ? pattern : beside, saying);
		free(beside);
	}
	return says;
}

static bool file_says(const char *path, struct saying saying)
{
	char *text, *line, *rest;
	bool says = false;
	size_t size;

	if (guard_read_file(path, &text, &size))
		return false;
	for (rest = text; !says && (line = strsep(&rest, "\n"));) {
		line += strspn(line, " \t");
		says = (!strncmp(line, saying.first, strlen(saying.first)) && strstr(line, saying.word)) ||
		       included_says(path, line, saying);
	}
	free(text);
	return says;
}

bool system_has_vrrp(void)
{
	const struct saying instance = { .first = "vrrp_instance", .word = "vrrp_instance" };

	return file_says("/etc/keepalived/keepalived.conf", instance) ||
	       files_say("/etc/keepalived/conf.d/*.conf", instance);
}

static bool squid_says(struct saying saying)
{
	return file_says("/etc/squid/squid.conf", saying) || files_say("/etc/squid/conf.d/*.conf", saying);
}

bool system_has_tproxy(void)
{
	return squid_says((struct saying){ .first = "http_port", .word = "tproxy" }) ||
	       squid_says((struct saying){ .first = "https_port", .word = "tproxy" }) ||
	       file_says("/proc/modules", (struct saying){ .first = "xt_TPROXY ", .word = "xt_TPROXY" }) ||
	       file_says("/proc/modules", (struct saying){ .first = "nft_tproxy ", .word = "nft_tproxy" });
}

bool system_has_safesquid(void)
{
	char *path = rooted("/opt/safesquid");
	bool has = !access(path, F_OK);

	free(path);
	return has;
}

static size_t add_port(u16 *ports, size_t count, size_t room, unsigned long port)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (ports[i] == port)
			return count;
	if (!port || port >= OG_PORTS || count == room)
		return count;
	ports[count] = port;
	return count + 1;
}

/* "Port 2222", in any case of letters. */
static size_t ports_of_file(const char *path, u16 *ports, size_t count, size_t room)
{
	char *text, *line, *rest;
	size_t size;

	if (guard_read_file(path, &text, &size))
		return count;
	for (rest = text; (line = strsep(&rest, "\n"));) {
		line += strspn(line, " \t");
		if (!strncasecmp(line, "port", 4) && strspn(line + 4, " \t="))
			count = add_port(ports, count, room,
					 strtoul(line + 4 + strspn(line + 4, " \t="), NULL, 10));
	}
	free(text);
	return count;
}

/* Its configuration and the folder of pieces that Debian's includes. */
static size_t configured_ports(u16 *ports, size_t room)
{
	char *pattern = rooted("/etc/ssh/sshd_config.d/*.conf"), *root = rooted("%s", "");
	size_t count = ports_of_file("/etc/ssh/sshd_config", ports, 0, room), i;
	glob_t found;

	if (!glob(pattern, 0, NULL, &found)) {
		for (i = 0; i < found.gl_pathc; i++)
			count = ports_of_file(found.gl_pathv[i] + strlen(root), ports, count, room);
		globfree(&found);
	}
	free(pattern);
	free(root);
	return count;
}

size_t system_ssh_ports(const struct listeners *listeners, u16 *ports, size_t room, bool *certain)
{
	size_t count = 0, i;

	for (i = 0; i < listeners->count; i++)
		if (!strcmp(listeners->rows[i].process, "sshd") && !listeners->rows[i].local)
			count = add_port(ports, count, room, listeners->rows[i].port);
	*certain = count;
	if (!count)
		count = configured_ports(ports, room);
	return count ? count : add_port(ports, 0, room, 22);
}

bool system_ssh_is_shut(const struct listeners *listeners, const struct og_policy *policy,
			u16 *port, bool *certain)
{
	u16 ports[8];
	size_t count = system_ssh_ports(listeners, ports, 8, certain), i;

	for (i = 0; i < count; i++)
		if (chain_lists_port(&policy->chain[OG_INPUT], OG_TCP, ports[i]))
			return false;
	*port = ports[0];
	return true;
}
