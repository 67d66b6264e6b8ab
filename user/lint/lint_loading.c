// SPDX-License-Identifier: GPL-2.0-only
#include "lint_rules.h"
#include "machine/open_connections.h"
#include "module/module_files.h"

#include <errno.h>

/* Of a file, before the module is there: with it, loading cuts what is open. */
void lint_loading(struct lint *lint)
{
	const struct place place = { .line = 1, .column = 1 };
	struct finding *finding;
	struct guard guard;

	if (guard_probe(&guard) != -ENOENT || lint->policy.mode != OG_MODE_ENFORCE ||
	    !tracking_knows_nothing())
		return;
	finding = lint_add(lint, SEVERITY_HINT, "not-tracked", &place);
	finding->what = lint_words("the module is not loaded, and conntrack knows none of the connections that are open");
	finding->why = lint_words("loaded with this, it drops those in which the far end speaks next (a download of the "
				  "proxy's, IMAP IDLE), and those to ports that are not listed");
	finding->todo = lint_words("%s", tracking_todo);
}
