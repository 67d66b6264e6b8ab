// SPDX-License-Identifier: GPL-2.0-only
#include "base/duration.h"
#include "base/json_answer.h"
#include "base/json_text.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "base/shown.h"
#include "command.h"
#include "history/history.h"
#include "learn/audit.h"
#include "module/complaints.h"
#include "module/in_force.h"
#include "policy/names.h"
#include "seen/portless.h"
#include "seen/tally_words.h"

#include <inttypes.h>
#include <stdlib.h>

#define KEY_FOR		0x4100
#define KEY_FORCE	0x4101
#define BUSIEST		5u	/* ports that the status names */

static struct {
	unsigned int seconds;
	bool said, force;
} input;

static const struct argp_option options_list[] = {
	{ "for", KEY_FOR, "TIME", 0,
	  "How long, at most 7d: 90 (seconds), 30m, 1h (the default), 2d", 0 },
	{ "force", KEY_FORCE, NULL, 0, "End it although that would lock you out of ssh", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_INIT:
		input.seconds = 3600;
		return 0;
	case KEY_FOR:
		input.said = true;
		if (!duration_parse(arg, &input.seconds))
			argp_error(state, "--for is a time up to 7d, such as 30m or 1h; not \"%s\"", arg);
		return 0;
	case KEY_FORCE:
		input.force = true;
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp own_argp = { options_list, parse, NULL, NULL, NULL, NULL, NULL };

static void count_drops(struct audit *audit)
{
	size_t i;

	audit->uses = need((audit->seen.count + 1) * sizeof(*audit->uses));
	scan_judge(&audit->seen, &audit->policy, audit->uses);
	for (i = 0; i < audit->seen.count; i++) {
		if (audit->uses[i] == USE_LISTED || audit->uses[i] == USE_PASSED)
			continue;
		audit->ports++;
		audit->packets[audit->seen.rows[i].chain] += audit->seen.rows[i].dropped;
	}
}

static int look(struct audit *audit)
{
	int code = module_require(), error;

	if (!code)
		code = policy_read_live(&audit->policy);
	if (code)
		return code;
	error = module_read_trial(&audit->trial);
	if (error)
		return module_complain(error, "see what is on trial");
	ssh_connection_find(&audit->connection);
	code = tally_read(&audit->seen);
	if (!code)
		code = portless_read(&audit->portless);
	if (!code)
		count_drops(audit);
	return code;
}

/* The ports that most was tried at and that nothing lists; scans are no news. */
static void print_busiest(const struct audit *audit)
{
	bool *shown = need((audit->seen.count + 1) * sizeof(*shown));
	const struct tally_row *rows = audit->seen.rows;
	const char *name;
	unsigned int n;
	size_t i, best;
	char *said;

	for (n = 0; n < BUSIEST; n++) {
		best = audit->seen.count;
		for (i = 0; i < audit->seen.count; i++)
			if (audit->uses[i] == USE_SERVICE && !shown[i] &&
			    (best == audit->seen.count || rows[i].dropped > rows[best].dropped))
				best = i;
		if (best == audit->seen.count)
			break;
		shown[best] = true;
		said = tally_row_say(&rows[best]);
		name = names_of_port(rows[best].port, rows[best].transport) ?: "-";
		printf("  %-8s %-9s %s%*s %s\n", og_chain_name(rows[best].chain),
		       port_say(rows[best].transport, rows[best].port).text,
		       name, shown_pad(name, 12), "", said);
		free(said);
	}
	free(shown);
}

static void print_portless(const struct portless *portless)
{
	if (!portless->all)
		return;
	puts("Of no port, and dropped, or in audit would have been, since the module was loaded:");
	portless_print(portless, "  ", stdout);
	printf("Which: %s\n", portless_next(portless));
}

static void print_status(const struct audit *audit)
{
	const char *mode = og_mode_name(audit->policy.setting[OG_SET_MODE]);
	char left[DURATION_SIZE], all[DURATION_SIZE];

	if (audit_is_running(audit))
		printf("audit: %s%s left%s of %s, then mode %s again; nothing is dropped meanwhile\n",
		       out_style(stdout, STYLE_CAREFUL), duration_text(audit->trial.left, left),
		       out_style(stdout, STYLE_PLAIN), duration_text(audit->trial.seconds, all),
		       og_mode_name(audit->trial.back.setting[OG_SET_MODE]));
	else if (audit->policy.setting[OG_SET_MODE] == OG_MODE_AUDIT)
		puts("audit: without an end, for the policy says so; \"ogctl enforce\" ends it");
	else
		printf("audit: none; the mode is %s%s\n", mode,
		       audit->trial.running ? ", and another policy is on trial" : "");
	if (!audit->seen.on) {
		puts("The tally is off: which ports are tried is not known.");
		print_portless(&audit->portless);
		puts("Next: ogctl audit on");
		return;
	}
	printf("Ports that no list has, since the tally is on: %" PRIu64 "; tries at them: %" PRIu64
	       " on input, %" PRIu64 " on forward\n", audit->ports, audit->packets[OG_INPUT],
	       audit->packets[OG_FORWARD]);
	print_busiest(audit);
	print_portless(&audit->portless);
	if (audit->ports)
		puts("Next: ogctl suggest, or all of them: ogctl ports --dropped");
	else
		puts("Next: let people work as they do, then look again");
}

static void print_json(const struct audit *audit)
{
	json_t *answer = json_answer(), *object = json_object();
	bool running = audit_is_running(audit);
	unsigned int c;

	json_object_set_new(answer, "audit", json_boolean(running));
	json_object_set_new(answer, "mode", json_text(og_mode_name(audit->policy.setting[OG_SET_MODE])));
	json_object_set_new(answer, "other_trial", json_boolean(audit->trial.running && !running));
	json_object_set_new(answer, "seconds",
			    running ? json_integer(audit->trial.seconds) : json_null());
	json_object_set_new(answer, "left", running ? json_integer(audit->trial.left) : json_null());
	json_object_set_new(answer, "back_mode",
			    running ? json_text(og_mode_name(audit->trial.back.setting[OG_SET_MODE])) : json_null());
	json_object_set_new(answer, "tally", json_text(audit->seen.on ? "on" : "off"));
	json_object_set_new(answer, "unlisted_ports", json_integer(audit->ports));
	for (c = 0; c < OG_CHAINS; c++)
		json_object_set_new(object, og_chain_name(c), json_integer(audit->packets[c]));
	json_object_set_new(answer, "unlisted_tries", object);
	json_object_set_new(answer, "portless_drops", portless_json(&audit->portless));
	json_print(answer);
}

static void show(const struct options *options, const struct audit *audit)
{
	if (options->json)
		print_json(audit);
	else
		print_status(audit);
}

/* What came of a change, by another look. */
static int show_again(const struct options *options)
{
	struct audit *audit = need(sizeof(*audit));
	int code = look(audit);

	if (!code)
		show(options, audit);
	tally_free(&audit->seen);
	free(audit->uses);
	free(audit);
	return code;
}

static int act(const struct options *options, const struct audit *audit)
{
	const char *verb = options->argc ? options->argv[0] : "status";
	enum audit_outcome outcome = AUDIT_AS_BEFORE;
	int code = EXIT_YES;

	if (!strcmp(verb, "on"))
		code = audit_begin(options, audit, input.seconds, &outcome);
	else if (!strcmp(verb, "off"))
		code = audit_end(options, audit, input.force, &outcome);
	/* Who reads what is shown may take his time. */
	history_let_go();
	if (code || outcome == AUDIT_FORETOLD)
		return code;
	if (outcome == AUDIT_CHANGED)
		return show_again(options);
	show(options, audit);
	return EXIT_YES;
}

static int run(const struct options *options)
{
	const char *verb = options->argc ? options->argv[0] : "status";
	struct audit *audit;
	int code;

	if (strcmp(verb, "on") && strcmp(verb, "off") && strcmp(verb, "status")) {
		complain("\"ogctl audit %s\" is not known: it is on, off, or status", verb);
		return EXIT_USAGE;
	}
	if (input.said && strcmp(verb, "on")) {
		complain("--for belongs to \"ogctl audit on\"");
		return EXIT_USAGE;
	}
	if (input.force && strcmp(verb, "off")) {
		complain("--force belongs to \"ogctl audit off\"");
		return EXIT_USAGE;
	}
	audit = need(sizeof(*audit));
	/* What is judged is what is begun or ended: no other ogctl changes it in between. */
	if (strcmp(verb, "status") && !options->dry_run)
		history_hold();
	code = look(audit);
	if (!code)
		code = act(options, audit);
	history_let_go();
	tally_free(&audit->seen);
	free(audit->uses);
	free(audit);
	return code;
}

const struct command cmd_audit = {
	.name = "audit",
	.args = "[status | on | off]",
	.summary = "Let everything pass for a while, and see what would be dropped",
	.details = "An audit always ends: the kernel puts the mode back when the time is up, also when "
		   "nobody is logged in any more. It turns the tally on, which stays on, so that "
		   "what was seen is there afterwards.\n\n"
		   "Examples:\n"
		   "  ogctl audit on --for 2h\n"
		   "  ogctl audit\n"
		   "  ogctl suggest -o new.policy\n"
		   "  ogctl audit off",
	.takes = TAKES_DRY_RUN,
	.max_args = 1,
	.own = &own_argp,
	.own_input = &input,
	.run = run,
};
