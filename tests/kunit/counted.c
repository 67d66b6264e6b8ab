// SPDX-License-Identifier: GPL-2.0-only
#include "counted.h"

void og_counted_rcu(bool wrong, const char *file, int line, const char *why)
{
	static bool warned;

	if (!wrong || warned || !debug_lockdep_rcu_enabled())
		return;
	warned = true;
	lockdep_rcu_suspicious(file, line, why);
}
