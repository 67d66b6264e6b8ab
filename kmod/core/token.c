// SPDX-License-Identifier: GPL-2.0-only
#include "token.h"

void og_error_set(struct og_error *error, u32 offset, u32 length, const char *format, ...)
{
	va_list args;

	error->column += offset;
	error->length = length ? length : 1;
	va_start(args, format);
	vsnprintf(error->text, sizeof(error->text), format, args);
	va_end(args);
}

enum og_token og_token_match(struct og_span token, const char *word)
{
	u32 i = 0;

	while (i < token.length && word[i] && word[i] == token.text[i])
		i++;
	if (i < token.length)
		return OG_TOKEN_BAD;
	return word[i] ? OG_TOKEN_SHORT : OG_TOKEN_OK;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The rest of @token from @at on. */
static struct og_span rest_of(struct og_span token, u32 at)
{
	struct og_span rest = { token.text + at, token.length - at };

	return rest;
}

/* Digits from *@at on; moves *@at behind them. @what names the number in errors. */
static enum og_token scan_number(struct og_span token, u32 *at, const char *what, u32 max,
				 u32 *value, struct og_error *error)
{
	struct og_span rest = rest_of(token, *at);
	u32 digits = 0, n = 0;
	bool over = false;

	while (digits < rest.length && is_digit(rest.text[digits])) {
		n = n * 10 + (u32)(rest.text[digits++] - '0');
		if (n > max) {
			over = true;
			n = max;
		}
	}
	if (!digits) {
		og_error_set(error, *at, rest.length, "%s needs a number", what);
		return rest.length ? OG_TOKEN_BAD : OG_TOKEN_SHORT;
	}
	if (over) {
		og_error_set(error, *at, digits, "%s %.*s is over %u", what, (int)digits,
			     rest.text, max);
		return OG_TOKEN_BAD;
	}
	if (digits > 1 && rest.text[0] == '0') {
		og_error_set(error, *at, digits, "%s %.*s starts with a zero", what,
			     (int)digits, rest.text);
		return OG_TOKEN_BAD;
	}
	*value = n;
	*at += digits;
	return OG_TOKEN_OK;
}

/* What follows the number or range at @at: nothing, "/tcp" or "/udp". */
static enum og_token scan_transport(struct og_span token, u32 at, u8 *transports,
				    struct og_error *error)
{
	struct og_span rest = rest_of(token, at), name;
	enum og_token best = OG_TOKEN_BAD;
	unsigned int t;

	*transports = OG_TRANSPORT_BOTH;
	if (!rest.length)
		return OG_TOKEN_OK;
	if (rest.text[0] != '/') {
		og_error_set(error, at, rest.length, "rubbish \"%.*s\" behind the number",
			     (int)rest.length, rest.text);
		return OG_TOKEN_BAD;
	}
	name = rest_of(rest, 1);
	for (t = 0; t < OG_TRANSPORTS; t++) {
		enum og_token match = og_token_match(name, og_transport_name(t));

		if (match == OG_TOKEN_OK) {
			*transports = OG_TRANSPORT_BIT(t);
			return OG_TOKEN_OK;
		}
		if (match < best)
			best = match;
	}
	og_error_set(error, at, rest.length,
		     "\"%.*s\" is not /tcp or /udp; another protocol passes whole, as proto:NUMBER",
		     (int)rest.length, rest.text);
	return best;
}

static enum og_token scan_ports(struct og_span token, struct og_item *item,
				struct og_error *error)
{
	u32 low = 0, high, at = 0;
	bool backwards;
	enum og_token got;

