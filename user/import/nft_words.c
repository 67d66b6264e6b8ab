// SPDX-License-Identifier: GPL-2.0-only
#include "nft_words.h"
#include "match_words.h"

#include <string.h>

bool nft_words_are(const json_t *said, const char *shape, ...)
{
	json_error_t error;
	va_list args;
	int bad;

	va_start(args, shape);
	bad = json_vunpack_ex((json_t *)said, &error, JSON_STRICT, shape, args);
	va_end(args);
	return !bad;
}

bool nft_word(FILE *out, const char *word)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:@";

	fputs(word, out);
	return *word && !word[strspn(word, letters)];
}

bool nft_quoted(FILE *out, const char *text)
{
	const char *at;

	fprintf(out, "\"%s\"", text);
	for (at = text; *at; at++)
		if ((unsigned char)*at < ' ' || *at == '"')
			return false;
	return true;
}

static bool two_words(FILE *out, const char *one, const char *other)
{
	bool good = nft_word(out, one);

	fputc(' ', out);
	return nft_word(out, other) && good;
}

static bool put_left(FILE *out, const json_t *left)
{
	json_int_t offset = 0, length = 0, mask = 0;
	const char *of = "", *what = "";
	bool good;

	if (nft_words_are(left, "{s:{s:s}}", "meta", "key", &what))
		return strncmp(what, "iif", 3) ? two_words(out, "meta", what) : nft_word(out, what);
	if (nft_words_are(left, "{s:{s:s}}", "ct", "key", &what))
		return two_words(out, "ct", what);
	if (nft_words_are(left, "{s:{s:s,s:s}}", "payload", "protocol", &of, "field", &what))
		return two_words(out, of, what);
	if (nft_words_are(left, "{s:{s:s,s:s}}", "exthdr", "name", &of, "field", &what))
		return two_words(out, of, what) && !strcmp(of, "frag");
	if (nft_words_are(left, "{s:{s:s,s:I,s:I}}", "payload", "base", &of, "offset", &offset, "len", &length)) {
		fputc('@', out);
		good = nft_word(out, of);
		fprintf(out, ",%lld,%lld", (long long)offset, (long long)length);
		return good;
	}
	if (!nft_words_are(left, "{s:[{s:{s:s,s:s}},I]}", "&", "payload", "protocol", &of, "field", &what, &mask))
		return false;
	good = two_words(out, of, what);
	fprintf(out, " & 0x%llx", (unsigned long long)mask);
	return good;
}

static bool put_value(FILE *out, const json_t *value)
{
	if (json_is_string(value))
		return nft_word(out, json_string_value(value));
	fprintf(out, "%lld", (long long)json_integer_value(value));
	return json_is_integer(value);
}

static bool put_values(FILE *out, const char *begin, const json_t *values, const char *between, const char *end)
{
	size_t i;

	fputs(begin, out);
	for (i = 0; i < json_array_size(values); i++) {
		fputs(i ? between : "", out);
		if (!put_value(out, json_array_get(values, i)))
			return false;
	}
	fputs(end, out);
	return json_is_array(values);
}

static bool put_right(FILE *out, const json_t *left, const json_t *right)
{
	const char *key = "", *text = json_string_value(right);
	json_t *values = NULL;

	nft_words_are(left, "{s:{s:s}}", "meta", "key", &key);
	/* the device whose number is 1 */
	if (!strcmp(key, "iif"))
		return text && !strcmp(text, "lo") && fputc('1', out) != EOF;
	if (!strcmp(key, "iifname"))
		return text && nft_quoted(out, text);
	if (nft_words_are(right, "{s:o}", "set", &values))
		return put_values(out, "{ ", values, ", ", " }");
	if (json_is_array(right) || nft_words_are(right, "{s:o}", "|", &values))
		return put_values(out, "", json_is_array(right) ? right : values, ",", "");
	return put_value(out, right);
}

/* "ipv4" or "ipv6" with a protocol. */
static bool take_protocol(const json_t *pair, bool listed[OG_FAMILIES][OG_PROTOS])
{
	const char *family = "";
	json_t *proto = NULL;
	json_int_t number = 0;
	u8 named = 0;

	if (!nft_words_are(pair, "{s:[s,o]}", "concat", &family, &proto) || (strcmp(family, "ipv4") && strcmp(family, "ipv6")))
		return false;
	number = json_integer_value(proto);
	if (json_is_string(proto) ? !match_protocol(json_string_value(proto), &named) :
	    !json_is_integer(proto) || number < 0 || number >= OG_PROTOS)
		return false;
	listed[strcmp(family, "ipv4") ? OG_IPV6 : OG_IPV4][json_is_string(proto) ? named : number] = true;
	return true;
}

