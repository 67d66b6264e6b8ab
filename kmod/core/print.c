// SPDX-License-Identifier: GPL-2.0-only
/* The canonical form of a policy. */
#include "printer.h"

static void print_piece(struct og_printer *out, const char *text, size_t size)
{
	if (!out->full)
		out->full = !out->emit(out->to, text, size);
}

void og_printer_text(struct og_printer *out, const char *text)
{
	print_piece(out, text, strlen(text));
}

void og_printer_item(struct og_printer *out, const char *text)
{
	if (out->began)
		print_piece(out, " ", 1);
	out->began = true;
	og_printer_text(out, text);
}

void og_printer_proto(struct og_printer *out, unsigned int proto)
{
	char text[16];

	snprintf(text, sizeof(text), "proto:%u", proto);
	og_printer_item(out, text);
}

/* " 65535-65535/tcp" */
#define ITEM_MAX	16u

/* @text before @end; where it begins. */
static char *put_text(char *end, const char *text)
{
	size_t left;

	for (left = strlen(text); left; left--) {
		end--;
		*end = text[left - 1];
	}
	return end;
}

/* Likewise. Much of a long text is numbers. */
static char *put_number(char *end, unsigned int number)
{
	do {
		end--;
		*end = '0' + number % 10;
		number /= 10;
	} while (number);
	return end;
}

/* Built from its end, for a number's last digit is had first. */
void og_printer_ports(struct og_printer *out, unsigned int low, unsigned int high,
		      unsigned int transports)
{
	char item[ITEM_MAX], *end = item + sizeof(item), *at = end;

	if (transports == OG_TRANSPORT_BIT(OG_TCP))
		at = put_text(at, "/tcp");
	else if (transports == OG_TRANSPORT_BIT(OG_UDP))
		at = put_text(at, "/udp");
	at = put_number(at, high);
	if (low != high) {
		at = put_text(at, "-");
		at = put_number(at, low);
	}
	if (out->began)
		at = put_text(at, " ");
	out->began = true;
	print_piece(out, at, end - at);
}

/* The transports that list @port; OG_PORTS, past the end, is in no list. */
static unsigned int transports_of(const struct og_items *items, unsigned int port)
{
	unsigned int t, transports = 0;

	if (port == OG_PORTS)
		return 0;
	for (t = 0; t < OG_TRANSPORTS; t++)
		if (og_bit(items->ports[t], port))
			transports |= OG_TRANSPORT_BIT(t);
	return transports;
}

/* How many ports from @port on @transports, and no others, list for sure: a whole word, or one. */
static unsigned int alike(const struct og_items *items, unsigned int port, unsigned int transports)
{
	unsigned int t;

	if (port % OG_BITS || port == OG_PORTS)
		return 1;
	for (t = 0; t < OG_TRANSPORTS; t++) {
		u64 all = transports & OG_TRANSPORT_BIT(t) ? ~0ull : 0;

		if (items->ports[t][port / OG_BITS] != all)
			return 1;
	}
	return OG_BITS;
}

/*
 * Runs of neighbours that the same transports list become one range. Most
 * policies list few ports, and are read often: what has no end of a run in it
 * is passed over a word at a time.
 */
static void print_port_runs(struct og_printer *out, const struct og_items *items)
{
	unsigned int port, low = 0, transports = 0;

	for (port = 0; port <= OG_PORTS && !out->full; port += alike(items, port, transports)) {
		unsigned int here = transports_of(items, port);

		if (here == transports)
			continue;
		if (transports)
			og_printer_ports(out, low, port - 1, transports);
		low = port;
		transports = here;
	}
}

static void print_items(struct og_printer *out, const struct og_items *items)
{
	unsigned int i;

	out->began = false;
	for (i = 0; i < OG_WORDS; i++)
		if (og_has_word(items, i))
			og_printer_item(out, og_word_name(i));
	for (i = 0; i < OG_PROTOS; i++) {
		if (!og_bit(items->protos, i))
			continue;
		og_printer_proto(out, i);
	}
	print_port_runs(out, items);
	if (!out->began)
		og_printer_item(out, "none");
}

void og_print_items(const struct og_items *items, og_emit emit, void *to)
{
	struct og_printer out = { .emit = emit, .to = to };

	print_items(&out, items);
}

static void print_setting(struct og_printer *out, const struct og_policy *policy,
			  enum og_setting setting)
{
	char value[OG_SETTING_TEXT_SIZE];

	og_printer_text(out, og_setting_name(setting));
	og_printer_text(out, " ");
	og_printer_text(out, og_setting_text(policy, setting, value));
	og_printer_text(out, "\n");
}

void og_print_policy(const struct og_policy *policy, og_emit emit, void *to)
{
	struct og_printer out = { .emit = emit, .to = to };
	unsigned int c;

	for (c = 0; c < OG_SETTINGS; c++)
		print_setting(&out, policy, c);
	og_printer_zones(&out, &policy->zones);
	for (c = 0; c < OG_CHAINS; c++) {
		og_printer_text(&out, og_chain_name(c));
		og_printer_text(&out, " ");
		print_items(&out, &policy->chain[c].items);
		og_printer_text(&out, "\n");
		og_printer_zone_lists(&out, &policy->zones, c);
	}
	og_printer_refuse(&out, &policy->zones);
}
