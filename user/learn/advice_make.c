// SPDX-License-Identifier: GPL-2.0-only
#include "advice_make.h"
#include "advice_text.h"
#include "base/need.h"
#include "lint/lint_rules.h"
#include "machine/services.h"
#include "policy/policy_text.h"

#include <stdlib.h>

/* Ports alone are no connection. */
static void look_at_answers(struct advice *advice)
{
	char *text = policy_text(&advice->policy);

	advice->lint.policy = advice->policy;
	source_set(&advice->lint.text, "in force", text);
	lint_answers(&advice->lint);
	free(text);
}

void advice_make(struct advice *advice)
{
	advice->uses = need((advice->seen.count + 1) * sizeof(*advice->uses));
	listeners_read(&advice->listeners);
	scan_judge(&advice->seen, &advice->policy, advice->uses);
	/* TPROXY and IPVS take connections to ports that nobody listens at. */
	scan_judge_listeners(&advice->seen, &advice->listeners,
			     !services_have_tproxy() && !services_have_ipvs(), advice->uses);
	machine_needs_read(&advice->needs, &advice->listeners, advice->elsewhere);
	machine_needs_unmet(&advice->needs, &advice->policy);
	look_at_answers(advice);
	knowledge_read(&advice->knowledge);
	for (advice->detail = DETAIL_ALL;; advice->detail++) {
		advice_write(advice);
		if (advice->size <= OG_TEXT_MAX || advice->detail == DETAIL_NONE)
			break;
		free(advice->text);
	}
}

void advice_release(struct advice *advice)
{
	knowledge_free(&advice->knowledge);
	tally_free(&advice->seen);
	machine_needs_release(&advice->needs);
	listeners_free(&advice->listeners);
	lint_free(&advice->lint);
	free(advice->uses);
	free(advice->text);
}
