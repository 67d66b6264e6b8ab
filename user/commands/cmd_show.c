// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/need.h"
#include "base/request.h"
#include "command.h"
#include "module/complaints.h"
#include "module/in_force.h"
#include "module/module_files.h"
#include "policy/policy_json.h"
#include "policy/policy_text.h"

#include <stdlib.h>

static void print(const struct options *options, const struct og_policy *policy,
		  const char *text, size_t size)
{
	json_t *answer;

	if (!options->json) {
		fwrite(text, 1, size, stdout);
		return;
	}
	answer = json_answer();
	json_object_set_new(answer, "policy", json_policy(policy));
	json_print(answer);
}

static int show_file(const struct options *options, struct og_policy *policy)
{
	int code = policy_read_file(options->policy, policy);
	char *text;

	if (code)
		return code;
	text = policy_text(policy);
	print(options, policy, text, strlen(text));
	free(text);
	return EXIT_YES;
}

/* Byte for byte as the module gives it, also when it is one of another version. */
static int show_live(const struct options *options, struct og_policy *policy)
{
	struct module module;
	size_t size;
	char *text;
	int error = module_probe(&module), code = EXIT_YES;

	if (!error)
		error = module_read_policy(&text, &size);
	if (error)
		return module_complain(error, "read the policy");
	if (options->json)
		code = policy_read_live(policy);
	if (!code)
		print(options, policy, text, size);
	free(text);
	if (!module.fits)
		code = module_complain_skew(&module);
	return code;
}

static int run(const struct options *options)
{
	struct og_policy *policy = need(sizeof(*policy));
	int code = options->policy ? show_file(options, policy) : show_live(options, policy);

	free(policy);
	return code;
}

const struct command cmd_show = {
	.name = "show",
	.args = "",
	.summary = "Print the policy in force, as text that \"ogctl apply\" takes",
	.details = "Examples:\n"
		   "  ogctl show > my.policy          keep it\n"
		   "  ogctl show --policy my.policy   the canonical form of a file",
	.takes = TAKES_POLICY,
	.run = run,
};
