// SPDX-License-Identifier: GPL-2.0-only
#include "history.h"
#include "journal/journal.h"

/* What was in force dropped, and what is does not. */
static bool opens(const struct history_change *change)
{
	return change->before && change->before->setting[OG_SET_MODE] == OG_MODE_ENFORCE &&
	       change->after && change->after->setting[OG_SET_MODE] != OG_MODE_ENFORCE;
}

void history_tell(const struct history_change *change)
{
	static const enum journal_kind kinds[HISTORY_KINDS] = {
		[HISTORY_CHANGE] = JOURNAL_CHANGE, [HISTORY_TRIAL] = JOURNAL_TRIAL, [HISTORY_KEEP] = JOURNAL_KEEP,
		[HISTORY_REVERT] = JOURNAL_REVERT, [HISTORY_FOUND] = JOURNAL_CHANGE,
	};
	enum journal_kind kind = kinds[change->kind];

	journal_tell(&(struct journal_event){
		.kind = kind == JOURNAL_CHANGE && opens(change) ? JOURNAL_OPEN : kind,
		.before = change->before, .after = change->after, .trial = change->trial, .generation = change->generation,
	});
}
