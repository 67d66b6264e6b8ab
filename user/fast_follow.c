// SPDX-License-Identifier: GPL-2.0-only
#include "fast_follow.h"
#include "fast_table.h"
#include "guard.h"
#include "ogctl.h"
#include "out.h"
#include "policy_file.h"

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
	struct guard_stats stats;
	int error;

	state->load = fast_load_id();
	error = guard_read_stats(&stats);
	if (error)
		return guard_complain(error, "read the policy's generation");
	state->generation = stats.generation;
	return plan_now(&state->plan);
}

/* With the policy unknown or the table not to be replaced, no fast path is the safe one. */
static int give_up(int code)
{
	if (!fast_table_remove())
		complain("the fast path is off for that reason");
	else
		complain("connections that the policy no longer admits may still pass: "
			 "\"nft delete table inet " FAST_TABLE "\" ends that");
	return code;
}

/* Whether the table was made for the policy in force: 1 or 0, or a negative errno. */
static int in_line(const struct fast_state *state)
{
	struct guard_stats stats;
	int error = guard_read_stats(&stats);

	if (error)
		return error;
	return stats.generation == state->generation && fast_load_id() == state->load;
}

static int follow_locked(struct fast_state *state)
{
	int error = fast_state_read(state), code;
	struct fast_plan before;

	if (error)
		return error;
	error = in_line(state);
	if (error)
		return error < 0 ? error : 0;
	before = state->plan;
	code = fast_follow_begin(state);
	if (code)
		return give_up(code);
	if (fast_plan_replaces(&before, &state->plan)) {
		code = fast_table_replace(&state->plan, &state->devices);
		if (code)
			return code < 0 ? code : give_up(code);
	}
	error = fast_state_write(state);
	if (!error)
		return 0;
	complain("could not write %s: %s", state->path, strerror(-error));
	return give_up(EXIT_GUARD);
}

/* After a change the generation is at least 1, so a state that was not read yet is not in line. */
int fast_follow(struct fast_state *state)
{
	int code = in_line(state);

	if (code)
		return code < 0 ? code : 0;
	code = fast_state_lock(state);
	if (code)
		return code;
	code = follow_locked(state);
	fast_state_unlock(state);
	return code;
}

int fast_follow_change(void)
{
	struct fast_state *state;
	int code = fast_state_open(&state);

	if (!code) {
		code = fast_follow(state);
		fast_state_close(state);
	}
	/* There is none; or its table was removed by others, or is not made yet: nothing is in it. */
	if (code == -ENOENT)
		return 0;
	if (code >= 0)
		return code;
	complain("the policy was changed, but whether connections in the fast path still fit it "
		 "cannot be said: %s. \"ogctl fast off\" ends that", strerror(-code));
	return EXIT_GUARD;
}
