// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "command.h"
#include "learn/advice_json.h"
#include "learn/advice_make.h"
#include "module/complaints.h"
#include "module/in_force.h"
#include "output_option.h"
#include "policy/names.h"
#include "policy/policy_text.h"
#include "seen/tally_words.h"

#include <inttypes.h>
#include <stdlib.h>

/* What was written is what apply would take: the same check, and what comes of it. */
static int check(struct advice *advice)
{
	struct og_edit *edit = need(sizeof(*edit));
	struct source source;
	int code;

	if (advice->size > OG_TEXT_MAX) {
		complain("the policy in force and what is missing take %zu bytes of text, more than the %u that can be "
			 "written at once: \"ogctl ports --dropped\" shows what is missing", advice->size, OG_TEXT_MAX);
		free(edit);
		return EXIT_NO;
	}
	source_set(&source, "suggestion", advice->text);
	code = policy_parse(&source, edit);
	if (!code) {
		advice->result = advice->policy;
		code = policy_fit(&source, edit, &advice->result, NULL) ? 0 : EXIT_POLICY;
	}
	source_free(&source);
	free(edit);
	return code;
}

static int write_file(const struct advice *advice)
{
	bool replaced;
	int code = output_to_file(advice->text, advice->size, &replaced);

	if (replaced)
		note("%s was there already, and is replaced", output_option());
	return code;
}

static void say_needs(const struct advice *advice)
{
	size_t i;

	for (i = 0; i < advice->needs.count; i++) {
		const struct machine_need *row = &advice->needs.rows[i];
		const char *name = row->item.kind == OG_ITEM_PORTS ?
				   names_of_port(row->item.low, OG_UDP) :
				   names_of_protocol(row->item.proto);

		if (!row->mild)
			note("%s (%s) is suggested: %s", machine_need_item(row).text,
			     name ? name : "no name", row->because);
	}
}

/* What no port tells of, also where no port is missing. */
static void say_besides(const struct advice *advice)
{
	const struct finding *finding;
	size_t i;

	say_needs(advice);
	for (i = 0; i < advice->lint.found.count; i++) {
		finding = &advice->lint.found.list[i];
		note("%s: %s; what to do: %s", finding->what, finding->why, finding->todo);
	}
	if (!advice->portless.all)
		return;
	note("%" PRIu64 " packet%s dropped, or in audit would have been, since the module was loaded, for what "
	     "is no port: see the end of the text. Which: %s", advice->portless.all,
	     advice->portless.all == 1 ? " was" : "s were", portless_next(&advice->portless));
}

/* What came to ports that are not listed and is not suggested. */
static void say_left_out(const struct advice *advice)
{
	size_t scanned = advice_count(advice, USE_SCANNER) + advice_count(advice, USE_STRAYS);
	size_t unheard = advice_count(advice, USE_UNHEARD);

	if (scanned)
		note("%zu port%s left out, for they look like a scan: see the end of the text", scanned,
		     scanned == 1 ? " is" : "s are");
	if (unheard)
		note("%zu port%s of input %s left out, for nobody on this machine listens there: see the end of the text",
		     unheard, unheard == 1 ? "" : "s", unheard == 1 ? "is" : "are");
}

static bool leaves_out(const struct advice *advice)
{
	return advice_count(advice, USE_SCANNER) || advice_count(advice, USE_STRAYS) ||
	       advice_count(advice, USE_UNHEARD);
}

static void say_next(const struct advice *advice)
{
	size_t wanted = advice_count(advice, USE_SERVICE);
	const char *file = output_option() ? output_option() : "FILE";

	if (wanted)
		note("%zu port%s suggested beside what is in force", wanted, wanted == 1 ? " is" : "s are");
	else if (leaves_out(advice))
		note("no port is suggested: at none that is not listed was anything seen that looks like use");
	else if (advice_adds(advice) || advice->portless.all || advice->lint.found.count)
		note("no port is missing: every port that somebody used is listed");
	else
		note("nothing to add: every port that somebody used is listed");
	say_left_out(advice);
	say_besides(advice);
	if (advice_adds(advice))
		note("next: %s\"ogctl diff %s\", then \"ogctl apply --trial 120 %s\"",
		     output_option() ? "" : "keep it with \"ogctl suggest -o FILE\", ", file, file);
}

static int advise(const struct options *options, struct advice *advice)
{
	int code;

	advice->elsewhere = options->netns;
	advice_make(advice);
	code = check(advice);
	if (!code)
		code = write_file(advice);
	if (code)
		return code;
	if (options->json)
		json_print(advice_json(advice, output_option()));
	else if (!output_option())
		fwrite(advice->text, 1, advice->size, stdout);
	if (!options->json)
		say_next(advice);
	return EXIT_YES;
}

static int run(const struct options *options)
{
	struct advice *advice = need(sizeof(*advice));
	int code = module_require();

	if (!code)
		code = policy_read_live(&advice->policy);
	if (!code)
		code = tally_read(&advice->seen);
	if (!code && !advice->seen.on) {
		complain("the tally is off, so that nothing is known of what was tried: begin with "
			 "\"ogctl audit on\", or with \"ogctl ports on\", which drops as before");
		code = EXIT_NO;
	}
	if (!code)
		code = portless_read(&advice->portless);
	if (!code)
		code = advise(options, advice);
	advice_release(advice);
	free(advice);
	return code;
}

const struct command cmd_suggest = {
	.name = "suggest",
	.args = "",
	.summary = "Write the policy that would have passed what was used",
	.details = "From the tally: the policy in force, and every port that was tried and dropped (in audit: "
		   "would be), with what it is, how often it was tried, what is known of it and of its "
		   "risk; and what this machine needs besides (DHCP, tunnels, IPsec, VRRP). Ports that were only "
		   "scanned, or at which nobody listens, stand at the end, in a comment. Look it through "
		   "yourself: it says what was used, not what ought to be.\n\n"
		   "Examples:\n"
		   "  ogctl audit on --for 1h\n"
		   "  ogctl suggest -o new.policy\n"
		   "  ogctl diff new.policy\n"
		   "  ogctl apply --trial 120 new.policy",
	.own = &output_argp,
	.run = run,
};
