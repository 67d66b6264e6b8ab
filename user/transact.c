// SPDX-License-Identifier: GPL-2.0-only
#include "transact.h"
#include "changes.h"
#include "fast_follow.h"
#include "guard.h"
#include "json.h"
#include "out.h"
#include "policy_file.h"

#include <stdlib.h>

struct transaction {
	struct og_edit edit;
	struct og_policy before, after;
	struct og_policy now, again;	/* what holds afterwards, and with the edit once more */
	struct guard_stats stats;
	struct changes changes;
};

/* What the kernel will make of it, by the same code that it has. */
static int foresee(struct transaction *t)
{
	int code = guard_require(), error;

	if (!code)
		code = policy_read_live(&t->before);
	if (code)
		return code;
	error = guard_read_stats(&t->stats);
	if (error)
		return guard_complain(error, "read the counters");
	t->after = t->before;
	og_edit_apply(&t->edit, &t->after);
	/* A namespace that nobody has given a policy yet begins to enforce with its first. */
	if (!t->stats.generation && !og_edit_sets(&t->edit, OG_SET_MODE) && t->before.mode == OG_MODE_OFF)
		t->after.mode = OG_MODE_ENFORCE;
	changes_between(&t->changes, &t->before, &t->after);
	return 0;
}

/*
 * In force is what was asked for when asking again would change nothing.
 * Others may have changed other things meanwhile.
 */
static int verify(struct transaction *t)
{
	int code = policy_read_live(&t->now), error;

	if (code)
		return code;
	error = guard_read_stats(&t->stats);
	if (error)
		return guard_complain(error, "read the counters");
	t->again = t->now;
	og_edit_apply(&t->edit, &t->again);
	if (og_policy_equal(&t->now, &t->again) && t->now.mode == t->after.mode)
		return 0;
	complain("the policy was written, but what is in force is another: somebody else changed "
		 "it at the same time. See \"ogctl show\"");
	return EXIT_NO;
}

static void report(const struct options *options, const struct transaction *t, bool done)
{
	bool none = changes_none(&t->changes);
	json_t *answer;

	if (options->json) {
		answer = json_answer();
		json_object_set_new(answer, "dry_run", json_boolean(options->dry_run));
		json_object_set_new(answer, "changed", json_boolean(done));
		json_object_set_new(answer, "would_change", json_boolean(!none && !done));
		json_object_set_new(answer, "generation", json_integer(t->stats.generation));
		json_object_set_new(answer, "changes", changes_json(&t->changes));
		json_print(answer);
		return;
	}
	changes_print(&t->changes);
	if (none)
		note("nothing to change: it is so already");
	else if (!done)
		note("a dry run: nothing was changed");
	if (t->after.mode != OG_MODE_ENFORCE)
		note("the mode is %s: no packet is dropped. \"echo mode enforce | ogctl apply -\" enforces",
		     og_mode_name(t->after.mode));
}

/* The kernel takes it as a file of whole lines. */
static int publish(const struct source *source)
{
	size_t size = source->size;
	char *text = need(size + 1);
	int error;

	memcpy(text, source->text, size);
	if (text[size - 1] != '\n' && size < OG_TEXT_MAX)
		text[size++] = '\n';
	error = guard_publish(text, size);
	free(text);
	return error;
}

static int carry_out(const struct options *options, const struct source *source,
		     struct transaction *t)
{
	int code = foresee(t), error, fast;

	if (code)
		return code;
	if (changes_none(&t->changes) || options->dry_run) {
		report(options, t, false);
		return EXIT_YES;
	}
	error = publish(source);
	if (error)
		return guard_complain(error, "change the policy");
	/* First what must not pass any more, then words. */
	fast = fast_follow_change();
	code = verify(t);
	if (!code)
		report(options, t, true);
	return code ? code : fast;
}

int transact(const struct options *options, const struct source *source)
{
	struct transaction *t = need(sizeof(*t));
	int code = policy_parse(source, &t->edit);

	if (!code)
		code = carry_out(options, source, t);
	free(t);
	return code;
}
