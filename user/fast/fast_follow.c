// SPDX-License-Identifier: GPL-2.0-only
#include "fast_follow.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "fast_table.h"
#include "module/complaints.h"
#include "module/in_force.h"
#include "module/module_files.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Inodes of sysfs are not used twice. A container may be without: then it is 0 at all times. */
u64 fast_load_id(void)
{
	struct stat module;

	return stat(OG_SYS_MODULE, &module) ? 0 : module.st_ino;
}

static int plan_now(struct fast_plan *plan)
{
	struct og_policy *policy = need(sizeof(*policy));
	int code = policy_read_live(policy);

	if (!code)
		fast_plan_make(plan, policy);
	free(policy);
	return code;
}

/* The generation first: a policy that is newer than its number is looked at again, not missed. */
int fast_follow_begin(struct fast_state *state)
{
	struct module_stats stats;
	int error;

	state->load = fast_load_id();
	error = module_read_stats(&stats);
	if (error)
		return module_complain(error, "read the policy's generation");
	state->generation = stats.generation;
	return plan_now(&state->plan);
}

/* With the policy unknown or the table not to be replaced, no fast path is the safe one. */
static int give_up(const struct fast_hold *hold, int code)
{
	if (!fast_table_remove(hold->nft))
		complain("the fast path is off for that reason");
	else
		complain("connections that the policy no longer admits may still pass: "
			 "\"nft delete table inet " FAST_TABLE "\" ends that");
	return code;
}

/* Whether the table was made for the policy in force: 1 or 0, or a negative errno. */
static int in_line(const struct fast_state *state)
{
	struct module_stats stats;
	int error = module_read_stats(&stats);

	if (error)
		return error;
	return stats.generation == state->generation && fast_load_id() == state->load;
}

int fast_follow(const struct fast_hold *hold, bool devices)
{
	struct fast_state *state = hold->state;
	struct fast_plan before = state->plan;
	int code = in_line(state), error;

	if (code < 0 || (code && !devices))
		return code < 0 ? code : 0;
	code = fast_follow_begin(state);
	if (code)
		return give_up(hold, code);
	if (devices || fast_plan_replaces(&before, &state->plan)) {
		code = fast_table_replace(hold->nft, &state->plan, &state->devices, hold->owned);
		if (code)
			return code < 0 ? code : give_up(hold, code);
	}
	error = fast_state_write(state);
	if (!error)
		return 0;
	complain("could not write %s: %s", state->path, strerror(-error));
	return give_up(hold, EXIT_MODULE);
}
