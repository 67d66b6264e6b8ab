// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/need.h"
#include "base/out.h"
#include "base/shown.h"
#include "change/reload.h"
#include "command.h"
#include "history/history.h"
#include "journal/journal.h"
#include "machine/netns.h"
#include "module/complaints.h"
#include "module/module_files.h"

#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

/* All that can be refused is refused before anything is changed. */
static int may_do(const struct carried_list *list, const struct module_build *build)
{
	struct utsname kernel;
	size_t i;
	int code = 0;

	if (strcmp(build->version, OG_VERSION)) {
		complain("the module on disk is version %s, and this tool is " OG_VERSION ": it might not know its policies; "
			 "\"ogctl doctor\" says why no other was built", build->version);
		return EXIT_MODULE;
	}
	if (!uname(&kernel) && strncmp(build->kernel, kernel.release, strlen(kernel.release))) {
		complain("the module on disk, %s, was built for the kernel %s, and %s is running", build->file, build->kernel,
			 kernel.release);
		return EXIT_MODULE;
	}
	for (i = 0; i < list->count; i++) {
		if (!list->list[i]->on_trial)
			continue;
		complain("in network namespace %s a policy is on trial (or an audit that ends by itself), and would come to be "
			 "for good: first \"ogctl trial keep\" or \"ogctl trial revert\"%s%s", list->list[i]->where->shown,
			 list->list[i]->where->name ? ", by ogctl -n " : "",
			 list->list[i]->where->name ? list->list[i]->where->name : "");
		code = EXIT_NO;
	}
	return code;
}

static json_t *carried_json(const struct carried *carried)
{
	json_t *devices = json_array();
	size_t i;

	for (i = 0; i < carried->fast.count; i++)
		json_array_append_new(devices, json_text(carried->fast.names[i]));
	return json_pack("{s:o,s:b,s:o}", "namespace", json_text(carried->where->shown),
			 "by_table", carried->policy.setting[OG_SET_MODE] == OG_MODE_ENFORCE, "fast", devices);
}

static void answer_json(const struct options *options, const struct module *loaded, const struct module_build *build,
			const struct carried_list *list, bool same)
{
	json_t *answer = json_answer(), *carried = json_array();
	size_t i;

	for (i = 0; i < list->count; i++)
		json_array_append_new(carried, carried_json(list->list[i]));
	json_object_set_new(answer, "dry_run", json_boolean(options->dry_run));
	json_object_set_new(answer, "changed", json_boolean(!same && !options->dry_run));
	json_object_set_new(answer, "from", json_text(loaded->version));
	json_object_set_new(answer, "to", json_text(build->version));
	json_object_set_new(answer, "carried", carried);
	json_print(answer);
}

static void answer_text(const struct options *options, const struct module *loaded, const struct module_build *build,
			const struct carried_list *list)
{
	const char *would = options->dry_run ? "would be " : "";
	size_t i;

	printf("module: %s%s -> %s\n", would, loaded->version, build->version);
	for (i = 0; i < list->count; i++) {
		printf("%scarried over: the policy of ", would);
		shown_put(stdout, i ? list->list[i]->where->shown : "this network namespace");
		puts(list->list[i]->fast.count ? ", and its fast path" : "");
	}
	note(options->dry_run ? "a dry run: nothing was changed" :
	     "counters and the tally begin anew; open connections went on");
}

/* One that failed has changed things all the same: its table stays. */
static void tell_journal(const struct module *loaded, const struct module_build *build, int code)
{
	char *what = need_text("%s -> %s", loaded->version, build->version);

	journal_tell(&(struct journal_event){ .kind = JOURNAL_RELOAD, .what = what, .failed = code });
	free(what);
}

static int reload(const struct options *options, const struct module *loaded, const struct module_build *build)
{
	struct carried_list list;
	int code;

	if (!options->dry_run)
		history_hold();
	code = carried_find(&list);
	if (!code)
		code = may_do(&list, build);
	if (!code && !options->dry_run) {
		code = reload_do(&list, build);
		tell_journal(loaded, build, code);
	}
	history_let_go();
	if (!code && options->json)
		answer_json(options, loaded, build, &list, false);
	else if (!code)
		answer_text(options, loaded, build, &list);
	carried_release(&list);
	return code;
}

static int nothing_to_do(const struct options *options, const struct module *loaded, const struct module_build *build)
{
	const struct carried_list none = { 0 };

	if (!loaded->fits) {
		complain("the module on disk is the one that is loaded, %s, and this tool is " OG_VERSION
			 ": no newer one was built, and \"ogctl doctor\" says why", loaded->version);
		return EXIT_MODULE;
	}
	if (options->json)
		answer_json(options, loaded, build, &none, true);
	note("nothing to do: the module on disk is the one that is loaded, %s", loaded->version);
	return EXIT_YES;
}

static int run(const struct options *options)
{
	struct module_build build;
	struct module loaded;
	int error = module_probe(&loaded);

	if (error)
		return module_complain(error, "reload the module");
	if (netns_of("self") != netns_of("1")) {
		complain("\"ogctl reload\" is for the system's own network namespace: it is there that modules are loaded");
		return EXIT_USAGE;
	}
	if (!module_build_read(&build)) {
		complain("modprobe finds no module for the running kernel: nothing was changed; \"ogctl doctor\" says what to do");
		return EXIT_MODULE;
	}
	if (module_build_is_loaded(&build))
		return nothing_to_do(options, &loaded, &build);
	return reload(options, &loaded, &build);
}

const struct command cmd_reload = {
	.name = "reload",
	.summary = "Take the module on disk in place of the loaded one, and open nothing meanwhile",
	.details = "After an upgrade, where it is not to wait for the next start. The policy of each network namespace is "
		   "carried over, and so is a fast path; a table of nft holds the same policies while there is no module. "
		   "Open connections go on, conntrack keeps what it knows; counters and the tally begin anew. Refused while "
		   "something is on trial. If the new module cannot be loaded the table stays, and nothing is open.\n\n"
		   "Examples:\n"
		   "  ogctl reload --dry-run\n"
		   "  ogctl reload",
	.takes = TAKES_NO_NETNS | TAKES_DRY_RUN,
	.run = run,
};
