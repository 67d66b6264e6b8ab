// SPDX-License-Identifier: GPL-2.0-only
#include "match_words.h"
#include "nft_rule.h"

#include <string.h>

#define FRAG_OFFSET	8191	/* of IPv4's flags and offset */

static const char *word(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

/* Keep of @box what @one, which is @box narrowed by one thing, has; or what it has not, where that is of @part alone. */
static void only(struct box *box, const struct box *one, bool not)
{
	unsigned int i;

	for (i = 0; i < OG_PROTO_WORDS; i++)
		box->protos[i] &= not ? ~one->protos[i] : one->protos[i];
}

static bool protocol(struct box *box, const json_t *value, bool not)
{
	struct box one = *box;
	json_int_t number = json_integer_value(value);
	u8 proto = number;

	if (json_is_string(value) ? !match_protocol(json_string_value(value), &proto) :
	    !json_is_integer(value) || number < 0 || number >= OG_PROTOS)
		return false;
	box_only_protocol(&one, proto);
	only(box, &one, not);
	return true;
}

static bool family(struct box *box, const json_t *value, bool not)
{
	const char *text = json_string_value(value);
	unsigned int families;

	if (!text)
		return false;
	if (!strcmp(text, "ipv4") || !strcmp(text, "ip"))
		families = BOX_FAMILY(OG_IPV4);
	else if (!strcmp(text, "ipv6") || !strcmp(text, "ip6"))
		families = BOX_FAMILY(OG_IPV6);
	else
		return false;
	box->families &= not ? ~families : families;
	return true;
}

static bool device(struct box *box, const json_t *value, bool not)
{
	struct og_device named;

	/* a star behind a backslash is one of the name */
	if (!json_is_string(value) || strstr(json_string_value(value), "\\*") || !match_device(json_string_value(value), '*', &named))
		return false;
	if (named.prefix && !named.length)
		return false;
	box_only_device(box, &named, not);
	return true;
}

static bool loopback(struct box *box, const json_t *value, bool not)
{
	struct og_device lo = { .name = "lo", .length = 2 };
	const char *text = json_string_value(value);

	if (text ? strcmp(text, "loopback") != 0 : json_integer_value(value) != 772)
		return false;
	box_only_device(box, &lo, not);
	return true;
}

static bool source(struct box *box, const json_t *value, bool not)
{
	const json_t *prefix = json_object_get(value, "prefix");
	struct og_network network;

	if (not)
		return false;
	if (prefix) {
		json_int_t length = json_integer_value(json_object_get(prefix, "len"));

		if (!json_is_integer(json_object_get(prefix, "len")) || length < 0 || length > 128 ||
		    !match_network_of(word(prefix, "addr"), length, &network))
			return false;
	} else if (!json_is_string(value) || !match_network(json_string_value(value), &network)) {
		return false;
	}
	box_only_network(box, &network);
	return true;
}

static bool one_port(const json_t *value, u16 *port)
{
	json_int_t number = json_integer_value(value);

	*port = number;
	return json_is_integer(value) && number >= 0 && number < OG_PORTS;
}

static bool ports(struct arena *arena, struct box *box, const json_t *value, bool not)
{
	const json_t *range = json_object_get(value, "range");
	struct ports_range said;
	const struct ports *these;

	if (range) {
		if (!one_port(json_array_get(range, 0), &said.low) || !one_port(json_array_get(range, 1), &said.high))
			return false;
	} else {
		if (!one_port(value, &said.low))
			return false;
		said.high = said.low;
	}
	if (said.low > said.high)
		return false;
	these = ports_of(arena, &said, 1);
	box_only_ports(box, arena, not ? ports_but(arena, ports_all(arena), these) : these);
	return true;
}

static bool states(struct box *box, const json_t *value, bool not)
{
	u8 said;

	if (!json_is_string(value) || !match_states(json_string_value(value), &said))
		return false;
	box->states &= not ? ~said : said;
	return true;
}

static bool direction(struct box *box, const json_t *value, bool not)
{
	const char *text = json_string_value(value);

	if (!text || (strcmp(text, "reply") != 0 && strcmp(text, "original") != 0))
		return false;
	box->states &= !strcmp(text, "reply") != not ? BOX_REPLIES : BOX_ORIGINAL;
	return true;
}

static bool type(struct box *box, const json_t *fib, const json_t *value, bool not)
{
	const json_t *flags = json_object_get(fib, "flags");
	const json_t *flag = json_array_size(flags) == 1 ? json_array_get(flags, 0) : flags;
	u8 types;

	if (json_object_size(fib) != 2 || strcmp(word(fib, "result"), "type") != 0 || !json_is_string(flag) || strcmp(json_string_value(flag), "daddr") != 0)
		return false;
	if (!json_is_string(value) || !match_types(json_string_value(value), &types))
		return false;
	box->types &= not ? ~types : types;
	return true;
}

/* "tcp dport": it asks of the protocol, too. False: it is of one whose ports no list has. */
static bool port_of(struct arena *arena, struct box *box, const char *of, const json_t *value, bool not)
{
	struct box either = *box;

	if (!strcmp(of, "tcp"))
		box_only_protocol(box, OG_PROTO_TCP);
	else if (!strcmp(of, "udp"))
		box_only_protocol(box, OG_PROTO_UDP);
	else if (strcmp(of, "th") != 0)
		return false;
	memset(either.protos, 0, sizeof(either.protos));
	either.protos[0] = 1ull << OG_PROTO_TCP | 1ull << OG_PROTO_UDP;
	/* "th dport" of any protocol: the ports of these two are as many as a list has of it */
	return box_holds(&either, box) && ports(arena, box, value, not);
}

static bool payload(struct arena *arena, struct box *box, const json_t *said, const json_t *value, bool not)
{
	const char *of = word(said, "protocol"), *field = word(said, "field");

	/* more said of it, as of a tunnel, may mean another header */
	if (json_object_size(said) != 2)
		return false;
	if (!strcmp(of, "ip") || !strcmp(of, "ip6"))
		box->families &= BOX_FAMILY(!strcmp(of, "ip") ? OG_IPV4 : OG_IPV6);
	if (!strcmp(field, "saddr") && *of == 'i')
		return source(box, value, not);
	if (!strcmp(of, "ip") && !strcmp(field, "protocol"))
		return protocol(box, value, not);
	/* of IPv6 the first next header is seldom another than the last, but it may be */
	if (!strcmp(field, "dport"))
		return port_of(arena, box, of, value, not);
	return false;
}

/* "ip frag-off & 0x1fff", "frag frag-off": whether it is a later piece. */
static bool pieces(struct box *box, const json_t *left, const json_t *value, bool not)
{
	const json_t *both = json_object_get(left, "&"), *header = json_object_get(left, "exthdr");
	const json_t *said = json_object_get(json_array_get(both, 0), "payload");

	if (!json_is_integer(value) || json_integer_value(value))
		return false;
	if (both && json_array_size(both) == 2 && json_object_size(said) == 2 && !strcmp(word(said, "protocol"), "ip") && !strcmp(word(said, "field"), "frag-off") &&
	    json_integer_value(json_array_get(both, 1)) == FRAG_OFFSET) {
		box->families &= BOX_FAMILY(OG_IPV4);
		box->pieces &= not ? BOX_LATER : BOX_FIRST;
		return true;
	}
	/* what has no such header is no piece, and not asked */
	if (!header || !not || json_object_size(header) != 2 || strcmp(word(header, "name"), "frag") != 0 || strcmp(word(header, "field"), "frag-off") != 0)
		return false;
	box->families &= BOX_FAMILY(OG_IPV6);
	box->pieces &= BOX_LATER;
	return true;
}

/* "key", where nothing else is said. */
static const char *only_key(const json_t *said)
{
	return json_object_size(said) == 1 ? word(said, "key") : "";
}

bool nft_value(struct arena *arena, struct box *box, const json_t *left, const json_t *value, bool not)
{
	const json_t *said = json_object_get(left, "payload");
	const char *key;

	/* what is said besides is not known here */
	if (json_object_size(left) != 1)
		return false;
	if (said)
		return payload(arena, box, said, value, not);
	if (json_object_get(left, "fib"))
		return type(box, json_object_get(left, "fib"), value, not);
	key = only_key(json_object_get(left, "ct"));
	if (!strcmp(key, "state"))
		return states(box, value, not);
	if (!strcmp(key, "direction"))
		return direction(box, value, not);
	key = only_key(json_object_get(left, "meta"));
	if (!strcmp(key, "iifname") || !strcmp(key, "iif"))
		return device(box, value, not);
	if (!strcmp(key, "iiftype"))
		return loopback(box, value, not);
	if (!strcmp(key, "l4proto"))
		return protocol(box, value, not);
	if (!strcmp(key, "nfproto") || !strcmp(key, "protocol"))
		return family(box, value, not);
	return pieces(box, left, value, not);
}
