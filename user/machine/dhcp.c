// SPDX-License-Identifier: GPL-2.0-only
#include "dhcp.h"
#include "base/letters.h"
#include "base/need.h"
#include "config_files.h"

#include <stdlib.h>
#include <string.h>

#define FOUR	1u
#define SIX	2u
#define PERHAPS	4u

/*
 * A line that turns DHCP on: within a section ("" where the kind of file has none) its key, and
 * the value that says so.
 */
struct word {
	const char *section, *key, *value;
	unsigned int means;
};

/* systemd.network(5); without "DHCP=" an address comes by it when a router's advertisement says so. */
static const struct word networkd[] = {
	{ "Network", "DHCP", "yes", FOUR | SIX }, { "Network", "DHCP", "true", FOUR | SIX },
	{ "Network", "DHCP", "on", FOUR | SIX }, { "Network", "DHCP", "1", FOUR | SIX },
	{ "Network", "DHCP", "both", FOUR | SIX },
	{ "Network", "DHCP", "ipv4", FOUR }, { "Network", "DHCP", "v4", FOUR },
	{ "Network", "DHCP", "ipv6", SIX }, { "Network", "DHCP", "v6", SIX },
	{ "IPv6AcceptRA", "DHCPv6Client", "always", SIX },
	{ "IPv6AcceptRA", "DHCPv6Client", "yes", SIX | PERHAPS },
	{ "Network", "IPv6AcceptRA", "yes", SIX | PERHAPS },
	{ 0 },
};

/* nm-settings-keyfile(5): "auto" asks by DHCPv6 when a router's advertisement says so. */
static const struct word keyfile[] = {
	{ "ipv4", "method", "auto", FOUR }, { "ipv6", "method", "dhcp", SIX },
	{ "ipv6", "method", "auto", SIX | PERHAPS },
	{ 0 },
};

/* ifcfg files of Red Hat's and SUSE's. */
static const struct word ifcfg[] = {
	{ "", "BOOTPROTO", "dhcp", FOUR }, { "", "BOOTPROTO", "dhcp4", FOUR },
	{ "", "BOOTPROTO", "dhcp6", SIX }, { "", "DHCPV6C", "yes", SIX },
	{ 0 },
};

/* What a distribution brings (/usr/lib) is for containers, or is not used here. */
static const struct text_place {
	const char *patterns[4];
	const struct word *words;	/* NULL: interfaces(5) */
	bool raw;			/* as struct dhcp_client */
} places[] = {
	{ { "/etc/systemd/network/*.network", "/run/systemd/network/*.network",
	    "/etc/systemd/network/*.network.d/*.conf", "/run/systemd/network/*.network.d/*.conf" },
	  networkd, true },
	{ { "/etc/NetworkManager/system-connections/*",
	    "/run/NetworkManager/system-connections/*" }, keyfile, false },
	{ { "/etc/sysconfig/network-scripts/ifcfg-*", "/etc/sysconfig/network/ifcfg-*" }, ifcfg, false },
	{ { "/etc/network/interfaces" }, NULL, true },
};

struct reading {
	struct dhcp *dhcp;
	const struct text_place *place;
	char section[32];
	bool six;		/* within interfaces(5)'s "iface ... inet6 auto" */
};

/* What is sure is not put off by what may be. */
static void take(struct dhcp_client *client, const char *path, bool raw, unsigned int means)
{
	char *shown;

	if (client->who && !(client->perhaps && !(means & PERHAPS)))
		return;
	free(client->who);
	shown = config_shown(path);
	client->who = need_text("%s says so", shown);
	free(shown);
	client->perhaps = means & PERHAPS;
	client->raw = raw;
}

static void take_meaning(struct reading *reading, const char *path, unsigned int means)
{
	if (means & FOUR)
		take(&reading->dhcp->four, path, reading->place->raw, means);
	if (means & SIX)
		take(&reading->dhcp->six, path, false, means);
}

