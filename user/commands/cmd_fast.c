// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "command.h"
#include "fast/fast_service.h"
#include "fast/fast_status.h"
#include "fast/fast_tell.h"
#include "fast/fast_watch.h"
#include "journal/journal.h"
#include "module/complaints.h"
#include "module/in_force.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Of a dry run. Without @devices: off. */
static void foretell(const struct options *options, const struct fast_devices *devices)
{
	size_t i;

	if (options->json)
		return;
	if (!devices) {
		puts("fast path   would be off");
		return;
	}
	fputs("fast path   would be on, over", stdout);
	for (i = 0; i < devices->count; i++)
		printf(" %s", devices->names[i]);
	putchar('\n');
}

static void answer_change(const struct options *options, bool would,
			  const struct fast_status *now)
{
	json_t *answer;

	if (!options->json)
		return;
	answer = json_answer();
	json_object_set_new(answer, "dry_run", json_boolean(options->dry_run));
	json_object_set_new(answer, "changed", json_boolean(would && !options->dry_run));
	json_object_set_new(answer, "would_change", json_boolean(would && options->dry_run));
	json_object_set_new(answer, "fast", fast_status_json(now));
	json_print(answer);
}

/* What is so afterwards, by another look. */
static int report(const struct options *options, bool would)
{
	struct fast_status now;
	int code = fast_status_read(&now);

	if (code)
		return code;
	if (!options->json && !(would && options->dry_run))
		fast_status_print(&now, "");
	answer_change(options, would, &now);
	if (!would)
		note("nothing to change: it is so already");
	else if (options->dry_run)
		note("a dry run: nothing was changed");
	fast_status_release(&now);
	return EXIT_YES;
}

/* Over these devices, and in order? */
static int is_on(const struct fast_devices *devices, bool *on)
{
	struct fast_status now;
	int code = fast_status_read(&now);

	if (code)
		return code;
	*on = fast_status_on(&now) && now.watcher && now.table == NFT_PRESENT &&
	      fast_devices_equal(&now.state->devices, devices);
	fast_status_release(&now);
	return 0;
}

/* Watcher, table and file. */
static int take_away(void)
{
	struct fast_state *state = fast_state_new();
	int error = fast_state_read(state), code = 0;

	/* One that nobody can read (EPROTO) has to go, too. */
	if (error == -EPROTO)
		error = 0;
	if (error && error != -ENOENT) {
		complain("could not read the state of the fast path: %s", strerror(-error));
		code = EXIT_MODULE;
	} else if (!error) {
		code = fast_watch_stop(state);
	}
	if (!code && !error)
		code = fast_table_remove(NULL);
	if (!code && !error)
		fast_state_forget(state);
	fast_state_free(state);
	return code;
}

/* All that can be refused is refused before anything is changed. */
static int may_begin(struct fast_devices *devices, const struct options *options)
{
	struct og_policy *policy = need(sizeof(*policy));
	int code = module_require();

	if (!code)
		code = policy_read_live(policy);
	if (!code)
		code = fast_devices_choose(devices, options->argc - 1, options->argv + 1);
	if (!code)
		code = fast_table_check(devices);
	free(policy);
	return code;
}

static int switch_on(const struct options *options)
{
	struct fast_devices *devices = need(sizeof(*devices));
	int code = may_begin(devices, options);
	bool on = false;

	if (!code)
		code = is_on(devices, &on);
	if (!code && !on && !options->dry_run) {
		code = take_away();
		if (!code)
			code = fast_begin(options->netns, devices);
		if (!code)
			fast_tell_on(devices);
	}
	if (!code && !on && options->dry_run)
		foretell(options, devices);
	free(devices);
	return code ? code : report(options, !on);
}

/* For the unit: the watcher is this process. */
static int run_here(const struct options *options)
{
	struct fast_devices *devices = need(sizeof(*devices));
	int code = may_begin(devices, options);

	if (options->netns || options->dry_run) {
		complain("\"ogctl fast run\" is for outlook-guard-fast.service: it takes devices, and nothing else");
		code = EXIT_USAGE;
	}
	if (!code)
		code = take_away();
	if (!code)
		code = fast_watch_run(devices);
	free(devices);
	return code;
}

static int switch_off(const struct options *options)
{
	struct fast_status now;
	int code = fast_status_read(&now);
	bool on, lost;

	if (code)
		return code;
	on = now.state;
	fast_status_release(&now);
	/* A table without a state is one whose state was lost. */
	lost = !on && fast_table_look() == NFT_PRESENT;
	on = on || lost;
	if (on && options->dry_run)
		foretell(options, NULL);
	else if (on)
		code = lost ? fast_table_remove(NULL) : take_away();
	if (on && !options->dry_run && !code)
		journal_tell(&(struct journal_event){ .kind = JOURNAL_FAST_OFF });
	return code ? code : report(options, on);
}

static int say_status(const struct options *options)
{
	struct fast_status now;
	json_t *answer;
	int code = fast_status_read(&now);

	if (code)
		return code;
	if (options->json) {
		answer = json_answer();
		json_object_set_new(answer, "fast", fast_status_json(&now));
		json_print(answer);
	} else {
		fast_status_print(&now, "");
	}
	fast_status_release(&now);
	return EXIT_YES;
}

static int run(const struct options *options)
{
	static const struct {
		const char *name;
		bool devices;
		int (*run)(const struct options *options);
	} verbs[] = {
		{ "on", true, switch_on }, { "run", true, run_here }, { "off", false, switch_off }, { "status", false, say_status },
	};
	const char *verb = options->argc ? options->argv[0] : "status";
	size_t i;

	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(verb, verbs[i].name))
			continue;
		if (options->argc > 1 && !verbs[i].devices) {
			complain("\"ogctl fast %s\" takes nothing more", verb);
			return EXIT_USAGE;
		}
		return verbs[i].run(options);
	}
	complain("\"ogctl fast %s\" is not known: it is on [DEVICE...], off, status, or run [DEVICE...]", verb);
	return EXIT_USAGE;
}

const struct command cmd_fast = {
	.name = "fast",
	.args = "[on [DEVICE...] | off | status | run [DEVICE...]]",
	.summary = "Let the kernel forward established connections past the filters",
	.details = "Established tcp and udp connections that the chain forward accepted go into the kernel's "
		   "flowtable, by a table of nft that is ogctl's own, and skip routing and filters from "
		   "then on; their packets are in no counter. A change of the policy takes those out that it "
		   "no longer admits: before ogctl returns when it was made with ogctl, within a tenth of a "
		   "second when it was not. Without DEVICE, over all Ethernet devices that are up now. Needs "
		   "nft. The manual says what is skipped.\n\n"
		   "Where systemd has outlook-guard-fast.service, \"on\" begins that, and \"systemctl enable "
		   "outlook-guard-fast\" does at each start of the machine; \"run\" is what it does.\n\n"
		   "Examples:\n"
		   "  ogctl fast on\n"
		   "  ogctl fast on eth0 eth1 --dry-run\n"
		   "  ogctl fast off",
	.takes = TAKES_DRY_RUN,
	.max_args = 2 * FAST_DEVICES_MAX,	/* one too many is said in words */
	.run = run,
};
