// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/json_text.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "base/shown.h"
#include "command.h"
#include "module/in_force.h"
#include "policy/because.h"
#include "policy/describe.h"
#include "policy/names.h"
#include "policy/zone_json.h"
#include "policy/zone_words.h"
#include "question_others.h"
#include "question_route.h"
#include "question_zones.h"
#include "text.h"
#include "way/droppers.h"

#include <arpa/inet.h>
#include <stdlib.h>

static struct question question;

/* Why it passes although the judge was not asked, or not heeded; NULL: enforced. */
static const char *unjudged(const struct og_policy *policy)
{
	if (policy->setting[OG_SET_MODE] == OG_MODE_OFF)
		return "the mode is off, nothing is looked at";
	if (policy->setting[OG_SET_IPV6] == OG_IPV6_IGNORE && question.flow.family == OG_IPV6)
		return "ipv6 is ignore, IPv6 is not looked at";
	return NULL;
}

static void say_port(FILE *out)
{
	enum og_transport transport = question.flow.proto == OG_PROTO_TCP ? OG_TCP : OG_UDP;
	const char *name = names_of_port(question.flow.port, transport);

	fprintf(out, "port %u/%s", question.flow.port, og_transport_name(transport));
	if (name)
		fprintf(out, " (%s)", name);
}

static void say_protocol(FILE *out)
{
	const char *name = names_of_protocol(question.flow.proto);

	fprintf(out, "protocol %u", question.flow.proto);
	if (name)
		fprintf(out, " (%s)", name);
}

static bool has_ports(void)
{
	return !question.flow.fragment && question.has_port;
}

/* "port 22/tcp (ssh) is listed in input for zone admin, which it comes from (198.51.100.7)" */
static void say_zone(FILE *out, const struct og_zones *zones, unsigned int slot)
{
	char *member = question_member(&question, zones, slot);

	if (has_ports())
		say_port(out);
	else
		say_protocol(out);
	fprintf(out, " is listed in %s for zone %s, which it comes from (%s)", og_chain_name(question.chain),
		zones->name[slot], member);
	free(member);
}

/* Behind what its chain does not list, or what shows nothing that could be listed: who else does. */
static void say_others(FILE *out, const struct og_zones *all, const struct question_zones *zones, bool is_item)
{
	char *of = zones_names(all, zones->of), *listing = zones_names(all, zones->listing);

	if (listing)
		fprintf(out, is_item ? ": only for %s, and it comes from %s" : ", and passes from %s alone; it comes from %s",
			listing, of ? of : "no zone");
	else if (of)
		fprintf(out, is_item ? ", nor for %s, which it comes from" : ", and from %s, which it comes from, no more passes",
			of);
	free(of);
	free(listing);
}

/* The reason as a sentence about this packet and this chain; free it. */
static char *sentence(enum og_reason reason, const struct og_zones *all, const struct question_zones *zones)
{
	const char *chain = og_chain_name(question.chain);
	char *text;
	size_t size;
	FILE *out = open_text(&text, &size);

	switch (reason) {
	case OG_ACCEPT_ZONE:
		say_zone(out, all, __builtin_ctz(zones->by));
		break;
	case OG_ACCEPT_STATE:
		fprintf(out, "the state %s is listed in %s", question.state, chain);
		break;
	case OG_ACCEPT_ANY:
		fprintf(out, "%s accepts anything", chain);
		break;
	case OG_ACCEPT_LOOPBACK:
		fprintf(out, "it came in on lo, and %s lists loopback", chain);
		break;
	case OG_ACCEPT_PROTOCOL:
	case OG_DROP_PROTOCOL:
		say_protocol(out);
		fprintf(out, " is %slisted in %s", og_reason_drops(reason) ? "not " : "", chain);
		break;
	case OG_ACCEPT_PORT:
	case OG_DROP_PORT:
		say_port(out);
		fprintf(out, " is %slisted in %s", og_reason_drops(reason) ? "not " : "", chain);
		break;
	default:
		fputs(reason_sentence(reason), out);
	}
	if (og_reason_drops(reason))
		say_others(out, all, zones, reason == OG_DROP_PORT || reason == OG_DROP_PROTOCOL);
	close_text(out);
	return text;
}

