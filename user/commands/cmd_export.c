// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/json_text.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "command.h"
#include "export/nft_rules.h"
#include "module/in_force.h"
#include "output_option.h"

#include <stdlib.h>
#include <string.h>

#define TABLE	"outlook_guard"

static int answer(const struct options *options, const char *text)
{
	bool replaced;
	int code = output_to_file(text, strlen(text), &replaced);
	json_t *object;

	if (code)
		return code;
	if (options->json) {
		object = json_answer();
		json_object_set_new(object, "format", json_text("nft"));
		json_object_set_new(object, "table", json_text(TABLE));
		json_object_set_new(object, "output", json_text(output_option()));
		json_object_set_new(object, "rules", json_text(text));
		json_print(object);
	} else if (!output_option()) {
		fputs(text, stdout);
	}
	return EXIT_YES;
}

/* What the rules cannot say of a policy. */
static void say_rest(const struct og_policy *policy)
{
	if (policy->setting[OG_SET_MODE] == OG_MODE_OFF)
		note("the policy's mode is off: the table has no chain, and drops nothing");
	else if (policy->setting[OG_SET_MODE] == OG_MODE_AUDIT)
		note("the policy's mode is audit: the rules drop nothing");
	if (policy->setting[OG_SET_EARLY] == OG_EARLY_ON || policy->setting[OG_SET_TALLY] == OG_TALLY_ON)
		note("\"early\" and \"tally\" are the module's alone: the rules judge the same without them");
}

static int run(const struct options *options)
{
	struct og_policy *policy;
	char *text;
	int code;

	if (strcmp(options->argv[0], "nft")) {
		complain("\"ogctl export %s\" is not known: a policy is exported as nft's rules, \"ogctl export nft\"",
			 options->argv[0]);
		return EXIT_USAGE;
	}
	policy = need(sizeof(*policy));
	code = policy_read(options, policy);
	if (!code) {
		text = nft_rules_text(TABLE, policy, NULL);
		code = answer(options, text);
		say_rest(policy);
		free(text);
	}
	free(policy);
	return code;
}

const struct command cmd_export = {
	.name = "export",
	.args = "nft",
	.summary = "The policy as nft's rules, for a machine without the module",
	.details = "A script for \"nft -f\": the table inet " TABLE ", which drops what the module would drop, and "
		   "replaces the one before in one transaction. Only packets with an authentication header of IPv6 "
		   "(IPsec's AH) fare otherwise: nft does not look behind it, and drops them. Not for a machine whose "
		   "module is in force: both would judge.\n\n"
		   "Examples:\n"
		   "  ogctl export nft --policy my.policy -o my.nft\n"
		   "  nft -f my.nft",
	.takes = TAKES_POLICY,
	.min_args = 1,
	.max_args = 1,
	.own = &output_argp,
	.run = run,
};
