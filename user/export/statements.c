// SPDX-License-Identifier: GPL-2.0-only
#include "statements.h"
#include "policy/policy_text.h"
#include "text.h"

#include <stdlib.h>

static bool is_list(const char *statement)
{
	unsigned int chain;

	for (chain = 0; chain < OG_CHAINS; chain++) {
		const char *name = og_chain_name(chain);
		size_t length = strlen(name);

		if (!strncmp(statement, name, length) && statement[length] == ' ')
			return true;
	}
	return false;
}

void statements_each(const struct og_policy *policy, statement_visit visit, void *to)
{
	char *text = policy_text(policy), *line, *rest;

	for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		if (!is_list(line))
			visit(to, line);
	free(text);
}
