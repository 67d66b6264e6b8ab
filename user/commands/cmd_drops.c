// SPDX-License-Identifier: GPL-2.0-only
#include "base/clock.h"
#include "base/duration.h"
#include "base/json_answer.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "command.h"
#include "module/complaints.h"
#include "module/in_force.h"
#include "module/module_files.h"
#include "watch/drops.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define KEY_FOLLOW	0x5000
#define KEY_FOR		0x5001
#define USUAL_SECONDS	10

static struct drops_input {
	bool follow;
	unsigned int seconds;	/* 0: not said */
} input;

struct collection {
	const struct options *options;
	struct drops drops;
	bool lost;		/* more came than we could read */
	struct og_policy *policy;	/* in force, as of @generation; its zones are of use */
	u64 generation;
};

static const struct argp_option options_list[] = {
	{ "follow", KEY_FOLLOW, NULL, 0, "Show each drop as it comes, until Ctrl-C or --for", 0 },
	{ "for", KEY_FOR, "TIME", 0, "Collect for that long, at most 7d: 10 (seconds, the default), 30s, 2m, 1h", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case KEY_FOLLOW:
		input.follow = true;
		return 0;
	case KEY_FOR:
		if (!duration_parse(arg, &input.seconds))
			argp_error(state, "--for takes seconds, or a time such as 30s, 2m, 1h, at most 7d; not \"%s\"",
				   arg);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp own_argp = { options_list, parse, NULL, NULL, NULL, NULL, NULL };

static volatile sig_atomic_t told_to_stop;

static void stop(int number)
{
	(void)number;
	told_to_stop = 1;
}

static void take_drop(void *to, const struct drop *drop)
{
	struct collection *collection = to;
	json_t *line;

	if (!input.follow) {
		drops_add(&collection->drops, drop);
		return;
	}
	if (collection->options->json) {
		line = drop_json(drop, collection->drops.zones);
		json_object_set_new(line, "schema", json_integer(SCHEMA));
		json_print_line(line);
	} else {
		drop_print(drop, collection->drops.zones);
	}
	/* Whoever follows in a pipe wants it now; whoever has gone wants no more. */
	if (fflush(stdout))
		told_to_stop = 1;
}

static int complain_log(int error, u16 group)
{
	if (error == -EBUSY)
		complain("the group nflog:%u is taken by another program, as ulogd2 or tcpdump: only one "
			 "can read it. End that, or log to another group: "
			 "echo \"log nflog:%u\" | ogctl apply -", group, group == 65535 ? 0 : group + 1);
	else if (error == -EPERM || error == -EACCES)
		return module_complain(error, "read dropped packets");
	else
		complain("could not read nflog:%u: %s; is the kernel's module nfnetlink_log there?",
			 group, strerror(-error));
	return EXIT_MODULE;
}

/* Whom a packet comes from is told by the zones of the moment. */
static void look_at_zones(struct collection *collection)
{
	struct module_stats stats;
	const struct og_zones *zones = &collection->policy->zones;

	if (module_read_stats(&stats) || stats.generation == collection->generation)
		return;
	if (module_read_live(collection->policy))
		return;
	collection->generation = stats.generation;
	collection->drops.zones = og_zones_none(zones) ? NULL : zones;
}

/* Until the time is up, or a signal. 0 or a negative errno. */
static int collect(struct drop_log *log, struct collection *collection)
{
	unsigned int seconds = input.seconds ? input.seconds : USUAL_SECONDS;
	bool endless = input.follow && !input.seconds;
	struct pollfd wait = { .fd = drop_log_fd(log), .events = POLLIN };
	u64 end = endless ? ~0ull : clock_ms() + 1000ull * seconds;
	int error = 0, rest;

	while (!error && !told_to_stop && (rest = clock_rest_ms(clock_ms(), end)) > 0) {
		if (poll(&wait, 1, rest) <= 0)
			continue;
		look_at_zones(collection);
		error = drop_log_read(log, take_drop, collection);
		if (error == -ENOBUFS) {
			collection->lost = true;
			error = 0;
		}
	}
	return error;
}

/* A counter that is less than before was set back: the module was loaded anew meanwhile. */
static u64 counted_since(u64 before, u64 now)
{
	return now >= before ? now - before : now;
}

static void report(struct collection *collection, const struct module_stats *before)
{
	struct drops *drops = &collection->drops;
	struct module_stats stats;
	u64 suppressed = module_read_stats(&stats) ? 0 : counted_since(before->log_suppressed, stats.log_suppressed);
	json_t *answer;

	if (collection->options->json && !input.follow) {
		answer = json_answer();
		json_object_set_new(answer, "drops", drops_json(drops));
		json_object_set_new(answer, "count", json_integer(drops->count));
		json_object_set_new(answer, "not_listed", json_integer(drops->beyond));
		json_object_set_new(answer, "suppressed", json_integer(suppressed));
		json_object_set_new(answer, "lost", json_boolean(collection->lost));
		json_print(answer);
	} else if (!input.follow) {
		drops_print(drops);
		if (!drops->count)
			note("no packet was dropped in that time; %s", !strcmp(before->setting[OG_SET_TALLY], "on") ?
			     "which ports were tried before: \"ogctl ports\"" :
			     "\"ogctl ports on\" remembers each port that is tried from then on");
	}
	if (drops->beyond)
		note("%lu more, of other kinds, are not listed", drops->beyond);
	if (suppressed)
		note("%llu more were dropped and not logged: the module hands over at most 50 a second; "
		     "\"ogctl status\" counts all", (unsigned long long)suppressed);
	if (collection->lost)
		note("some were lost between kernel and ogctl");
}

static int watch(const struct options *options, u16 group, const struct module_stats *before)
{
	/* No SA_RESTART: it has to end what waits. */
	const struct sigaction action = { .sa_handler = stop };
	struct collection collection = { .options = options, .policy = need(sizeof(*collection.policy)) };
	struct drop_log *log;
	int error = drop_log_open(&log, group);

	if (error) {
		free(collection.policy);
		return complain_log(error, group);
	}
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	if (!input.follow)
		note("collecting what is dropped from now on, for %u seconds; Ctrl-C ends it earlier",
		     input.seconds ? input.seconds : USUAL_SECONDS);
	else if (!options->json)
		note("waiting for what is dropped from now on; Ctrl-C ends it");
	error = collect(log, &collection);
	drop_log_close(log);
	if (error)
		complain_log(error, group);
	else
		report(&collection, before);
	drops_release(&collection.drops);
	free(collection.policy);
	return error ? EXIT_MODULE : EXIT_YES;
}

/* From "nflog:5". False: "off". */
static bool find_group(const struct module_stats *stats, u16 *group)
{
	unsigned int number;

	if (sscanf(stats->setting[OG_SET_LOG], "nflog:%u", &number) != 1 || number > 65535)
		return false;
	*group = number;
	return true;
}

static int run(const struct options *options)
{
	struct module_stats stats;
	int code = module_require(), error;
	u16 group;

	if (code)
		return code;
	error = module_read_stats(&stats);
	if (error)
		return module_complain(error, "read the module's settings");
	if (!find_group(&stats, &group)) {
		complain("the log is off, so there is nothing to see. Switch it on with "
			 "echo \"log nflog:5\" | ogctl apply -");
		return EXIT_NO;
	}
	if (!strcmp(stats.setting[OG_SET_MODE], "off"))
		note("the mode is off: nothing is dropped");
	return watch(options, group, &stats);
}

const struct command cmd_drops = {
	.name = "drops",
	.args = "",
	.summary = "Which packets are dropped now, from where, for what port, and why",
	.details = "Reads what the module hands to NFLOG, which has to be on (\"log nflog:GROUP\" in the "
		   "policy), and lists each kind once with its count. The module hands over at most 50 "
		   "packets a second, so a flood slows nothing down. In audit mode these are the packets "
		   "that would be dropped.\n\n"
		   "Examples:\n"
		   "  echo \"log nflog:5\" | ogctl apply -\n"
		   "  ogctl drops\n"
		   "  ogctl drops --for 1m\n"
		   "  ogctl drops --follow",
	.own = &own_argp,
	.run = run,
};
