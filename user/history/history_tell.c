// SPDX-License-Identifier: GPL-2.0-only
#include "base/need.h"
#include "history.h"
#include "history_folder.h"
#include "journal/journal.h"

#include <stdlib.h>

/* What was in force dropped, and what is does not. */
static bool opens(const struct history_change *change)
{
	return change->before && change->before->setting[OG_SET_MODE] == OG_MODE_ENFORCE &&
	       change->after && change->after->setting[OG_SET_MODE] != OG_MODE_ENFORCE;
}

static void tell(const struct history_change *change)
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

/* What waits to be told, oldest first; policies are copies. */
static struct {
	struct history_change *list;
	size_t count, room;
} waiting;

static struct og_policy *copy_of(const struct og_policy *policy)
{
	struct og_policy *copy;

	if (!policy)
		return NULL;
	copy = need(sizeof(*copy));
	*copy = *policy;
	return copy;
}

void history_tell(const struct history_change *change)
{
	struct history_change later = *change;

	if (!history_is_held()) {
		tell(change);
		return;
	}
	later.before = copy_of(change->before);
	later.after = copy_of(change->after);
	later.connection = NULL;
	waiting.list = need_room(waiting.list, &waiting.room, waiting.count, sizeof(later));
	waiting.list[waiting.count++] = later;
}

void history_tell_waiting(void)
{
	size_t i;

	for (i = 0; i < waiting.count; i++) {
		tell(&waiting.list[i]);
		free((void *)waiting.list[i].before);
		free((void *)waiting.list[i].after);
	}
	free(waiting.list);
	waiting.list = NULL;
	waiting.count = waiting.room = 0;
}