/* In the order of their numbers, which nft does not keep in every version. */
static bool put_protocols(FILE *out, const json_t *right)
{
	bool listed[OG_FAMILIES][OG_PROTOS] = { { false } };
	const char *before = "meta nfproto . meta l4proto { ";
	unsigned int proto, family;
	json_t *pairs = NULL;
	size_t i;

	if (!nft_words_are(right, "{s:o}", "set", &pairs) || !json_is_array(pairs))
		return false;
	for (i = 0; i < json_array_size(pairs); i++)
		if (!take_protocol(json_array_get(pairs, i), listed))
			return false;
	for (proto = 0; proto < OG_PROTOS; proto++)
		for (family = 0; family < OG_FAMILIES; family++) {
			if (!listed[family][proto])
				continue;
			fprintf(out, "%s%s . %u", before, family == OG_IPV4 ? "ipv4" : "ipv6", proto);
			before = ", ";
		}
	fputs(" }", out);
	return true;
}

/* States are bits, of which one has to be there; all else is equal or not. */
static bool put_match(FILE *out, const json_t *left, const char *op, const json_t *right)
{
	const char *one = "", *other = "", *equal = nft_words_are(left, "{s:{s:s}}", "ct", "key", &one) && !strcmp(one, "state") ? "in" : "==";

	if (nft_words_are(left, "{s:[{s:{s:s}},{s:{s:s}}]}", "concat", "meta", "key", &one, "meta", "key", &other))
		return !strcmp(one, "nfproto") && !strcmp(other, "l4proto") && !strcmp(op, "==") && put_protocols(out, right);
	if (!put_left(out, left))
		return false;
	if (!strcmp(op, "!=") || !strcmp(op, ">="))
		fprintf(out, " %s", op);
	else if (strcmp(op, equal) != 0)
		return false;
	fputc(' ', out);
	return put_right(out, left, right);
}

static bool put_limit(FILE *out, const json_t *statement)
{
	json_int_t rate = 0, burst = 0;
	const char *text = "";
	bool good;

	if (nft_words_are(statement, "{s:s}", "limit", &text)) {
		fputs("limit name ", out);
		return nft_quoted(out, text);
	}
	if (!nft_words_are(statement, "{s:{s:I,s:I,s:s}}", "limit", "rate", &rate, "burst", &burst, "per", &text))
		return false;
	fprintf(out, "limit rate %lld/", (long long)rate);
	good = nft_word(out, text);
	fprintf(out, " burst %lld packets", (long long)burst);
	return good;
}

static bool put_reject(FILE *out, const json_t *statement)
{
	const char *type = "", *as = "";

	if (nft_words_are(statement, "{s:{s:s}}", "reject", "type", &type)) {
		fputs("reject with tcp reset", out);
		return !strcmp(type, "tcp reset");
	}
	if (!nft_words_are(statement, "{s:{s:s,s:s}}", "reject", "type", &type, "expr", &as))
		return false;
	fputs("reject with icmpx type ", out);
	return nft_word(out, as) && !strcmp(type, "icmpx");
}

static bool put_statement(FILE *out, const json_t *statement)
{
	static const char *const verdicts[] = { "accept", "drop", "return", "continue" };
	const char *text = "", *name = json_object_iter_key(json_object_iter((json_t *)statement));
	json_t *left = NULL, *right = NULL;
	json_int_t number = 0;
	size_t i;

	for (i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++)
		if (nft_words_are(statement, "{s:n}", verdicts[i]))
			return nft_word(out, verdicts[i]);
	if (nft_words_are(statement, "{s:{s:s,s:o,s:o}}", "match", "op", &text, "left", &left, "right", &right))
		return put_match(out, left, text, right);
	if (nft_words_are(statement, "{s:{s:s}}", "jump", "target", &text) || nft_words_are(statement, "{s:{s:s}}", "goto", "target", &text))
		return two_words(out, name, text);
	if (nft_words_are(statement, "{s:{s:I}}", "log", "group", &number))
		return fprintf(out, "log group %lld", (long long)number) > 0;
	return put_limit(out, statement) || put_reject(out, statement);
}

/* What nft leaves out in a list: "tcp dport" asks of the protocol as well. */
static const char *unsaid_protocol(const json_t *expr)
{
	const char *of = "", *what = "", *op = "", *transport = NULL;
	json_t *left = NULL, *right = NULL;
	size_t i;

	for (i = 0; i < json_array_size(expr); i++) {
		if (!nft_words_are(json_array_get(expr, i), "{s:{s:s,s:o,s:o}}", "match", "op", &op, "left", &left, "right", &right))
			continue;
		if (nft_words_are(left, "{s:{s:s}}", "meta", "key", &what) && !strcmp(what, "l4proto"))
			return NULL;
		if (nft_words_are(left, "{s:{s:s,s:s}}", "payload", "protocol", &of, "field", &what) && !strcmp(what, "dport"))
			transport = of;
	}
	return transport;
}

bool nft_words(FILE *out, const json_t *expr)
{
	const char *transport = unsaid_protocol(expr);
	size_t i;

	if (transport) {
		fputs("meta l4proto ", out);
		if (!nft_word(out, transport))
			return false;
		fputc(' ', out);
	}
	for (i = 0; i < json_array_size(expr); i++) {
		fputs(i ? " " : "", out);
		if (!put_statement(out, json_array_get(expr, i)))
			return false;
	}
	return json_is_array(expr);
}
