// SPDX-License-Identifier: GPL-2.0-only
#include "carried.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "fast/fast_state.h"
#include "module/in_force.h"
#include "module/module_files.h"
#include "module/trial_file.h"
#include "policy/policy_text.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

static void enter(const struct netns_one *where)
{
	/* It is held, and whoever is here may load modules. */
	if (setns(where->fd, CLONE_NEWNET))
		abort();
}

void carried_enter(const struct carried *carried)
{
	enter(carried->where);
}

void carried_leave(const struct carried_list *list)
{
	enter(&list->all.list[0]);
}

/* A text of the module's own. False: this tool does not know its words. */
static bool parse(const char *text, size_t size, struct og_policy *policy)
{
	const struct source source = { .text = (char *)text, .size = size };
	struct og_error error;

	return policy_lay(&source, policy, &error);
}

static void read_fast(struct carried *carried)
{
	struct fast_state *state = fast_state_new();

	if (!fast_state_read(state))
		carried->fast = state->devices;
	fast_state_free(state);
}

/* In its namespace. */
static int read_one(struct carried *carried)
{
	struct module_trial *trial = need(sizeof(*trial));
	int error = module_read_policy(&carried->text, &carried->size);

	if (!error)
		error = module_read_trial(trial);
	carried->on_trial = !error && trial->running;
	free(trial);
	if (!error && !parse(carried->text, carried->size, &carried->policy))
		error = -EPROTO;
	if (!error)
		read_fast(carried);
	return error;
}

static void release_one(struct carried *carried)
{
	free(carried->text);
	free(carried);
}

/* Where nobody has written a policy there is nothing to carry. */
static bool is_unwritten(const struct carried *carried)
{
	struct og_policy *unwritten = need(sizeof(*unwritten));
	bool is;

	og_policy_unwritten(unwritten);
	is = og_policy_equal(&carried->policy, unwritten) && !carried->on_trial;
	free(unwritten);
	return is;
}

static int take(struct carried_list *list, const struct netns_one *where)
{
	struct carried *carried = need(sizeof(*carried));
	int error;

	carried->where = where;
	enter(where);
	error = read_one(carried);
	enter(&list->all.list[0]);
	if (error) {
		release_one(carried);
		if (error == -EPROTO)
			complain("the policy of network namespace %s has words that this tool does not know: nothing was changed",
				 where->shown);
		else
			complain("the policy of network namespace %s could not be read (%s): nothing was changed",
				 where->shown, strerror(-error));
		return EXIT_MODULE;
	}
	if (list->count && is_unwritten(carried)) {
		release_one(carried);
		return 0;
	}
	list->list = need_room(list->list, &list->room, list->count, sizeof(void *));
	list->list[list->count++] = carried;
	return 0;
}

int carried_find(struct carried_list *list)
{
	size_t i;
	int code = 0;

	*list = (struct carried_list){ 0 };
	netns_all_find(&list->all);
	if (list->all.unseen || !list->all.count) {
		complain("the network namespace of process %s may not be looked at: its policy could not be carried over; "
			 "nothing was changed", list->all.unseen ? list->all.unseen : "self");
		return EXIT_MODULE;
	}
	for (i = 0; i < list->all.count && !code; i++)
		code = take(list, &list->all.list[i]);
	return code;
}

void carried_release(struct carried_list *list)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		release_one(list->list[i]);
	free(list->list);
	netns_all_release(&list->all);
}

bool carried_is_so(const struct carried *carried)
{
	char *text;
	size_t size;
	bool same;

	if (module_read_policy(&text, &size))
		return false;
	same = size == carried->size && !memcmp(text, carried->text, size);
	free(text);
	return same;
}

int carried_publish(const struct carried *carried)
{
	struct og_policy *now = need(sizeof(*now));
	struct source whole;
	int error;

	source_set(&whole, "carried", carried->text);
	policy_make_whole(&whole);
	error = module_publish(whole.text, whole.size);
	source_free(&whole);
	if (!error)
		error = module_read_live(now);
	if (!error && !og_policy_equal(now, &carried->policy))
		error = -EPROTO;
	free(now);
	return error;
}