	item->kind = OG_ITEM_PORTS;
	got = scan_number(token, &at, "port", OG_PORTS - 1, &low, error);
	if (got != OG_TOKEN_OK)
		return got;
	high = low;
	if (at < token.length && token.text[at] == '-') {
		at++;
		got = scan_number(token, &at, "the end of the range", OG_PORTS - 1, &high,
				  error);
		if (got != OG_TOKEN_OK)
			return got;
	}
	backwards = high < low;
	if (backwards) {
		og_error_set(error, 0, at, "range %u-%u runs backwards", low, high);
		/* more digits could still carry the end past the start */
		return at == token.length ? OG_TOKEN_SHORT : OG_TOKEN_BAD;
	}
	item->low = (u16)low;
	item->high = (u16)high;
	return scan_transport(token, at, &item->transports, error);
}

/* A number from @at to the token's end. */
static enum og_token scan_last_number(struct og_span token, u32 at, const char *what, u32 max,
				      u32 *value, struct og_error *error)
{
	enum og_token got = scan_number(token, &at, what, max, value, error);

	if (got != OG_TOKEN_OK || at == token.length)
		return got;
	og_error_set(error, at, token.length - at, "rubbish \"%.*s\" behind the number",
		     (int)(token.length - at), token.text + at);
	return OG_TOKEN_BAD;
}

enum og_token og_token_seconds(struct og_span token, u32 *seconds, struct og_error *error)
{
	enum og_token got = scan_last_number(token, 0, "trial", OG_TRIAL_MAX, seconds, error);

	if (got != OG_TOKEN_OK || *seconds)
		return got;
	og_error_set(error, 0, token.length, "a trial of 0 seconds; 1 to %u are possible",
		     OG_TRIAL_MAX);
	return OG_TOKEN_BAD;
}

enum og_token og_token_nflog(struct og_span token, u32 *log, struct og_error *error)
{
	const u32 length = sizeof(OG_LOG_NFLOG) - 1;
	u32 group = 0;
	enum og_token got;

	if (token.length < length)
		return og_token_match(token, OG_LOG_NFLOG);
	if (memcmp(token.text, OG_LOG_NFLOG, length))
		return OG_TOKEN_BAD;
	got = scan_last_number(token, length, "group", OG_LOG_GROUP_MAX, &group, error);
	*log = group + 1;
	return got;
}

enum og_token og_token_prefix(struct og_span token, u32 at, u32 most, u32 *prefix,
			      struct og_error *error)
{
	return scan_last_number(token, at, "prefix", most, prefix, error);
}

static enum og_token scan_proto(struct og_span token, u32 at, struct og_item *item,
				struct og_error *error)
{
	u32 proto = 0;
	enum og_token got = scan_last_number(token, at, "protocol", OG_PROTOS - 1, &proto, error);

	if (got != OG_TOKEN_OK)
		return got;
	if (!proto) {
		og_error_set(error, 0, token.length, "protocol 0 cannot be listed");
		return OG_TOKEN_BAD;
	}
	item->kind = OG_ITEM_PROTO;
	item->proto = (u8)proto;
	return OG_TOKEN_OK;
}

enum og_token og_token_item(struct og_span token, struct og_item *item, struct og_error *error)
{
	static const char proto[] = "proto:";
	const u32 proto_length = sizeof(proto) - 1;
	enum og_token best = OG_TOKEN_BAD;
	unsigned int w;

	if (token.length && is_digit(token.text[0]))
		return scan_ports(token, item, error);
	if (token.length >= proto_length && !memcmp(token.text, proto, proto_length))
		return scan_proto(token, proto_length, item, error);
	for (w = 0; w < OG_WORD_ANY; w++) {
		enum og_token match = og_token_match(token, og_word_name(w));

		if (match == OG_TOKEN_OK) {
			item->kind = OG_ITEM_WORD;
			item->word = w;
			return OG_TOKEN_OK;
		}
		if (match < best)
			best = match;
	}
	if (og_token_match(token, proto) == OG_TOKEN_SHORT)
		best = OG_TOKEN_SHORT;
	if (token.length)
		og_error_set(error, 0, token.length, "unknown word \"%.*s\"", (int)token.length,
			     token.text);
	else
		og_error_set(error, 0, 1, "a sign without an item right behind it, as in +443/tcp");
	return best;
}
