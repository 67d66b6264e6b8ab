// SPDX-License-Identifier: GPL-2.0-only
/* The canonical form of a policy. */
#include "text.h"

/* Collects one line's items; the first has no blank before it. */
struct printer {
	og_emit emit;
	void *to;
	bool began;
	bool full;		/* @emit has no room left */
};

static void print_piece(struct printer *out, const char *text, size_t size)
{
	if (!out->full)
		out->full = !out->emit(out->to, text, size);
}

static void print_text(struct printer *out, const char *text)
{
	print_piece(out, text, strlen(text));
}

static void print_item(struct printer *out, const char *text)
{
	if (out->began)
		print_piece(out, " ", 1);
	out->began = true;
	print_text(out, text);
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
static void print_ports(struct printer *out, unsigned int low, unsigned int high,
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
static void print_port_runs(struct printer *out, const struct og_items *items)
{
	unsigned int port, low = 0, transports = 0;

	for (port = 0; port <= OG_PORTS && !out->full; port += alike(items, port, transports)) {
		unsigned int here = transports_of(items, port);

		if (here == transports)
			continue;
		if (transports)
			print_ports(out, low, port - 1, transports);
		low = port;
		transports = here;
	}
}

static void print_items(struct printer *out, const struct og_items *items)
{
	char proto[16];
	unsigned int i;

	out->began = false;
	for (i = 0; i < OG_WORDS; i++)
		if (og_has_word(items, i))
			print_item(out, og_word_name(i));
	for (i = 0; i < OG_PROTOS; i++) {
		if (!og_bit(items->protos, i))
			continue;
		snprintf(proto, sizeof(proto), "proto:%u", i);
		print_item(out, proto);
	}
	print_port_runs(out, items);
	if (!out->began)
		print_item(out, "none");
}

void og_print_items(const struct og_items *items, og_emit emit, void *to)
{
	struct printer out = { .emit = emit, .to = to };

	print_items(&out, items);
}

static void print_setting(struct printer *out, const struct og_policy *policy,
			  enum og_setting setting)
{
	char value[OG_SETTING_TEXT_SIZE];

	print_text(out, og_setting_name(setting));
	print_text(out, " ");
	print_text(out, og_setting_text(policy, setting, value));
	print_text(out, "\n");
}

void og_print_policy(const struct og_policy *policy, og_emit emit, void *to)
{
	struct printer out = { .emit = emit, .to = to };
	unsigned int c;

	for (c = 0; c < OG_SETTINGS; c++)
		print_setting(&out, policy, c);
	for (c = 0; c < OG_CHAINS; c++) {
		print_text(&out, og_chain_name(c));
		print_text(&out, " ");
		print_items(&out, &policy->chain[c].items);
		print_text(&out, "\n");
	}
}