/* What is said of a packet, in both forms. */
struct said {
	bool passes, enforced;
	enum og_reason reason;
	char *text;		/* the reason as a sentence */
	char *by;		/* the line that lets it pass, or NULL */
	char *item;		/* that would let it pass, or NULL */
	const struct og_policy *policy;
	struct question_zones zones;
};

static json_t *zones_json(const struct said *said)
{
	json_t *object = json_object();

	json_object_set_new(object, "from", json_zone_names(&said->policy->zones, said->zones.of));
	json_object_set_new(object, "by", json_zone_names(&said->policy->zones, said->zones.by));
	return object;
}

/* NULL: its chain does. */
static const char *zone_that_lets_pass(const struct said *said)
{
	return said->zones.by ? said->policy->zones.name[__builtin_ctz(said->zones.by)] : NULL;
}

/* The zone that it is to be let in from: to open it to everybody is more than was asked. */
static const char *zone_to_allow(const struct said *said)
{
	return said->zones.of ? said->policy->zones.name[__builtin_ctz(said->zones.of)] : NULL;
}

static json_t *caveats_json(void)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < question.caveats.count; i++) {
		json_t *object = json_object();

		json_object_set_new(object, "kind", json_text(question.caveats.list[i].kind));
		json_object_set_new(object, "text", json_text(question.caveats.list[i].text));
		if (!strcmp(question.caveats.list[i].kind, "filter"))
			json_object_set_new(object, "by", droppers_by_json(question.caveats.list[i].by));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *nat_json(void)
{
	char to[ADDRESS_TEXT];
	json_t *object;

	if (question.nat.rewrites != NAT_FITS)
		return json_null();
	address_print(&question.to, to);
	object = json_object();
	json_object_set_new(object, "to", json_text(to));
	json_object_set_new(object, "port", question.has_port ? json_integer(question.flow.port) : json_null());
	json_object_set_new(object, "by", json_text(question.nat.table));
	return object;
}

static void nat_words(void)
{
	char to[ADDRESS_TEXT];

	if (question.nat.rewrites != NAT_FITS)
		return;
	address_print(&question.to, to);
	printf("  NAT sends it to %s", to);
	if (question.has_port)
		printf(", port %u", question.flow.port);
	printf(" (%s): that is what is judged\n", question.nat.table);
}

/* Devices, tables and chains are called what a container's root likes. */
static void put_foreign(const char *before, const char *text)
{
	fputs(before, stdout);
	shown_put(stdout, text);
	putchar('\n');
}

static void caveats_words(void)
{
	size_t i;

	nat_words();
	for (i = 0; i < question.caveats.count; i++)
		put_foreign("  but: ", question.caveats.list[i].text);
}

static void answer_json(const struct said *said)
{
	json_t *answer = json_answer();

	json_object_set_new(answer, "verdict", json_text(said->passes ? "accept" : "drop"));
	json_object_set_new(answer, "enforced", json_boolean(said->enforced));
	json_object_set_new(answer, "judged", json_text(og_reason_verdict(said->reason)));
	json_object_set_new(answer, "reason", json_text(og_reason_name(said->reason)));
	json_object_set_new(answer, "text", json_text(said->text));
	json_object_set_new(answer, "chain", json_text(og_chain_name(question.chain)));
	json_object_set_new(answer, "family",
			    json_integer(question.flow.family == OG_IPV4 ? 4 : 6));
	json_object_set_new(answer, "protocol", json_integer(question.flow.proto));
	json_object_set_new(answer, "port",
			    question.has_port ? json_integer(question.flow.port) : json_null());
	json_object_set_new(answer, "state", json_text(question.state));
	json_object_set_new(answer, "loopback", json_boolean(question.flow.loopback));
	json_object_set_new(answer, "device", json_text(*question.in ? question.in : NULL));
	json_object_set_new(answer, "zones", zones_json(said));
	json_object_set_new(answer, "by", json_text(said->by));
	json_object_set_new(answer, "allow", json_text(said->item));
	json_object_set_new(answer, "nat", nat_json());
	json_object_set_new(answer, "caveats", caveats_json());
	json_print(answer);
}

/* Whoever is of no zone is rather taken into one that may, but not anything, than let in with everybody. */
static void advise_words(const struct source *source, const struct said *said)
{
	const struct og_zones *zones = &said->policy->zones;
	u16 join = said->zones.listing & ~zones->any[question.chain];
	char address[ADDRESS_TEXT], *edit;

	if (said->zones.of || !question.has_from)
		join = 0;
	if (join) {
		address_print(&question.from, address);
		edit = because_member(source, zones->name[__builtin_ctz(join)], address);
		printf("  to let it pass: %s\n", edit);
		free(edit);
	}
	edit = because_edit(source, zone_to_allow(said), '+', OG_CHAIN_BIT(question.chain), said->item);
	printf("  %s: %s\n", join ? "for everybody" : "to let it pass", edit);
	free(edit);
}

static void answer_words(const struct og_policy *policy, const struct source *source,
			 const struct said *said)
{
	const char *why = unjudged(policy);

	if (!why && said->passes && og_reason_drops(said->reason))
		why = "the mode is audit, nothing is dropped";
	printf("%s%s%s: ", out_style(stdout, said->passes ? STYLE_GOOD : STYLE_BAD),
	       said->passes ? "accept" : "drop", out_style(stdout, STYLE_PLAIN));
	if (why)
		printf("%s; enforced, the answer would be %s: ", why, og_reason_verdict(said->reason));
	puts(said->text);
	if (said->by)
		printf("  by %s\n", said->by);
	caveats_words();
	if (said->item)
		advise_words(source, said);
}

/* Who ends it before a chain, for people. */
static const char *unseen_by(void)
{
	if (!strcmp(question.way.reason, "xfrm"))
		return "this machine's IPsec: ";
	if (!strcmp(question.way.reason, "reassembly"))
		return "conntrack: ";
	return "this machine's routing: ";
}

/* What no chain sees: our own packets on their way out, and what ends before. */
static int answer_unseen(const struct options *options)
{
	bool passes = question.way.kind == WAY_OUTGOING;
	const char *reason = passes ? "outgoing" : question.way.reason;
	const char *text = passes ? "this machine sends it itself, and no chain looks at what goes out" :
				    question.way.why;
	json_t *object;

	if (options->json) {
		object = json_answer();
		json_object_set_new(object, "verdict", json_text(passes ? "accept" : "drop"));
		json_object_set_new(object, "enforced", json_boolean(!passes));
		json_object_set_new(object, "judged", json_null());
		json_object_set_new(object, "reason", json_text(reason));
		json_object_set_new(object, "text", json_text(text));
		json_object_set_new(object, "chain", json_null());
		json_object_set_new(object, "by", json_null());
		json_object_set_new(object, "allow", json_null());
		json_object_set_new(object, "nat", nat_json());
		json_object_set_new(object, "caveats", caveats_json());
		json_print(object);
	} else {
		printf("%s%s%s: %s", out_style(stdout, passes ? STYLE_GOOD : STYLE_BAD),
		       passes ? "accept" : "drop", out_style(stdout, STYLE_PLAIN),
		       passes ? "" : "before any chain sees it, by ");
		put_foreign(passes ? "" : unseen_by(), text);
		caveats_words();
		if (!passes)
			printf("  ogctl test --hook %s asks the policy alone\n",
			       address_is_group(&question.to) ? "input" : "forward");
	}
	return passes ? EXIT_YES : EXIT_NO;
}

/* Conntrack, which every mode but off has at work, holds a fragment until it is whole, and then it is no fragment. */
static bool is_held(const struct og_policy *policy)
{
	return question.has_to && !question.has_chain && question.flow.fragment && !unjudged(policy) &&
	       question.way.kind != WAY_NONE && question.way.kind != WAY_OUTGOING;
}

static void end_held(void)
{
	question.way.kind = WAY_NONE;
	question.way.reason = "reassembly";
	snprintf(question.way.why, sizeof(question.way.why),
		 "it waits for the others, and what is whole is judged: ask without --fragment");
}

static bool is_unseen(void)
{
	return question.has_to && !question.has_chain &&
	       (question.way.kind == WAY_NONE || question.way.kind == WAY_OUTGOING);
}

/* Where NAT may send it elsewhere, nothing is advised for where it was sent. */
static bool may_be_rewritten(void)
{
	size_t i;

	for (i = 0; i < question.caveats.count; i++)
		if (!strcmp(question.caveats.list[i].kind, "nat"))
			return true;
	return false;
}

static int answer(const struct options *options, const struct og_policy *policy,
		  const struct source *source)
{
	struct question_zones zones;
	enum og_reason reason = question_judge(&question, policy, &zones);
	bool enforced = policy->setting[OG_SET_MODE] == OG_MODE_ENFORCE && !unjudged(policy);
	struct said said = {
		.passes = !enforced || !og_reason_drops(reason), .enforced = enforced,
		.reason = reason, .policy = policy, .zones = zones,
	};

	if (!question.has_port && (reason == OG_ACCEPT_PORT || reason == OG_DROP_PORT)) {
		complain("the answer depends on the port: say --dport PORT");
		return EXIT_USAGE;
	}
	if (zones.unsure) {
		question_complain_unsure(&question, policy, zones.unsure);
		return EXIT_USAGE;
	}
	question_others(&question, said.passes);
	if (is_unseen())
		return answer_unseen(options);
	said.text = sentence(reason, &policy->zones, &zones);
	if (!og_reason_drops(reason))
		said.by = because_line(source, zone_that_lets_pass(&said), question.chain, &question.flow);
	else if (!may_be_rewritten())
		said.item = because_item(reason, &question.flow);
	if (options->json)
		answer_json(&said);
	else
		answer_words(policy, source, &said);
	free(said.text);
	free(said.by);
	free(said.item);
	return said.passes ? EXIT_YES : EXIT_NO;
}

static int run(const struct options *options)
{
	struct og_policy *policy = need(sizeof(*policy));
	struct source source = { 0 };
	int code = question_route(&question);

	if (!code)
		code = policy_read_text(options, policy, &source);
	if (!code && is_held(policy))
		end_held();
	if (!code)
		code = is_unseen() ? answer_unseen(options) : answer(options, policy, &source);
	question_release(&question);
	source_free(&source);
	free(policy);
	return code;
}

const struct command cmd_test = {
	.name = "test",
	.args = "",
	.summary = "Would this packet pass, and why?",
	.details = "The answer comes from the code that judges packets in the kernel. Exit status 0 when it "
		   "passes, 1 when it is dropped. The kernel's routing says which chain sees it, when "
		   "--to is given; --hook names the chain instead.\n\n"
		   "Examples:\n"
		   "  ogctl test --in eth0 --from 10.1.0.7 --to 40.97.1.2 --dport imap\n"
		   "  ogctl test --hook forward --dport imap\n"
		   "  ogctl test --hook input --proto udp --dport 53 --family 6\n"
		   "  ogctl test --hook forward --proto gre --state established\n"
		   "  ogctl test --hook input --dport 8443 --policy my.policy",
	.takes = TAKES_POLICY,
	.own = &question_argp,
	.own_input = &question,
	.run = run,
};
