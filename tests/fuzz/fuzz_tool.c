// SPDX-License-Identifier: GPL-2.0-only
/*
 * What ogctl reads: policy files, the stats file, names, items, addresses and
 * times on its command line, the drawing of an error under its line, dropped
 * packets; and the files of tool_files.c. Input: which, then the bytes.
 */
#include <assert.h>
#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/duration.h"
#include "base/request.h"
#include "change/lockout.h"
#include "machine/address.h"
#include "module/module_files.h"
#include "policy/arguments.h"
#include "policy/names.h"
#include "policy/policy_text.h"
#include "policy/source.h"
#include "policy/text_place.h"
#include "tool_files.h"
#include "watch/drop_log.h"

#define ITEMS	8

static struct og_policy policy, again;
static struct og_edit edit;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

/* The caret's line is drawn by the width of characters, so a locale that has some is wanted. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	assert(setlocale(LC_ALL, "C.UTF-8"));
	tool_files_start();
	return 0;
}

static int file_of(const char *text, size_t size)
{
	int fd = memfd_create("policy", 0);

	assert(fd >= 0);
	assert(write(fd, text, size) == (ssize_t)size);
	return fd;
}

/* Places are of the text, and spelled as it is there. */
static void check_place(void *to, const struct text_place *place)
{
	const char *at = to;
	u32 line;

	for (line = 1; line < place->line; line++) {
		at = strchr(at, '\n');
		assert(at);
		at++;
	}
	at += place->column - 1 + (place->sign != ' ');
	assert(!strncmp(at, place->text, strlen(place->text)));
	assert(strlen(place->text) + (place->sign != ' ') == place->length);
}

/* What the guard finds in a text that was read as &policy, and what it is when it takes the place of all there is. */
static void look_into(const char *text)
{
	static const struct ssh_connection connection = {
		.state = CONNECTION_LIVE, .server.port = 22, .device = "eth0",
		.client.address = { OG_IPV4, { 203, 0, 113, 9 } }, .server.address = { OG_IPV4, { 198, 51, 100, 1 } },
	};
	struct lockout_missing missing;
	struct og_error place;
	struct source source;
	bool found;

	source_set(&source, "text", text);
	text_places_each(&source, check_place, source.text);
	og_policy_builtin(&again);
	found = lockout_find(&source, &again, &connection, &place);
	assert(found == !lockout_admits(&policy, &connection, &missing));
	assert(!found || (place.line && place.column && place.length));
	policy_make_whole(&source);
	assert(!policy_parse(&source, &edit));
	/* Over nothing at all. */
	memset(&again, 0, sizeof(again));
	assert(policy_fit(&source, &edit, &again, NULL));
	assert(og_policy_equal(&policy, &again));
	source_free(&source);
}

/* As `check` and `apply` do: the exit code is the kernel's answer, and what is shown is taken again. */
static void read_policy_file(char *text, size_t size)
{
	static struct og_parser parser;
	bool good = og_parse_text(&parser, text, size) && og_parse_whole(&parser);
	struct og_error error;
	struct source shown;
	char path[32], *canonical;
	int fd = file_of(text, size), code;

	og_policy_builtin(&again);
	good = good && og_edit_fits(&parser.edit, &again, &error);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	code = policy_read_file(path, &policy);
	close(fd);
	assert(code == (good ? 0 : EXIT_POLICY));
	if (!good)
		return;
	canonical = policy_text(&policy);
	source_set(&shown, "shown", canonical);
	assert(!policy_parse(&shown, &edit));
	og_policy_builtin(&again);
	og_edit_apply(&edit, &again);
	assert(og_policy_equal(&policy, &again));
	source_free(&shown);
	free(canonical);
	look_into(text);
}

static void read_stats(char *text, size_t size)
{
	struct module_stats stats;
	int error = module_parse_stats(text, &stats);

	(void)size;
	assert(error == 0 || error == -EPROTO);
	assert(memchr(stats.version, '\0', sizeof(stats.version)));
	assert(memchr(stats.setting[OG_SET_MODE], '\0', sizeof(stats.setting[OG_SET_MODE])));
	assert(memchr(stats.setting[OG_SET_IPV6], '\0', sizeof(stats.setting[OG_SET_IPV6])));
}

