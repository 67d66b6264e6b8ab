// SPDX-License-Identifier: GPL-2.0-only
#include "nat_nft.h"

#include <jansson.h>
#include <string.h>

/* What a match compares: nat's facts, by nft's names for them. */
enum fact { FACT_OTHER, FACT_DEVICE, FACT_PROTO, FACT_FAMILY, FACT_TO, FACT_FROM, FACT_PORT, FACT_SOURCE_PORT, FACT_HERE };

static const char *word(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static enum fact fact_of_payload(const json_t *payload, const struct nat_packet *packet, enum nat_fit *fit)
{
	const char *protocol = word(payload, "protocol"), *field = word(payload, "field");

	if (!strcmp(protocol, "ip") || !strcmp(protocol, "ip6")) {
		if ((packet->packet->to->family == OG_IPV6) != !strcmp(protocol, "ip6"))
			*fit = NAT_FITS_NOT;
		if (!strcmp(field, "daddr"))
			return FACT_TO;
		if (!strcmp(field, "saddr"))
			return FACT_FROM;
		return !strcmp(field, "protocol") || !strcmp(field, "nexthdr") ? FACT_PROTO : FACT_OTHER;
	}
	if (strcmp(protocol, "th"))
		*fit = nat_fit_protocol(protocol, packet->packet->proto);
	return !strcmp(field, "dport") ? FACT_PORT : !strcmp(field, "sport") ? FACT_SOURCE_PORT : FACT_OTHER;
}

/* @fit: what it asks of the packet by the way: "tcp dport" is of tcp alone. */
static enum fact fact_of(const json_t *left, const struct nat_packet *packet, enum nat_fit *fit)
{
	const json_t *meta = json_object_get(left, "meta"), *fib = json_object_get(left, "fib");
	const char *key = word(meta, "key");

	*fit = NAT_FITS;
	if (json_object_get(left, "payload"))
		return fact_of_payload(json_object_get(left, "payload"), packet, fit);
	if (fib)
		return !strcmp(word(fib, "result"), "type") ? FACT_HERE : FACT_OTHER;
	if (!strcmp(key, "iifname") || !strcmp(key, "iif"))
		return FACT_DEVICE;
	if (!strcmp(key, "l4proto"))
		return FACT_PROTO;
	return !strcmp(key, "nfproto") ? FACT_FAMILY : FACT_OTHER;
}

static enum nat_fit fit_text(enum fact fact, const char *text, const struct nat_packet *packet)
{
	if (*text == '@')
		return NAT_MAY_FIT;
	switch (fact) {
	case FACT_DEVICE:
		return nat_fit_device(text, packet->in);
	case FACT_PROTO:
		return nat_fit_protocol(text, packet->packet->proto);
	case FACT_FAMILY:
		return !strcmp(text, packet->packet->to->family == OG_IPV6 ? "ipv6" : "ipv4") ? NAT_FITS :
		       NAT_FITS_NOT;
	case FACT_TO:
		return nat_fit_address(text, packet->packet->to);
	case FACT_FROM:
		return nat_fit_address(text, packet->packet->from);
	case FACT_HERE:
		return strcmp(text, "local") ? NAT_MAY_FIT : packet->here ? NAT_FITS : NAT_FITS_NOT;
	default:
		return NAT_MAY_FIT;
	}
}

static enum nat_fit fit_range(enum fact fact, json_int_t low, json_int_t high, const struct nat_packet *packet)
{
	if (fact == FACT_PORT)
		return nat_fit_port(low, high, packet->packet->port);
	if (fact == FACT_SOURCE_PORT)
		return nat_fit_port(low, high, packet->packet->source_port);
	if (fact == FACT_PROTO)
		return packet->packet->proto >= low && packet->packet->proto <= high ? NAT_FITS : NAT_FITS_NOT;
	return NAT_MAY_FIT;
}

static enum nat_fit fit_one(enum fact fact, const json_t *right, const struct nat_packet *packet)
{
	const json_t *range = json_object_get(right, "range"), *prefix = json_object_get(right, "prefix");
	char text[64];

	if (json_is_string(right))
		return fit_text(fact, json_string_value(right), packet);
	if (json_is_integer(right))
		return fit_range(fact, json_integer_value(right), json_integer_value(right), packet);
	if (json_is_integer(json_array_get(range, 0)) && json_is_integer(json_array_get(range, 1)))
		return fit_range(fact, json_integer_value(json_array_get(range, 0)),
				 json_integer_value(json_array_get(range, 1)), packet);
	if (!prefix)
		return NAT_MAY_FIT;
	snprintf(text, sizeof(text), "%s/%lld", word(prefix, "addr"),
		 (long long)json_integer_value(json_object_get(prefix, "len")));
	return fit_text(fact, text, packet);
}

static enum nat_fit fit_match(const json_t *match, const struct nat_packet *packet)
{
	const json_t *right = json_object_get(match, "right"), *set = json_object_get(right, "set");
	const char *op = word(match, "op");
	enum nat_fit fit = NAT_FITS_NOT, by_the_way, one;
	enum fact fact = fact_of(json_object_get(match, "left"), packet, &by_the_way);
	size_t i;

	if (strcmp(op, "==") && strcmp(op, "!=") && strcmp(op, "in"))
		return nat_both(by_the_way, NAT_MAY_FIT);
	if (!set)
		fit = fit_one(fact, right, packet);
	for (i = 0; i < json_array_size(set); i++) {
		one = fit_one(fact, json_array_get(set, i), packet);
		fit = one > fit ? one : fit;
	}
	return nat_both(by_the_way, nat_not(fit, !strcmp(op, "!=")));
}

static void take_target(struct nat_rule *rule, const json_t *said, enum nat_verb verb)
{
	const json_t *address = json_object_get(said, "addr"), *port = json_object_get(said, "port");

	rule->verb = verb;
	rule->target.has_to = json_is_string(address) &&
			      address_parse(json_string_value(address), &rule->target.to);
	rule->target.port = json_is_integer(port) ? json_integer_value(port) : 0;
	rule->target.unclear = (address && !rule->target.has_to) || (port && !json_is_integer(port));
}

static void take_jump(struct nat_rule *rule, const json_t *said, enum nat_verb verb)
{
	rule->verb = verb;
	snprintf(rule->jump, sizeof(rule->jump), "%s", word(said, "target"));
}

/* False: it is of iptables. */
static bool take_statement(struct nat_rule *rule, const json_t *statement, const struct nat_packet *packet)
{
	const char *name = json_object_iter_key(json_object_iter((json_t *)statement));
	const json_t *said = name ? json_object_get(statement, name) : NULL;

	if (!name || !strcmp(name, "xt"))
		return false;
	if (!strcmp(name, "match"))
		rule->fit = nat_both(rule->fit, fit_match(said, packet));
	else if (!strcmp(name, "dnat"))
		take_target(rule, said, NAT_SENDS);
	else if (!strcmp(name, "redirect"))
		take_target(rule, said, NAT_REDIRECTS);
	else if (!strcmp(name, "jump"))
		take_jump(rule, said, NAT_JUMPS);
	else if (!strcmp(name, "goto"))
		take_jump(rule, said, NAT_GOES_TO);
	else if (!strcmp(name, "return"))
		rule->verb = NAT_RETURNS;
	else if (!strcmp(name, "accept"))
		rule->verb = NAT_STOPS;
	else if (strcmp(name, "counter") && strcmp(name, "log") && strcmp(name, "comment") && strcmp(name, "mangle"))
		rule->fit = nat_both(rule->fit, NAT_MAY_FIT);
	return true;
}

static bool read_rule(struct nat_rules *rules, const struct nat_packet *packet, const char *table,
		      const json_t *said, const json_t *begins)
{
	struct nat_rule rule = { .fit = NAT_FITS };
	const json_t *statements = json_object_get(said, "expr");
	size_t i;

	snprintf(rule.table, sizeof(rule.table), "%s", table);
	snprintf(rule.chain, sizeof(rule.chain), "%s", word(said, "chain"));
	rule.begins = json_object_get(begins, rule.chain);
	for (i = 0; i < json_array_size(statements); i++)
		if (!take_statement(&rule, json_array_get(statements, i), packet))
			return false;
	nat_rules_add(rules, &rule);
	return true;
}

bool nat_read_nft(struct nat_rules *rules, const struct nat_packet *packet, const char *table, const char *text)
{
	json_t *whole = json_loads(text, 0, NULL), *begins = json_object();
	const json_t *all = json_object_get(whole, "nftables"), *said;
	size_t before = rules->count, i;
	bool done = whole;

	for (i = 0; i < json_array_size(all); i++) {
		said = json_object_get(json_array_get(all, i), "chain");
		if (said && !strcmp(word(said, "hook"), "prerouting") && !strcmp(word(said, "type"), "nat"))
			json_object_set_new(begins, word(said, "name"), json_true());
	}
	for (i = 0; i < json_array_size(all) && done; i++) {
		said = json_object_get(json_array_get(all, i), "rule");
		done = !said || read_rule(rules, packet, table, said, begins);
	}
	if (!done)
		rules->count = before;
	json_decref(begins);
	json_decref(whole);
	return done;
}
