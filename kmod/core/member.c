// SPDX-License-Identifier: GPL-2.0-only
#include "member.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_small_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_name(struct og_span token)
{
	u32 i;

	if (!token.length || token.length >= OG_ZONE_NAME_SIZE || !is_small_letter(token.text[0]))
		return false;
	for (i = 1; i < token.length; i++) {
		char c = token.text[i];

		if (!is_small_letter(c) && !is_digit(c) && c != '_' && c != '-')
			return false;
	}
	return true;
}

enum og_token og_token_zone(struct og_span token, struct og_error *error)
{
	if (!is_name(token)) {
		og_error_set(error, 0, token.length,
			     "\"%.*s\" cannot be a zone's name: a to z, then also 0 to 9, _ and -, at most %u",
			     (int)token.length, token.text, OG_ZONE_NAME_SIZE - 1);
		return OG_TOKEN_BAD;
	}
	if (og_is_word(token.text, token.length)) {
		og_error_set(error, 0, token.length,
			     "\"%.*s\" is a word of the language: name the zone otherwise",
			     (int)token.length, token.text);
		return OG_TOKEN_SHORT;
	}
	return OG_TOKEN_OK;
}

/* What nobody calls a device: no device may have ':' or '/', and what is digits and dots. */
static bool looks_like_address(struct og_span token)
{
	u32 i = 0;

	while (i < token.length && is_digit(token.text[i]))
		i++;
	if (i == token.length || (i && token.text[i] == '.'))
		return true;
	for (; i < token.length; i++)
		if (token.text[i] == ':' || token.text[i] == '/' || token.text[i] == '%')
			return true;
	return false;
}

static u32 length_until(struct og_span token, char end)
{
	u32 i = 0;

	while (i < token.length && token.text[i] != end)
		i++;
	return i;
}

/* Whether IPv6's form of an IPv4 address: ::ffff:0:0/96 (RFC 4291, 2.5.5.2). */
static bool is_mapped(const struct og_network *network)
{
	return network->family == OG_IPV6 && network->prefix >= 96 && !network->address.high &&
	       network->address.low >> 32 == 0xffff;
}

static enum og_token check_network(struct og_span token, struct og_network *network,
				   struct og_error *error)
{
	const struct og_network said = *network;
	struct og_network right = said;
	char text[OG_NETWORK_TEXT_SIZE];

	right.address = og_network_first(&said);
	if (!og_address_equal(&right.address, &said.address)) {
		og_error_set(error, 0, token.length,
			     "\"%.*s\" has bits behind its prefix: the network is %s",
			     (int)token.length, token.text, og_network_text(&right, text));
		return OG_TOKEN_SHORT;
	}
	if (is_mapped(&said)) {
		right.family = OG_IPV4;
		right.prefix = said.prefix - 96;
		right.address.low &= 0xffffffff;
		og_error_set(error, 0, token.length,
			     "\"%.*s\" is an IPv4 address in IPv6's form: write %s",
			     (int)token.length, token.text, og_network_text(&right, text));
		return OG_TOKEN_SHORT;
	}
	return OG_TOKEN_OK;
}

static enum og_token scan_network(struct og_span token, struct og_network *network,
				  struct og_error *error)
{
	u32 length = length_until(token, '/'), percent = length_until(token, '%'), prefix;
	enum og_family family;
	enum og_token got;

	if (percent < token.length &&
	    og_address_parse(token.text, percent, &family, &network->address)) {
		og_error_set(error, percent, token.length - percent,
			     "a device behind an address: make it a member of its own");
		return OG_TOKEN_BAD;
	}
	if (!og_address_parse(token.text, length, &family, &network->address)) {
		og_error_set(error, 0, length,
			     "\"%.*s\" is not an address, and a device of this name cannot be said",
			     (int)length, token.text);
		return length == token.length ? OG_TOKEN_SHORT : OG_TOKEN_BAD;
	}
	network->family = family;
	prefix = og_family_bits(family);
	if (length < token.length) {
		got = og_token_prefix(token, length + 1, prefix, &prefix, error);
		if (got != OG_TOKEN_OK)
			return got;
	}
	network->prefix = (u8)prefix;
	return check_network(token, network, error);
}

static enum og_token bad_device(struct og_span token, u32 at, u32 length, const char *why,
				struct og_error *error)
{
	og_error_set(error, at, length, "device \"%.*s\": %s", (int)token.length, token.text, why);
	return OG_TOKEN_BAD;
}

static enum og_token scan_device(struct og_span token, struct og_device *device,
				 struct og_error *error)
{
	u32 length = length_until(token, '*'), at = length_until(token, '@');

	memset(device, 0, sizeof(*device));
	if (token.text[0] == '+' || token.text[0] == '-')
		return bad_device(token, 0, 1, "a name that begins with a sign cannot be said",
				  error);
	if (at < token.length)
		return bad_device(token, at, token.length - at,
				  "what ip shows from @ on is not of its name", error);
	if (length + 1 < token.length)
		return bad_device(token, length, 1, "* stands at the end only", error);
	if (!length)
		return bad_device(token, 0, token.length,
				  "that is everybody: list it in the chain itself", error);
	if (length >= OG_DEVICE_SIZE)
		return bad_device(token, OG_DEVICE_SIZE - 1, length - OG_DEVICE_SIZE + 1,
				  "longer than 15 characters", error);
	memcpy(device->name, token.text, length);
	device->length = (u8)length;
	device->prefix = length < token.length;
	return OG_TOKEN_OK;
}

enum og_token og_token_member(struct og_span token, struct og_member *member,
			      struct og_error *error)
{
	if (!token.length) {
		og_error_set(error, 0, 1, "a sign without a member right behind it, as in +eth1");
		return OG_TOKEN_SHORT;
	}
	if (og_token_match(token, "any") == OG_TOKEN_OK) {
		og_error_set(error, 0, 3, "any is everybody: list it in the chain itself");
		return OG_TOKEN_SHORT;
	}
	/* Without a sign it has a meaning of its own; a device of this name cannot be said. */
	if (og_token_match(token, "none") == OG_TOKEN_OK) {
		og_error_set(error, 0, 4, "none stands alone: it takes the zone away");
		return OG_TOKEN_SHORT;
	}
	member->is_network = looks_like_address(token);
	if (member->is_network)
		return scan_network(token, &member->network, error);
	return scan_device(token, &member->device, error);
}
