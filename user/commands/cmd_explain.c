// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/json_text.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "command.h"
#include "machine/listeners.h"
#include "module/in_force.h"
#include "policy/arguments.h"
#include "policy/because.h"
#include "policy/names.h"
#include "policy/port_knowledge.h"
#include "policy/zone_json.h"
#include "policy/zone_words.h"
#include "seen/tally_words.h"
#include "way/nat_port.h"

#include <stdlib.h>

struct subject {
	struct service service;		/* what was asked for */
	bool has_policy, has_tally;	/* it takes the module, or --policy; and privilege */
	struct og_policy policy;
	struct source text;
	struct tally seen;
	struct listeners listeners;
	struct knowledge knowledge;
	struct other_filters others;
};

static void print_note(const struct port_note *note)
{
	const struct {
		const char *label, *text;
	} parts[] = { { "why", note->why }, { "source", note->source }, { "risk", note->risk } };
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (*parts[i].text)
			printf("      %-7s %s\n", parts[i].label, parts[i].text);
}

/* The line of the policy that lists it in @chain; NULL: it is not listed. Free it. */
static char *listed_by(const struct subject *subject, enum og_chain_id chain,
		       enum og_transport transport)
{
	struct og_flow flow = flow_to_port(transport, subject->service.port);

	if (!chain_lists_port(&subject->policy.chain[chain], transport, subject->service.port))
		return NULL;
	return because_line(&subject->text, NULL, chain, &flow);
}

/* The zones that list it where not everybody does, bit by slot. */
static u16 zones_for(const struct subject *subject, enum og_chain_id chain, enum og_transport transport)
{
	if (!subject->has_policy ||
	    chain_lists_port(&subject->policy.chain[chain], transport, subject->service.port))
		return 0;
	return zones_listing(&subject->policy, chain, transport, subject->service.port);
}

/* By which lines: the list of each zone has its own. */
static void print_zones(const struct subject *subject, enum og_chain_id chain, enum og_transport transport)
{
	char *only = zones_only(&subject->policy, chain, transport, subject->service.port), *by;
	struct og_flow flow = flow_to_port(transport, subject->service.port);
	u16 zones = zones_for(subject, chain, transport);

	printf("  %-9s %s%s%s", og_chain_name(chain), out_style(stdout, STYLE_GOOD), only,
	       out_style(stdout, STYLE_PLAIN));
	for (; zones; zones &= zones - 1) {
		by = because_line(&subject->text, subject->policy.zones.name[__builtin_ctz(zones)], chain, &flow);
		printf("%s %s", zones_for(subject, chain, transport) == zones ? ", by" : ",", by);
		free(by);
	}
	putchar('\n');
	free(only);
}

static void print_unlisted(const struct subject *subject, enum og_chain_id chain, const char *item)
{
	char *edit = because_edit(&subject->text, NULL, '+', OG_CHAIN_BIT(chain), item);

	printf("  %-9s %snot listed%s: %s\n", og_chain_name(chain), out_style(stdout, STYLE_BAD),
	       out_style(stdout, STYLE_PLAIN), edit);
	free(edit);
}

static void print_chain(const struct subject *subject, enum og_chain_id chain,
			enum og_transport transport)
{
	u16 port = subject->service.port;
	const struct tally_row *seen = tally_find(&subject->seen, chain, transport, port);
	char *by = subject->has_policy ? listed_by(subject, chain, transport) : NULL, *said = NULL;

	if (by)
		printf("  %-9s %slisted%s by %s\n", og_chain_name(chain), out_style(stdout, STYLE_GOOD),
		       out_style(stdout, STYLE_PLAIN), by);
	else if (zones_for(subject, chain, transport))
		print_zones(subject, chain, transport);
	else if (subject->has_policy)
		print_unlisted(subject, chain, port_say(transport, port).text);
	if (seen)
		said = tally_row_say(seen);
	if (subject->has_tally && subject->seen.on)
		printf("            seen: %s\n", said ? said : "never since the tally is on");
	free(said);
	free(by);
}

/* What counts then is the port that it has behind NAT. */
static void print_nat(const struct subject *subject, enum og_transport transport)
{
	u16 port = subject->service.port;
	struct nat_answer nat;
	char *to;

	if (!nat_of_port(&subject->others, transport, port, &nat))
		return;
	to = nat_say(&nat);
	printf("  NAT       %s it to %s (%s): %s judges %s then, not input this port\n",
	       nat.rewrites == NAT_FITS ? "sends" : "may send", to, nat.table, og_chain_name(nat_chain(&nat)),
	       port_say(transport, nat_port(&nat, port)).text);
	free(to);
}

