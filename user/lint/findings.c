// SPDX-License-Identifier: GPL-2.0-only
#include "findings.h"
#include "base/need.h"

#include <stdlib.h>

struct finding *lint_add(struct lint *lint, enum severity severity, const char *rule,
			 const struct text_place *place)
{
	struct finding *finding;

	lint->findings = need_room(lint->findings, &lint->room, lint->count, sizeof(*lint->findings));
	finding = &lint->findings[lint->count++];
	*finding = (struct finding){ .severity = severity, .rule = rule, .place = *place };
	return finding;
}

struct finding *lint_add_chain(struct lint *lint, enum severity severity, const char *rule,
			       enum og_chain_id chain)
{
	struct text_place place;

	text_places_chain(&lint->text, chain, &place);
	return lint_add(lint, severity, rule, &place);
}

bool lint_passes(const struct lint *lint, enum og_chain_id chain, const struct og_flow *flow)
{
	return !og_reason_drops(og_judge(&lint->policy.chain[chain], flow));
}

bool lint_lists(const struct lint *lint, enum og_chain_id chain, u16 port)
{
	return chain_lists_port(&lint->policy.chain[chain], OG_TCP, port);
}

bool lint_is_any(const struct lint *lint, enum og_chain_id chain)
{
	return og_has_word(&lint->policy.chain[chain].items, OG_WORD_ANY);
}

void lint_free(struct lint *lint)
{
	size_t i;

	for (i = 0; i < lint->count; i++) {
		free(lint->findings[i].what);
		free(lint->findings[i].why);
		free(lint->findings[i].todo);
	}
	free(lint->findings);
	source_free(&lint->text);
	tally_free(&lint->seen);
	listeners_free(&lint->listeners);
	machine_needs_release(&lint->needs);
}
