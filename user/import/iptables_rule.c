// SPDX-License-Identifier: GPL-2.0-only
#include "iptables_rule.h"

#include <string.h>

/* Modules whose every option iptables_match() knows, or finds too much by itself. */
static const char *const modules[] = {
	"tcp", "udp", "icmp", "icmp6", "icmpv6", "comment", "state", "conntrack", "multiport", "addrtype",
};

static bool is_known_module(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(modules) / sizeof(modules[0]); i++)
		if (!strcmp(name, modules[i]))
			return true;
	return false;
}

static bool is_one_of(const char *word, const char *a, const char *b)
{
	return !strcmp(word, a) || !strcmp(word, b);
}

/* The word behind an option that has to have one; NULL: there is none. */
static const char *value(struct iptables_rule *read)
{
	if (read->at + 1 < read->words->count)
		return read->words->word[++read->at];
	read->wrong = "something has to follow this option: the line was cut";
	return NULL;
}

static bool read_target(struct iptables_rule *read, bool goes)
{
	read->target = value(read);
	read->goes = goes;
	return read->target;
}

static bool read_module(struct iptables_rule *read)
{
	const char *name = value(read);

	if (name && !strcmp(name, "conntrack"))
		iptables_match_conntrack(read);
	if (name && !strcmp(name, "socket"))
		read->set->diverts = true;
	if (name && !is_known_module(name))
		box_wider(&read->rule->box, arena_format(&read->set->arena, "it asks for a match of \"-m %s\"", name));
	return name;
}

/* "--jump=DROP", "--got": the tools take the beginning of a name, and a value behind '='. */
static bool begins_name(const char *option, const char *name)
{
	size_t length = strcspn(option, "=");

	return length > 2 && length <= strlen(name) && !memcmp(option, name, length);
}

/* Several letters behind one -, as in "-jDROP" and "-fj", may have any meaning. */
static bool may_say_target(const char *option)
{
	return begins_name(option, "--jump") || begins_name(option, "--goto") || (option[1] != '-' && strlen(option) > 2);
}

/* What nobody here knows: it ends before the next option. */
static void skip(struct iptables_rule *read, const char *option)
{
	read->obscure = read->obscure || may_say_target(option);
	/* behind a target that has options they are the target's */
	if (!read->target)
		box_wider(&read->rule->box, arena_format(&read->set->arena, "it asks for \"%s\"", option));
	else if (strcmp(option, "--reject-with") != 0 && !read->behind)
		read->behind = option;
	while (read->at + 1 < read->words->count && read->words->word[read->at + 1][0] != '-' &&
	       strcmp(read->words->word[read->at + 1], "!") != 0)
		read->at++;
}

static bool read_option(struct iptables_rule *read)
{
	const char *option = read->words->word[read->at];

	if (is_one_of(option, "-j", "--jump"))
		return read_target(read, false);
	if (is_one_of(option, "-g", "--goto"))
		return read_target(read, true);
	if (is_one_of(option, "-m", "--match"))
		return read_module(read);
	if (is_one_of(option, "-f", "--fragment")) {
		read->rule->box.pieces &= read->not ? BOX_FIRST : BOX_LATER;
		return true;
	}
	if (option[0] != '-') {
		read->wrong = "an option belongs here, such as -p or -j";
		return false;
	}
	if (!iptables_match(read, option) && !read->wrong)
		skip(read, option);
	return !read->wrong;
}

/* Of other protocols than these two the policy lists no ports; and of none where the rule names none. */
static void look_at_ports(struct iptables_rule *read)
{
	struct box *box = &read->rule->box, ported;

	if (!read->has_ports)
		return;
	box_everything(&ported, box->families);
	memset(ported.protos, 0, sizeof(ported.protos));
	ported.protos[0] = 1ull << OG_PROTO_TCP | 1ull << OG_PROTO_UDP;
	ported.has_device = box->has_device;
	ported.not_device = box->not_device;
	ported.device = box->device;
	ported.has_network = box->has_network;
	ported.network = box->network;
	if (box_holds(&ported, box))
		return;
	box->ports = NULL;
	box_wider(box, "it asks for ports of another protocol than tcp and udp");
}

bool iptables_rule_read(struct iptables_rule *read, size_t from)
{
	for (read->at = from; read->at < read->words->count; read->at++) {
		read->not = !strcmp(read->words->word[read->at], "!");
		if (read->not && ++read->at == read->words->count) {
			read->at--;
			read->wrong = "something has to follow this: the line was cut";
			return false;
		}
		if (!read_option(read))
			return false;
	}
	iptables_match_conntrack(read);
	look_at_ports(read);
	return true;
}
