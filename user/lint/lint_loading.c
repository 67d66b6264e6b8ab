// SPDX-License-Identifier: GPL-2.0-only
#include "base/need.h"
#include "lint_rules.h"
#include "machine/open_connections.h"
#include "module/module_files.h"

#include <errno.h>

/* Of a file, before the module is there: with it, loading cuts what is open. */
void lint_loading(struct lint *lint)
{
	const struct text_place place = { .line = 1, .column = 1 };
	struct finding *finding;
	struct module module;

	if (module_probe(&module) != -ENOENT || lint->policy.setting[OG_SET_MODE] != OG_MODE_ENFORCE ||
	    !open_connections_unknown())
		return;
	finding = lint_add(lint, SEVERITY_HINT, "not-tracked", &place);
	finding->what = need_text("the module is not loaded, and conntrack knows none of the connections that are open");
	finding->why = need_text("loaded with this, it drops those in which the far end speaks next (a download of the "
				 "proxy's, IMAP IDLE), and those to ports that are not listed");
	finding->todo = need_text("%s", open_connections_todo);
}