static json_t *nat_json(const struct subject *subject, enum og_transport transport)
{
	u16 port = subject->service.port;
	struct nat_answer nat;
	json_t *object;
	char *to;

	if (!nat_of_port(&subject->others, transport, port, &nat))
		return json_null();
	object = json_object();
	to = nat_say(&nat);
	json_object_set_new(object, "to", json_text(to));
	json_object_set_new(object, "chain", json_text(og_chain_name(nat_chain(&nat))));
	json_object_set_new(object, "port", json_integer(nat_port(&nat, port)));
	json_object_set_new(object, "by", json_text(nat.table));
	free(to);
	return object;
}

static void print_profiles(const struct subject *subject, enum og_transport transport)
{
	u16 port = subject->service.port;
	struct port_note note;
	bool first = true;
	unsigned int c;
	size_t i;

	for (i = 0; i < subject->knowledge.count; i++) {
		const struct known_profile *profile = &subject->knowledge.profiles[i];

		for (c = 0; c < OG_CHAINS; c++) {
			if (!knowledge_of_profile(profile, c, transport, port, &note))
				continue;
			if (first)
				puts("  profiles that list it:");
			first = false;
			printf("    %s%s%s, line %u, %s%s%s\n", out_style(stdout, STYLE_STRONG),
			       profile->name, out_style(stdout, STYLE_PLAIN), note.place.line,
			       note.place.chains == OG_CHAIN_BOTH ? "input and forward" :
			       og_chain_name(c), *note.place.zone ? " from " : "", note.place.zone);
			print_note(&note);
			if (note.place.chains == OG_CHAIN_BOTH)
				break;
		}
	}
}

static void print_transport(const struct subject *subject, enum og_transport transport)
{
	u16 port = subject->service.port;
	const char *name = names_of_port(port, transport);
	struct port_note note;
	bool known = knowledge_of_port(&subject->knowledge, OG_FORWARD, transport, port, &note);
	char *who = listeners_of(&subject->listeners, transport, port);
	unsigned int c;

	printf("%s%s%s%s%s: %s\n", out_style(stdout, STYLE_STRONG), port_say(transport, port).text,
	       name ? " " : "", name ? name : "", out_style(stdout, STYLE_PLAIN),
	       !known ? "not known here" : *note.why ? note.why : "no profile says what it is for");
	if (known && !note.profile)
		print_note(&note);
	for (c = 0; c < OG_CHAINS; c++)
		print_chain(subject, c, transport);
	print_nat(subject, transport);
	printf("  listens   %s\n", who ? who : "nobody on this machine");
	free(who);
	print_profiles(subject, transport);
}

/* A number alone means both; of the two, what nobody lists, knows or uses is not worth a screen. */
static bool is_empty(const struct subject *subject, enum og_transport transport)
{
	u16 port = subject->service.port;
	struct port_note note;
	char *who = listeners_of(&subject->listeners, transport, port);
	bool empty = !who && !knowledge_of_port(&subject->knowledge, OG_FORWARD, transport, port, &note);
	unsigned int c;

	free(who);
	for (c = 0; c < OG_CHAINS; c++)
		empty &= !tally_find(&subject->seen, c, transport, port) &&
			 !zones_for(subject, c, transport) &&
			 !(subject->has_policy &&
			   chain_lists_port(&subject->policy.chain[c], transport, port));
	return empty;
}

static void print_words(const struct subject *subject)
{
	bool began = false, both = subject->service.transports == OG_TRANSPORT_BOTH;
	unsigned int t;

	for (t = 0; t < OG_TRANSPORTS; t++) {
		if (!(subject->service.transports & OG_TRANSPORT_BIT(t)))
			continue;
		if (both && is_empty(subject, t) && (began || !is_empty(subject, OG_UDP)))
			continue;
		if (began)
			putchar('\n');
		began = true;
		print_transport(subject, t);
	}
	if (subject->has_tally && !subject->seen.on)
		note("whether it is used is not known, for the tally is off: \"ogctl ports on\"");
}

static json_t *note_json(const struct port_note *note)
{
	return json_pack("{s:o,s:o,s:o}", "why", json_text(note->why), "source", json_text(note->source),
			 "risk", json_text(note->risk));
}