/* "[Network]" */
static void begin_section(struct reading *reading, const char *text)
{
	snprintf(reading->section, sizeof(reading->section), "%.*s", (int)strcspn(text + 1, "]"),
		 text + 1);
}

/* "DHCP = yes"; the value without quotes and what is behind it. */
static bool take_setting(void *to, const struct config_line *line)
{
	size_t length = strcspn(line->text, "= \t"), value_length;
	const char *value = line->text + length + strspn(line->text + length, " \t");
	struct reading *reading = to;
	const struct word *word;

	if (line->first)
		*reading->section = '\0';
	if (*line->text == '[')
		begin_section(reading, line->text);
	if (*value != '=')
		return true;
	value += 1 + strspn(value + 1, " \t\"'");
	value_length = strcspn(value, " \t\r\"'");
	for (word = reading->place->words; word->key; word++)
		if (!strcmp(word->section, reading->section) && strlen(word->key) == length &&
		    !strncmp(word->key, line->text, length) &&
		    strlen(word->value) == value_length && letters_begin_equal(word->value, value, value_length))
			take_meaning(reading, line->path, word->means);
	return true;
}

/* "source-directory" takes whatever is in a folder. */
static void include_folder(const struct config_line *line, const char *folder)
{
	char *all;

	all = need_text("source %.*s/*", (int)strcspn(folder, " \t"), folder);
	config_files_include(line->files, line->path, all);
	free(all);
}

/* interfaces(5): "iface eth0 inet dhcp", "iface eth0 inet6 auto" and "dhcp 1" below it. */
static bool take_interfaces(void *to, const struct config_line *line)
{
	char name[64], family[16], method[16], number[4];
	struct reading *reading = to;

	if (line->first)
		reading->six = false;
	if (sscanf(line->text, "iface %63s %15s %15s", name, family, method) == 3) {
		reading->six = !strcmp(family, "inet6");
		if (!strcmp(method, "dhcp"))
			take_meaning(reading, line->path, reading->six ? SIX : FOUR);
	} else if (sscanf(line->text, "dhcp %3s", number) == 1 && !strcmp(number, "1") && reading->six) {
		take_meaning(reading, line->path, SIX);
	} else if (!strncmp(line->text, "source-directory", 16)) {
		include_folder(line, line->text + 16 + strspn(line->text + 16, " \t"));
	} else if (!strncmp(line->text, "source", 6)) {
		config_files_include(line->files, line->path, line->text);
	}
	return true;
}

static void read_files(struct dhcp *dhcp)
{
	size_t i, p;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct reading reading = { .dhcp = dhcp, .place = &places[i] };
		struct config_files files = { 0 };

		for (p = 0; p < 4 && places[i].patterns[p]; p++)
			config_files_add(&files, places[i].patterns[p]);
		config_files_each(&files, places[i].words ? take_setting : take_interfaces, &reading);
		config_files_release(&files);
	}
}

static bool reads_raw(const char *process)
{
	static const char *const known[] = { "dhclient", "dhcpcd", "udhcpc", "busybox",
		"systemd-network" };
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (!strcmp(process, known[i]))
			return true;
	return false;
}

static void look_for(struct dhcp_client *client, const struct listeners *listeners, u16 port)
{
	size_t i;

	for (i = 0; i < listeners->count && !client->who; i++) {
		const struct listener *row = &listeners->rows[i];

		if (row->transport != OG_UDP || row->port != port || row->local)
			continue;
		client->who = need_text("%s listens there", *row->process ? row->process : "somebody");
		client->raw = reads_raw(row->process);
	}
}

void dhcp_read(struct dhcp *dhcp, const struct listeners *listeners, bool files)
{
	*dhcp = (struct dhcp){ 0 };
	look_for(&dhcp->four, listeners, DHCP4_CLIENT);
	look_for(&dhcp->six, listeners, DHCP6_CLIENT);
	if (files)
		read_files(dhcp);
}

void dhcp_release(struct dhcp *dhcp)
{
	free(dhcp->four.who);
	free(dhcp->six.who);
	*dhcp = (struct dhcp){ 0 };
}
