// SPDX-License-Identifier: GPL-2.0-only
#include "reload.h"
#include "base/out.h"
#include "base/request.h"
#include "fast/fast_service.h"
#include "fast/fast_watch.h"
#include "module/held.h"
#include "module/module_files.h"
#include "reload_load.h"
#include "stand_in.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A closed terminal, or a ^C, does not leave half of it. */
static void hold_signals(sigset_t *before)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGQUIT);
	sigaddset(&set, SIGPIPE);
	sigaddset(&set, SIGTSTP);
	sigprocmask(SIG_BLOCK, &set, before);
}

static int remove_tables(struct carried_list *list)
{
	size_t i;
	int code = 0;

	for (i = 0; i < list->count; i++) {
		if (!list->list[i]->stands_in)
			continue;
		carried_enter(list->list[i]);
		if (stand_in_remove())
			code = EXIT_MODULE;
		else
			list->list[i]->stands_in = false;
	}
	carried_leave(list);
	return code;
}

static int make_tables(struct carried_list *list)
{
	size_t i;
	int code = 0;

	for (i = 0; i < list->count && !code; i++) {
		struct carried *carried = list->list[i];

		if (carried->policy.setting[OG_SET_MODE] != OG_MODE_ENFORCE)
			continue;
		carried_enter(carried);
		code = stand_in_make(&carried->policy);
		carried->stands_in = !code;
	}
	carried_leave(list);
	return code;
}

/* Nobody has changed anything since we looked. */
static bool all_are_so(struct carried_list *list)
{
	bool so = true;
	size_t i;

	for (i = 0; i < list->count && so; i++) {
		carried_enter(list->list[i]);
		so = carried_is_so(list->list[i]);
		if (!so)
			complain("the policy of network namespace %s was changed at this moment: nothing was done; say it again",
				 list->list[i]->where->shown);
	}
	carried_leave(list);
	return so;
}

/* Not "modprobe -r", which takes conntrack along, and all connections with it. @held: it has to let go of itself first. */
static int unload(bool held)
{
	int error;

	if (held)
		module_hold(false);
	if (!syscall(SYS_delete_module, OG_NAME, O_NONBLOCK))
		return 0;
	error = errno;
	if (held)
		module_hold(true);
	if (error == EPERM)
		complain("may not unload the module: run it as root; nothing was changed");
	else if (error == EAGAIN || error == EWOULDBLOCK || error == EBUSY)
		complain("the module is in use at this moment, somebody has one of its files open: nothing was changed; "
			 "\"fuser -v " OG_PROC_NET "/*\" says who");
	else
		complain("could not unload the module (%s): nothing was changed", strerror(error));
	return EXIT_MODULE;
}

/* Each policy; those that are refused keep their table. */
static int publish(struct carried_list *list)
{
	int code = 0, error;
	size_t i;

	for (i = 0; i < list->count; i++) {
		struct carried *carried = list->list[i];

		carried_enter(carried);
		error = carried_publish(carried);
		if (!error && carried->stands_in && !stand_in_remove())
			carried->stands_in = false;
		if (error) {
			code = EXIT_MODULE;
			complain("the module that is loaded now refuses the policy of network namespace %s (%s%s%s)%s",
				 carried->where->shown, strerror(-error), *module_refusal() ? ": " : "", module_refusal(),
				 carried->stands_in ? ": the table " STAND_IN_TABLE " holds it, \"nft list table inet "
				 STAND_IN_TABLE "\" shows it" : "");
		}
	}
	carried_leave(list);
	return code;
}

static bool has_fast(const struct carried *carried)
{
	return carried->fast.count;
}

/* Its watcher ends with the module; it is the same as "ogctl fast on". */
static void fast_again(struct carried_list *list)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		struct carried *carried = list->list[i];
		int code;

		if (!has_fast(carried))
			continue;
		carried_enter(carried);
		code = fast_begin(carried->where->name, &carried->fast);
		carried_leave(list);
		if (code)
			note("the fast path of network namespace %s is off: \"ogctl fast on\" switches it on again",
			     carried->where->shown);
	}
}

static void fast_off(struct carried_list *list)
{
	struct fast_state *state;
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (!has_fast(list->list[i]))
			continue;
		carried_enter(list->list[i]);
		state = fast_state_new();
		if (!fast_state_read(state) && !fast_watch_stop(state))
			fast_state_forget(state);
		fast_state_free(state);
	}
	carried_leave(list);
}

/* Whoever had the last one held wants this one held, too. */
static void hold_again(void)
{
	if (!module_is_held() && !module_hold(true))
		note("this module cannot be held as the one before was: rmmod, and firewalld's complete reload, would unload it");
}

int reload_do(struct carried_list *list, const struct module_build *build)
{
	const bool held = module_is_held();
	enum reload_loaded loaded;
	sigset_t before;
	int code;

	hold_signals(&before);
	code = make_tables(list);
	if (!code && !all_are_so(list))
		code = EXIT_NO;
	if (!code)
		code = unload(held);
	if (code) {
		remove_tables(list);
		sigprocmask(SIG_SETMASK, &before, NULL);
		return code;
	}
	fast_off(list);
	loaded = reload_load(build);
	if (loaded == RELOAD_NONE)
		reload_hand_over(list);
	else
		code = publish(list);
	if (loaded != RELOAD_NONE && held)
		hold_again();
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (loaded != RELOAD_NONE)
		fast_again(list);
	return loaded == RELOAD_WANTED ? code : EXIT_MODULE;
}
