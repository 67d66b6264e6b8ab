// SPDX-License-Identifier: GPL-2.0-only
#include "findings.h"
#include "base/need.h"
#include "policy/zone_words.h"

#include <stdlib.h>

struct finding *findings_add(struct findings *findings, enum severity severity, const char *rule)
{
	struct finding *finding;

	findings->list = need_room(findings->list, &findings->room, findings->count, sizeof(*finding));
	finding = &findings->list[findings->count++];
	*finding = (struct finding){ .severity = severity, .rule = rule };
	return finding;
}

size_t findings_warnings(const struct findings *findings)
{
	size_t i, warnings = 0;

	for (i = 0; i < findings->count; i++)
		warnings += findings->list[i].severity == SEVERITY_WARNING;
	return warnings;
}

void findings_release(struct findings *findings)
{
	size_t i;

	for (i = 0; i < findings->count; i++) {
		free(findings->list[i].what);
		free(findings->list[i].why);
		free(findings->list[i].todo);
	}
	free(findings->list);
	*findings = (struct findings){ 0 };
}

struct finding *lint_add(struct lint *lint, enum severity severity, const char *rule,
			 const struct text_place *place)
{
	struct finding *finding = findings_add(&lint->found, severity, rule);

	finding->place = *place;
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
	return somebody_may(&lint->policy, chain, OG_TCP, port);
}

bool lint_is_any(const struct lint *lint, enum og_chain_id chain)
{
	return og_has_word(&lint->policy.chain[chain].items, OG_WORD_ANY);
}

void lint_free(struct lint *lint)
{
	findings_release(&lint->found);
	source_free(&lint->text);
	tally_free(&lint->seen);
	listeners_free(&lint->listeners);
	machine_needs_release(&lint->needs);
}
