// SPDX-License-Identifier: GPL-2.0-only
#include "sshd_config.h"
#include "base/letters.h"
#include "config_files.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONFIG		"/etc/ssh/sshd_config"
#define FOLDER		"/etc/ssh"
#define PORT		22
#define PORTS_MAX	16u

/* Everything is added up first: a Port counts for all addresses without one, wherever it stands. */
struct reading {
	u16 ports[PORTS_MAX], of_addresses[PORTS_MAX];
	size_t port_count, address_count;
	bool without_port, on_address;	/* an address without a port; any address at all */
	bool in_match;			/* what holds for some connections only names no port */
};

bool ports_have(const u16 *ports, size_t count, unsigned long port)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (ports[i] == port)
			return true;
	return false;
}

size_t ports_add(u16 *ports, size_t count, size_t room, unsigned long port)
{
	if (ports_have(ports, count, port))
		return count;
	if (!port || port >= OG_PORTS || count == room)
		return count;
	ports[count] = port;
	return count + 1;
}

/*
 * The next word of a line: blanks part them, once also "=" behind the first; quotes, double or single, hold
 * blanks together; "#" begins a comment. NULL: there is none. Takes the line apart.
 */
static char *next_word(char **rest, bool keyword)
{
	char *word, *end, quote;

	*rest += strspn(*rest, " \t\r\f");
	if (!**rest || **rest == '#')
		return NULL;
	quote = **rest == '"' || **rest == '\'' ? *(*rest)++ : '\0';
	word = *rest;
	end = quote ? strchr(word, quote) : word + strcspn(word, keyword ? " \t\r\f=" : " \t\r\f");
	if (!end)
		return NULL;
	*rest = end + !!*end;
	if (keyword && *end != '=') {
		*rest += strspn(*rest, " \t\r\f");
		*rest += **rest == '=';
	}
	*end = '\0';
	return word;
}

/* A number, or a name of /etc/services; 0: neither. */
static unsigned long port_of(const char *text)
{
	const struct servent *service;
	unsigned long port;
	char *end;

	if (letter_is_digit(*text)) {
		port = strtoul(text, &end, 10);
		return *end ? 0 : port;
	}
	service = getservbyname(text, "tcp");
	return service ? ntohs(service->s_port) : 0;
}

static bool is_loopback(const char *host)
{
	return !strncmp(host, "127.", 4) || !strcmp(host, "::1") || letters_equal(host, "localhost");
}

/* "host", "host:port", "[v6]", "[v6]:port", "v6": a colon parts a port only where it is the only one. */
static void take_address(struct reading *reading, char *text)
{
	char *host = text, *port = NULL, *colon = strchr(text, ':');

	if (*text == '[') {
		host++;
		text = strchr(text, ']');
		if (!text)
			return;
		*text++ = '\0';
		port = *text == ':' ? text + 1 : NULL;
	} else if (colon && !strchr(colon + 1, ':')) {
		*colon = '\0';
		port = colon + 1;
	}
	reading->on_address = true;
	if (is_loopback(host))
		return;
	if (port)
		reading->address_count = ports_add(reading->of_addresses, reading->address_count, PORTS_MAX,
						   port_of(port));
	else
		reading->without_port = true;
}

static void include(struct config_files *files, char *rest)
{
	char *pattern, path[512];

	while ((pattern = next_word(&rest, false))) {
		snprintf(path, sizeof(path), "%s%s", *pattern == '/' ? "" : FOLDER "/", pattern);
		config_files_add(files, path);
	}
}

static bool take_line(void *to, const struct config_line *line)
{
	struct reading *reading = to;
	char *rest = line->text, *keyword, *value;

	/* One that a file begins ends with it. */
	if (line->first)
		reading->in_match = false;
	keyword = next_word(&rest, true);
	if (!keyword)
		return true;
	if (letters_equal(keyword, "Match"))
		reading->in_match = true;
	if (reading->in_match)
		return true;
	if (letters_equal(keyword, "Include"))
		include(line->files, rest);
	else if (letters_equal(keyword, "Port") && (value = next_word(&rest, false)))
		reading->port_count = ports_add(reading->ports, reading->port_count, PORTS_MAX, port_of(value));
	else if (letters_equal(keyword, "ListenAddress") && (value = next_word(&rest, false)))
		take_address(reading, value);
	return true;
}

size_t sshd_config_ports(u16 *ports, size_t room)
{
	struct reading reading = { 0 };
	struct config_files files = { 0 };
	size_t count = 0, i;

	config_files_add(&files, CONFIG);
	config_files_each(&files, take_line, &reading);
	config_files_release(&files);
	if (!reading.port_count)
		reading.ports[reading.port_count++] = PORT;
	if (reading.without_port || !reading.on_address)
		for (i = 0; i < reading.port_count; i++)
			count = ports_add(ports, count, room, reading.ports[i]);
	for (i = 0; i < reading.address_count; i++)
		count = ports_add(ports, count, room, reading.of_addresses[i]);
	return count;
}