static void find_names(char *name, size_t size)
{
	struct service service;
	u8 proto;

	(void)size;
	if (names_find_service(name, &service))
		assert(service.transports && service.transports <= OG_TRANSPORT_BOTH);
	if (names_find_protocol(name, &proto))
		assert(names_of_protocol(proto));
	names_nearest(name);
}

/* `allow` and `deny`: items apart by line ends; what becomes of them is a policy. */
static void read_items(char *text, size_t size)
{
	struct options options = { 0 };
	char *items[ITEMS + 1] = { NULL }, *save = NULL, *item;
	struct source statement;
	int code;

	(void)size;
	for (item = strtok_r(text, "\n", &save); item && options.argc < ITEMS;
	     item = strtok_r(NULL, "\n", &save))
		items[options.argc++] = item;
	options.argv = items;
	if (!options.argc)
		return;
	code = arguments_statement(&options, "allow", '+', OG_CHAIN_BIT(OG_INPUT), NULL, &statement);
	assert(code == 0 || code == EXIT_POLICY || code == EXIT_USAGE);
	if (code)
		return;
	assert(!policy_parse(&statement, &edit));
	source_free(&statement);
}

/* Any line, any mark in it. */
static void draw_mark(char *text, size_t size)
{
	size_t line = size > 2 ? size - 2 : 0, column, length;
	char *drawn;
	FILE *out;

	if (!line)
		return;
	out = open_memstream(&drawn, &length);
	assert(out);
	column = (u8)text[0] % line;
	source_mark(text + 2, line, column, 1 + (u8)text[1], out);
	fclose(out);
	assert(strchr(drawn, '^'));
	free(drawn);
}

/* A packet that somebody sent: its ports are those at the place that its headers say. */
static void take_apart(char *bytes, size_t size)
{
	struct packet packet;
	char address[ADDRESS_TEXT];

	if (!packet_parse(&packet, (const u8 *)bytes, size))
		return;
	assert(size >= 20);
	assert(!packet.has_ports || !packet.fragment);
	assert(!packet.has_ports || packet.proto == OG_PROTO_TCP || packet.proto == OG_PROTO_UDP);
	if (packet.has_ports)
		assert(memmem(bytes + 20, size - 20, &(u16){ __builtin_bswap16(packet.port) }, 2));
	address_print(&packet.source, address);
	address_print(&packet.destination, address);
}

static void read_prefix(char *text, size_t size)
{
	struct drop drop;

	(void)size;
	if (!drop_parse_prefix(&drop, text))
		return;
	assert(memchr(drop.chain, '\0', sizeof(drop.chain)));
	assert(memchr(drop.reason, '\0', sizeof(drop.reason)));
	assert(!strncmp(text, "outlook_guard", 13));
}

/* What is an address is one when it is printed. */
static void read_address(char *text, size_t size)
{
	struct address address, again;
	char printed[ADDRESS_TEXT];

	(void)size;
	if (!address_parse(text, &address))
		return;
	address_print(&address, printed);
	assert(address_parse(printed, &again) && !address_compare(&again, &address));
}

static void read_duration(char *text, size_t size)
{
	char said[DURATION_SIZE];
	unsigned int seconds;

	(void)size;
	if (!duration_parse(text, &seconds))
		return;
	assert(seconds >= 1 && seconds <= OG_TRIAL_MAX);
	assert(memchr(duration_text(seconds, said), '\0', sizeof(said)));
}

/* In the order of the first byte of what is in the corpus. */
static void (*const readers[])(char *text, size_t size) = {
	read_policy_file, read_stats, find_names, read_items, draw_mark, take_apart, read_prefix,
	read_address, read_duration, tool_read_ports, tool_read_trial, tool_read_history,
	tool_read_fast, tool_read_listeners, tool_read_connection,
};

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	char *text;

	if (size < 2)
		return -1;
	/* terminated, as what is read from a file or given by a shell */
	text = malloc(size);
	assert(text);
	memcpy(text, data + 1, size - 1);
	text[size - 1] = '\0';
	readers[data[0] % (sizeof(readers) / sizeof(readers[0]))](text, size - 1);
	free(text);
	return 0;
}
