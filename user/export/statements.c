// SPDX-License-Identifier: GPL-2.0-only
#include "statements.h"
#include "policy/policy_text.h"

#include <stdlib.h>
#include <string.h>

void statements_each(const struct og_policy *policy, statement_visit visit, void *to)
{
	char *text = policy_text(policy), *line, *rest;

	for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		visit(to, line);
	free(text);
}
