// SPDX-License-Identifier: GPL-2.0-only
#include "nat_iptables.h"

#include <stdlib.h>
#include <string.h>

/* The next word of a line; a comment's blanks are within quotes, which may be escaped. */
static char *next_word(char **rest)
{
	char *word = *rest + strspn(*rest, " "), *end;

	if (!*word)
		return NULL;
	if (*word == '"') {
		for (end = word + 1; *end && *end != '"'; end++)
			if (*end == '\\' && end[1])
				end++;
		end += *end == '"';
	} else {
		end = word + strcspn(word, " ");
	}
	*rest = end + (*end != '\0');
	*end = '\0';
	return word;
}

/* "22", "22:25" and, of multiport, "22,25,80:90" */
static enum nat_fit fit_ports(char *text, u16 port)
{
	enum nat_fit fit = NAT_FITS_NOT, one;
	char *part, *end;

	while ((part = strsep(&text, ","))) {
		unsigned long low = strtoul(part, &end, 10), high = low;

		if (*end == ':')
			high = end[1] ? strtoul(end + 1, NULL, 10) : 65535;
		one = nat_fit_port(low, high, port);
		fit = one > fit ? one : fit;
	}
	return fit;
}

static bool is_one_of(const char *word, const char *const *words)
{
	for (; *words; words++)
		if (!strcmp(word, *words))
			return true;
	return false;
}

/* A match with its value; an unknown one leaves the rule in doubt. */
static enum nat_fit fit_option(const struct nat_packet *packet, const char *option, char *value)
{
	const struct way_packet *asked = packet->packet;

	if (!strcmp(option, "-p"))
		return nat_fit_protocol(value, asked->proto);
	if (!strcmp(option, "-i"))
		return nat_fit_device(value, packet->in);
	if (!strcmp(option, "-d"))
		return nat_fit_address(value, asked->to);
	if (!strcmp(option, "-s"))
		return nat_fit_address(value, asked->from);
	if (!strcmp(option, "--dport") || !strcmp(option, "--dports"))
		return fit_ports(value, asked->port);
	if (!strcmp(option, "--sport") || !strcmp(option, "--sports"))
		return fit_ports(value, asked->source_port);
	if (!strcmp(option, "--dst-type") && !strcmp(value, "LOCAL"))
		return packet->here ? NAT_FITS : NAT_FITS_NOT;
	return NAT_MAY_FIT;
}

static void take_target(struct nat_rule *rule, const char *name, bool goes)
{
	static const char *const quiet[] = { "LOG", "NFLOG", "MARK", "CONNMARK", "TRACE", NULL };

	if (!strcmp(name, "ACCEPT"))
		rule->verb = NAT_STOPS;
	else if (!strcmp(name, "RETURN"))
		rule->verb = NAT_RETURNS;
	else if (!strcmp(name, "DNAT"))
		rule->verb = NAT_SENDS;
	else if (!strcmp(name, "REDIRECT"))
		rule->verb = NAT_REDIRECTS;
	else if (!is_one_of(name, quiet))
		rule->verb = goes ? NAT_GOES_TO : NAT_JUMPS;
	snprintf(rule->jump, sizeof(rule->jump), "%s", name);
}

static void take_word(struct nat_rule *rule, const struct nat_packet *packet, const char *option, char *value,
		      bool negated)
{
	static const char *const harmless[] = {
		"-m", "--comment", "--log-prefix", "--log-level", "--nflog-group", "--nflog-prefix", "--set-xmark", NULL,
	};

	if (!strcmp(option, "-A"))
		snprintf(rule->chain, sizeof(rule->chain), "%s", value);
	else if (!strcmp(option, "-j") || !strcmp(option, "-g"))
		take_target(rule, value, option[1] == 'g');
	else if (!strcmp(option, "--to-destination"))
		nat_target_parse(&rule->target, value);
	else if (!strcmp(option, "--to-ports") && strchr(value, '-'))
		rule->target.unclear = true;
	else if (!strcmp(option, "--to-ports"))
		rule->target.port = strtoul(value, NULL, 10);
	else if (!is_one_of(option, harmless))
		rule->fit = nat_both(rule->fit, nat_not(fit_option(packet, option, value), negated));
}

static void read_rule(struct nat_rules *rules, const struct nat_packet *packet, const char *table, char *line)
{
	struct nat_rule rule = { .fit = NAT_FITS };
	bool negated = false;
	char *word, *value;

	snprintf(rule.table, sizeof(rule.table), "%s", table);
	while ((word = next_word(&line))) {
		if (!strcmp(word, "!")) {
			negated = true;
			continue;
		}
		if (*word != '-')
			continue;
		value = line[strspn(line, " ")] == '-' ? NULL : next_word(&line);
		if (value)
			take_word(&rule, packet, word, value, negated);
		else if (strcmp(word, "--random"))
			rule.fit = nat_both(rule.fit, NAT_MAY_FIT);
		negated = false;
	}
	rule.begins = !strcmp(rule.chain, "PREROUTING");
	nat_rules_add(rules, &rule);
}

void nat_read_iptables(struct nat_rules *rules, const struct nat_packet *packet, const char *table, char *text)
{
	bool ours = false;
	char *line;

	while ((line = strsep(&text, "\n"))) {
		if (*line == '*')
			ours = !strcmp(line, "*nat");
		else if (ours && !strncmp(line, "-A ", 3))
			read_rule(rules, packet, table, line);
	}
}
