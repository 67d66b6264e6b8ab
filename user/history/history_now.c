// SPDX-License-Identifier: GPL-2.0-only
#include "base/need.h"
#include "history.h"
#include "module/in_force.h"
#include "module/module_files.h"

#include <stdlib.h>

void history_record_now(const struct history_change *change)
{
	struct og_policy *now = need(sizeof(*now));
	struct module_stats *stats = need(sizeof(*stats));
	struct history_change whole = *change;

	if (!whole.after)
		whole.after = now;
	if (!policy_read_live(now) && !module_read_stats(stats)) {
		whole.generation = stats->generation;
		history_record(&whole);
	} else {
		history_tell(change);
	}
	free(stats);
	free(now);
}