static json_t *profiles_json(const struct subject *subject, enum og_transport transport)
{
	json_t *array = json_array(), *object;
	struct port_note note;
	unsigned int c;
	size_t i;

	for (i = 0; i < subject->knowledge.count; i++) {
		for (c = 0; c < OG_CHAINS; c++) {
			if (!knowledge_of_profile(&subject->knowledge.profiles[i], c, transport,
						  subject->service.port, &note))
				continue;
			object = note_json(&note);
			json_object_set_new(object, "profile", json_text(note.profile->name));
			json_object_set_new(object, "chain", json_text(og_chain_name(c)));
			json_object_set_new(object, "line", json_integer(note.place.line));
			json_object_set_new(object, "from", json_text(*note.place.zone ? note.place.zone : NULL));
			json_array_append_new(array, object);
		}
	}
	return array;
}

/* The names of those that list it where not everybody does; null: it is not known. */
static json_t *zones_json(const struct subject *subject, enum og_chain_id chain, enum og_transport transport)
{
	return subject->has_policy ? json_zone_names(&subject->policy.zones, zones_for(subject, chain, transport)) :
	       json_null();
}

static json_t *chain_json(const struct subject *subject, enum og_chain_id chain,
			  enum og_transport transport)
{
	const struct tally_row *seen = tally_find(&subject->seen, chain, transport,
						       subject->service.port);
	char *by = subject->has_policy ? listed_by(subject, chain, transport) : NULL;
	json_t *object = json_object();

	json_object_set_new(object, "listed",
			    subject->has_policy ? json_boolean(by) : json_null());
	json_object_set_new(object, "by", json_text(by));
	json_object_set_new(object, "from", zones_json(subject, chain, transport));
	json_object_set_new(object, "seen", seen ? tally_row_json(seen) : json_null());
	free(by);
	return object;
}

static json_t *transport_json(const struct subject *subject, enum og_transport transport)
{
	u16 port = subject->service.port;
	const char *name = names_of_port(port, transport);
	char *who = listeners_of(&subject->listeners, transport, port);
	json_t *object = json_object();
	struct port_note note;
	unsigned int c;

	json_object_set_new(object, "port", json_integer(port));
	json_object_set_new(object, "protocol", json_text(og_transport_name(transport)));
	json_object_set_new(object, "name", json_text(name));
	json_object_set_new(object, "known", knowledge_of_port(&subject->knowledge, OG_FORWARD,
			    transport, port, &note) ? note_json(&note) : json_null());
	for (c = 0; c < OG_CHAINS; c++)
		json_object_set_new(object, og_chain_name(c), chain_json(subject, c, transport));
	json_object_set_new(object, "nat", nat_json(subject, transport));
	json_object_set_new(object, "listens", json_text(who));
	json_object_set_new(object, "profiles", profiles_json(subject, transport));
	free(who);
	return object;
}

static void print_json(const struct subject *subject)
{
	json_t *answer = json_answer(), *array = json_array();
	unsigned int t;

	for (t = 0; t < OG_TRANSPORTS; t++)
		if (subject->service.transports & OG_TRANSPORT_BIT(t))
			json_array_append_new(array, transport_json(subject, t));
	json_object_set_new(answer, "tally", json_text(subject->seen.on ? "on" : "off"));
	json_object_set_new(answer, "ports", array);
	json_print(answer);
}

/* What there is to be known without the module is said all the same. */
static int gather(const struct options *options, struct subject *subject)
{
	int code = policy_read_text(options, &subject->policy, &subject->text);

	subject->has_policy = !code;
	if (!code)
		subject->has_tally = !module_read_tally(&subject->seen);
	listeners_read(&subject->listeners);
	other_filters_read(&subject->others);
	knowledge_read(&subject->knowledge);
	return code;
}

static int run(const struct options *options)
{
	struct subject *subject = need(sizeof(*subject));
	struct argument_error why;
	int code;

	if (!arguments_port(options->argv[0], &subject->service, &why)) {
		complain("%s", why.text);
		free(subject);
		return EXIT_POLICY;
	}
	code = gather(options, subject);
	if (options->json)
		print_json(subject);
	else
		print_words(subject);
	source_free(&subject->text);
	tally_free(&subject->seen);
	listeners_free(&subject->listeners);
	other_filters_release(&subject->others);
	knowledge_free(&subject->knowledge);
	free(subject);
	return code;
}

const struct command cmd_explain = {
	.name = "explain",
	.args = "PORT",
	.summary = "What a port is for, why it is listed, and what was seen of it",
	.details = "PORT is a number or a service, with or without /tcp or /udp.\n\n"
		   "Examples:\n"
		   "  ogctl explain 1023\n"
		   "  ogctl explain imap\n"
		   "  ogctl explain 389/udp --policy my.policy",
	.takes = TAKES_POLICY,
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
