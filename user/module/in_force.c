// SPDX-License-Identifier: GPL-2.0-only
#include "in_force.h"
#include "base/need.h"
#include "complaints.h"
#include "module_files.h"
#include "policy/policy_text.h"

#include <errno.h>
#include <stdlib.h>

int module_read_live(struct og_policy *policy)
{
	struct source source = { 0 };
	struct og_error why;
	int error = module_read_policy(&source.text, &source.size);

	if (!error && !policy_lay(&source, policy, &why))
		error = -EPROTO;
	source_free(&source);
	return error;
}

int policy_read_live(struct og_policy *policy)
{
	int error = module_read_live(policy);

	return error ? module_complain(error, "read the policy") : 0;
}

int policy_read(const struct options *options, struct og_policy *policy)
{
	int code;

	if (options->policy)
		return policy_read_file(options->policy, policy);
	code = module_require();
	return code ? code : policy_read_live(policy);
}

static int read_text(const struct options *options, struct source *text)
{
	int code, error;

	if (options->policy)
		return source_read(text, options->policy);
	*text = (struct source){ 0 };
	code = module_require();
	if (code)
		return code;
	error = module_read_policy(&text->text, &text->size);
	if (error)
		return module_complain(error, "read the policy");
	text->name = need_copy("in force");
	text->live = true;
	return 0;
}

int policy_read_text(const struct options *options, struct og_policy *policy, struct source *text)
{
	int code = read_text(options, text);

	if (!code)
		code = policy_parse_whole(text, policy);
	if (code)
		source_free(text);
	return code;
}
