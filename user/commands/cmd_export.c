// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/json_text.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "command.h"
#include "export/iptables_rules.h"
#include "export/nft_rules.h"
#include "export_csv.h"
#include "module/in_force.h"
#include "output_option.h"

#include <stdlib.h>
#include <string.h>

static char *nft_text(const struct og_policy *policy)
{
	return nft_export_text(NFT_EXPORT_TABLE, policy);
}

static const struct format {
	const char *name, *table;	/* NULL: it is none of a filter */
	char *(*text)(const struct og_policy *policy);
	json_t *(*rows)(const struct og_policy *policy);
} formats[] = {
	{ "nft", NFT_EXPORT_TABLE, nft_text, NULL },
	{ "iptables", "filter", iptables_rules_text, NULL },
	{ "csv", NULL, export_csv_text, export_csv_rows },
};

#define FORMATS	(sizeof(formats) / sizeof(formats[0]))

static int answer(const struct options *options, const struct format *format, const struct og_policy *policy,
		  const char *text)
{
	bool replaced;
	int code = output_to_file(text, strlen(text), &replaced);
	json_t *object;

	if (code)
		return code;
	if (options->json) {
		object = json_answer();
		json_object_set_new(object, "format", json_text(format->name));
		json_object_set_new(object, "table", json_text(format->table));
		json_object_set_new(object, "output", json_text(output_option()));
		json_object_set_new(object, "rules", json_text(text));
		if (format->rows)
			json_object_set_new(object, "rows", format->rows(policy));
		json_print(object);
	} else if (!output_option()) {
		fputs(text, stdout);
	}
	return EXIT_YES;
}

/* What the rules cannot say of a policy. A table says what becomes of the rest itself. */
static void say_rest(const struct format *format, const struct og_policy *policy)
{
	if (format->table && policy->setting[OG_SET_MODE] == OG_MODE_OFF)
		note("the policy's mode is off: no packet comes to the rules' chains, and nothing is dropped");
	else if (format->table && policy->setting[OG_SET_MODE] == OG_MODE_AUDIT)
		note("the policy's mode is audit: the rules drop nothing");
	if (format->table &&
	    (policy->setting[OG_SET_EARLY] == OG_EARLY_ON || policy->setting[OG_SET_TALLY] == OG_TALLY_ON))
		note("\"early\" and \"tally\" are the module's alone: the rules judge the same without them");
}

static const struct format *find_format(const char *name)
{
	size_t i;

	for (i = 0; i < FORMATS; i++)
		if (!strcmp(formats[i].name, name))
			return &formats[i];
	complain("\"ogctl export %s\" is not known: a policy is exported as rules, \"ogctl export nft\" or \"ogctl "
		 "export iptables\", or as a table for people, \"ogctl export csv\"", name);
	return NULL;
}

static int run(const struct options *options)
{
	const struct format *format = find_format(options->argv[0]);
	struct og_policy *policy;
	char *text;
	int code;

	if (!format)
		return EXIT_USAGE;
	policy = need(sizeof(*policy));
	code = policy_read(options, policy);
	if (!code) {
		text = format->text(policy);
		code = answer(options, format, policy, text);
		say_rest(format, policy);
		free(text);
	}
	free(policy);
	return code;
}

const struct command cmd_export = {
	.name = "export",
	.args = "nft|iptables|csv",
	.summary = "The policy as nft's or iptables' rules, or as a table for people",
	.details = "nft: a script for \"nft -f\", the table inet " NFT_EXPORT_TABLE ", which drops what the module would drop, and "
		   "replaces the one before in one transaction. iptables: one text for iptables-restore and "
		   "ip6tables-restore, both with --noflush, which adds chains of its own beside others' rules; how they "
		   "are taken away again stands at its head. Rules are not for a machine whose module is in force: both "
		   "would judge. csv: what may pass, who, and why, for whoever keeps another firewall.\n\n"
		   "Examples:\n"
		   "  ogctl export nft --policy my.policy -o my.nft\n"
		   "  nft -f my.nft\n"
		   "  ogctl export iptables --policy my.policy -o my.rules\n"
		   "  iptables-restore --noflush my.rules && ip6tables-restore --noflush my.rules",
	.takes = TAKES_POLICY,
	.min_args = 1,
	.max_args = 1,
	.own = &output_argp,
	.run = run,
};
