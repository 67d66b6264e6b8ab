// SPDX-License-Identifier: GPL-2.0-only
#include "base/duration.h"
#include "base/json_answer.h"
#include "base/json_text.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "base/shown.h"
#include "command.h"
#include "fast/fast_status.h"
#include "gate/standing.h"
#include "machine/conntrack_table.h"
#include "module/complaints.h"
#include "module/early_work.h"
#include "module/in_force.h"
#include "module/module_files.h"
#include "policy/describe.h"
#include "policy/policy_json.h"
#include "policy/zone_words.h"
#include "text.h"
#include "way/droppers.h"
#include "way/other_filters.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#define KEY_CHECK	0x5200

struct status {
	struct module module;
	struct module_stats stats;
	struct og_policy policy;
	bool has_policy;	/* it takes privilege to read */
	struct fast_status fast;
	struct conntrack_table table;
	struct standing standing;
	struct other_filters others;
};

static bool check;

static const struct argp_option options_list[] = {
	{ "check", KEY_CHECK, NULL, 0,
	  "Only whether it is enforced, in a line: exit status 0, enforced; 1, not, or not as the disk has it; 3, neither module nor "
	  "fallback", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	(void)arg;
	(void)state;
	if (key != KEY_CHECK)
		return ARGP_ERR_UNKNOWN;
	check = true;
	return 0;
}

static const struct argp own_argp = { options_list, parse, NULL, NULL, NULL, NULL, NULL };

static const struct {
	const char *mode, *meaning;
	enum style style;
} modes[] = {
	{ "enforce", "what no item accepts is dropped", STYLE_GOOD },
	{ "audit", "packets are judged and counted, none is dropped", STYLE_CAREFUL },
	{ "off", "nothing is looked at", STYLE_BAD },
};

/* What ends by itself, and what is kept of packets. */
static void print_records(const struct module_stats *stats)
{
	char age[DURATION_SIZE];

	if (stats->trial_left)
		printf("  trial       %s%s left%s, then the policy before it is back: \"ogctl trial\" says more\n",
		       out_style(stdout, STYLE_CAREFUL), duration_text(stats->trial_left, age),
		       out_style(stdout, STYLE_PLAIN));
	if (!strcmp(stats->setting[OG_SET_TALLY], "on"))
		printf("  tally       on for %s: \"ogctl ports\" shows it\n",
		       duration_text(stats->tally_seconds, age));
	if (*stats->setting[OG_SET_LOG] && strcmp(stats->setting[OG_SET_LOG], "off"))
		printf("  log         %s: %" PRIu64 " drops were sent there, %" PRIu64
		       " more were too many at once\n", stats->setting[OG_SET_LOG], stats->log_sent,
		       stats->log_suppressed);
}

/* Who is told of a drop; without the policy, only that some were. */
static void print_refuse(const struct status *status)
{
	const struct module_stats *stats = &status->stats;
	char *text;

	if (!stats->refuse_sent && !stats->refuse_suppressed &&
	    (!status->has_policy || status->policy.zones.refuse == OG_REFUSE_DROP))
		return;
	text = status->has_policy ? refuse_text(&status->policy.zones) : need_copy("reject");
	printf("  refuse      %s: %" PRIu64 " answers were sent, %" PRIu64 " more were too many at once\n", text,
	       stats->refuse_sent, stats->refuse_suppressed);
	free(text);
}

/* An audit that nothing ends: that of a machine's first load, for conntrack to get to know what is open. */
static bool goes_on(const struct module_stats *stats)
{
	return !strcmp(stats->setting[OG_SET_MODE], "audit") && !stats->trial_left;
}

static void print_mode(const struct status *status)
{
	const struct module_stats *stats = &status->stats;
	size_t i;

	for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
		if (!strcmp(stats->setting[OG_SET_MODE], modes[i].mode))
			printf("  mode        %s%s%s: %s%s\n", out_style(stdout, modes[i].style),
			       stats->setting[OG_SET_MODE], out_style(stdout, STYLE_PLAIN), modes[i].meaning,
			       goes_on(stats) ? ", until \"ogctl enforce\"" : "");
	if (!strcmp(stats->setting[OG_SET_IPV6], "ignore"))
		printf("  ipv6        %signore%s: IPv6 passes unseen\n",
		       out_style(stdout, STYLE_CAREFUL), out_style(stdout, STYLE_PLAIN));
	else
		puts("  ipv6        filter: judged by the same chains as IPv4");
	early_print(stats);
	print_records(stats);
	print_refuse(status);
	printf("  generation  %" PRIu64 ": %s\n", stats->generation,
	       stats->generation ? "grows with every change of the policy" :
	       "nobody has given this network namespace a policy yet");
	if (stats->texts_unfit)
		printf("  unfit       %s%" PRIu64 " whole texts changed nothing%s: another had come between, whose zones they did not "
		       "fit; the kernel's log has them\n", out_style(stdout, STYLE_CAREFUL), stats->texts_unfit,
		       out_style(stdout, STYLE_PLAIN));
	if (status->standing.disk == ON_DISK_UNASKED)
		return;
	fputs("  disk        ", stdout);
	standing_say_disk(&status->standing, stdout);
	putchar('\n');
}

/* Only where it explains what no counter below does. */
static void print_table(const struct conntrack_table *table)
{
	if (conntrack_table_is_full(table))
		printf("  conntrack   %sits table is full%s, %ld of %ld: the kernel drops new connections before the "
		       "module sees them, or forgets others for them\n", out_style(stdout, STYLE_BAD), out_style(stdout, STYLE_PLAIN),
		       table->count, table->max);
}

static void print_row(const char *verdict, const char *sentence, const u64 *count)
{
	printf("    %-10s %-42s %12" PRIu64 " %12" PRIu64 "\n", verdict, sentence,
	       count[OG_INPUT], count[OG_FORWARD]);
}

/* A zone is counted in both chains together; what two of them list, for both. */
static void print_zone_counters(const struct module_stats *stats)
{
	size_t i;

	for (i = 0; i < stats->zone_count; i++)
		printf("    %-10s by zone %s, both chains together: %" PRIu64 "\n", "", stats->zones[i].name,
		       stats->zones[i].passed);
}

static void print_counters(const struct module_stats *stats)
{
	u64 passed[OG_CHAINS] = { 0 }, dropped[OG_CHAINS] = { 0 };
	unsigned int r, c;

	printf("  %spackets%s%*s%12s %12s\n", out_style(stdout, STYLE_STRONG),
	       out_style(stdout, STYLE_PLAIN), 49, "", "input", "forward");
	for (r = 0; r < OG_REASON_COUNT; r++) {
		u64 count[OG_CHAINS], would[OG_CHAINS];

		for (c = 0; c < OG_CHAINS; c++) {
			count[c] = stats->counters[c][r];
			would[c] = stats->would_drop[c][r];
			passed[c] += og_reason_drops(r) ? would[c] : count[c];
			dropped[c] += og_reason_drops(r) ? count[c] : 0;
		}
		if (count[OG_INPUT] || count[OG_FORWARD])
			print_row(og_reason_drops(r) ? "dropped" : "accepted",
				  reason_sentence(r), count);
		if (r == OG_ACCEPT_ZONE)
			print_zone_counters(stats);
		if (would[OG_INPUT] || would[OG_FORWARD])
			print_row("would drop", reason_sentence(r), would);
	}
	print_row("passed", "in all", passed);
	print_row("dropped", "in all", dropped);
	if (stats->early_drop)
		printf("    %-10s %-42s %12" PRIu64 "\n", "dropped",
		       "early, for ports that neither chain lists", stats->early_drop);
}

/* Nothing, where nobody else drops. */
static void print_others(const struct other_filters *others)
{
	struct droppers droppers;
	size_t i;

	droppers_find(others, &droppers);
	for (i = 0; i < droppers.count; i++) {
		printf("  others      %s may drop packets, too: ", droppers.list[i].who);
		shown_put(stdout, droppers.list[i].where);
		putchar('\n');
	}
	if (others->unasked)
		puts("  others      whether another filter drops packets, too, only root can see: sudo ogctl status");
	droppers_release(&droppers);
}

static void print_status(const struct options *options, const struct status *status)
{
	printf("%soutlook_guard %s%s", out_style(stdout, STYLE_STRONG), status->module.version,
	       out_style(stdout, STYLE_PLAIN));
	if (options->netns)
		printf(", network namespace %s", options->netns);
	putchar('\n');
	print_mode(status);
	print_table(&status->table);
	fast_status_print(&status->fast, "  ");
	print_others(&status->others);
	putchar('\n');
	if (status->has_policy)
		describe_policy(&status->policy, stdout);
	else
		puts("  What the chains accept is for root to read: sudo ogctl status");
	putchar('\n');
	print_counters(&status->stats);
}

static json_t *json_counters(const struct module_stats *stats, unsigned int chain)
{
	json_t *object = json_object(), *accept = json_object(), *drop = json_object(),
	       *would_drop = json_object();
	unsigned int r;

	for (r = 0; r < OG_REASON_COUNT; r++) {
		json_object_set_new(og_reason_drops(r) ? drop : accept, og_reason_name(r),
				    json_integer(stats->counters[chain][r]));
		if (og_reason_drops(r))
			json_object_set_new(would_drop, og_reason_name(r),
					    json_integer(stats->would_drop[chain][r]));
	}
	json_object_set_new(object, "accept", accept);
	json_object_set_new(object, "drop", drop);
	json_object_set_new(object, "would_drop", would_drop);
	return object;
}

static json_t *json_zones_passed(const struct module_stats *stats)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < stats->zone_count; i++)
		json_array_append_new(array, json_pack("{s:o,s:I}", "name", json_text(stats->zones[i].name),
						       "passed", (json_int_t)stats->zones[i].passed));
	return array;
}

static json_t *json_table(const struct conntrack_table *table)
{
	if (table->count < 0 || table->max < 0)
		return json_null();
	return json_pack("{s:I,s:I,s:b}", "count", (json_int_t)table->count, "max",
			 (json_int_t)table->max, "full", conntrack_table_is_full(table));
}

static void add_standing(json_t *answer, const struct standing *standing)
{
	json_object_set_new(answer, "in_force", json_text(in_force_by_name(standing->by)));
	json_object_set_new(answer, "disk", json_text(standing_disk_name(standing)));
}

static void print_json(const struct options *options, const struct status *status)
{
	const struct module_stats *stats = &status->stats;
	json_t *answer = json_answer(), *counters = json_object();
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++)
		json_object_set_new(counters, og_chain_name(c), json_counters(stats, c));
	json_object_set_new(answer, "loaded", json_true());
	json_object_set_new(answer, "tool", json_text(OG_VERSION));
	json_object_set_new(answer, "module", json_text(status->module.version));
	json_object_set_new(answer, "fits", json_boolean(status->module.fits));
	json_object_set_new(answer, "netns",
			    json_text(options->netns));
	json_object_set_new(answer, "generation", json_integer(stats->generation));
	json_object_set_new(answer, "mode", json_text(stats->setting[OG_SET_MODE]));
	json_object_set_new(answer, "ipv6", json_text(stats->setting[OG_SET_IPV6]));
	json_object_set_new(answer, "early", json_text(stats->setting[OG_SET_EARLY]));
	json_object_set_new(answer, "early_work", early_json(stats));
	json_object_set_new(answer, "early_dropped", json_integer(stats->early_drop));
	json_object_set_new(answer, "trial_left", stats->trial_left ?
			    json_integer(stats->trial_left) : json_null());
	json_object_set_new(answer, "tally", json_text(stats->setting[OG_SET_TALLY]));
	json_object_set_new(answer, "tally_seconds", json_integer(stats->tally_seconds));
	json_object_set_new(answer, "log", json_text(stats->setting[OG_SET_LOG]));
	json_object_set_new(answer, "log_sent", json_integer(stats->log_sent));
	json_object_set_new(answer, "log_suppressed", json_integer(stats->log_suppressed));
	json_object_set_new(answer, "policy",
			    status->has_policy ? json_policy(&status->policy) : json_null());
	json_object_set_new(answer, "fast", fast_status_json(&status->fast));
	json_object_set_new(answer, "conntrack", json_table(&status->table));
	json_object_set_new(answer, "counters", counters);
	json_object_set_new(answer, "zones", json_zones_passed(stats));
	json_object_set_new(answer, "refuse_sent", json_integer(stats->refuse_sent));
	json_object_set_new(answer, "refuse_suppressed", json_integer(stats->refuse_suppressed));
	json_object_set_new(answer, "texts_unfit", json_integer(stats->texts_unfit));
	json_object_set_new(answer, "others", droppers_json(&status->others));
	add_standing(answer, &status->standing);
	json_print(answer);
}

static void print_absent(const struct standing *standing)
{
	json_t *answer = json_answer();

	json_object_set_new(answer, "loaded", json_false());
	json_object_set_new(answer, "tool", json_text(OG_VERSION));
	add_standing(answer, standing);
	json_print(answer);
}

/* The counters are for everyone, the policy is not: show as much as may be read. */
static int gather(const struct options *options, struct status *status)
{
	size_t size;
	char *text;
	int error = module_probe(&status->module);

	if (!error)
		error = module_read_stats(&status->stats);
	if (error == -ENOENT) {
		standing_read(&status->standing, NULL, NULL);
		if (options->json)
			print_absent(&status->standing);
		else if (status->standing.by == BY_FALLBACK)
			note("the fallback is in force in its place: \"ogctl fallback\" says more");
	}
	if (error)
		return module_complain(error, "look at the module");
	conntrack_table_read(&status->table);
	other_filters_read(&status->others);
	if (fast_status_read(&status->fast))
		return EXIT_MODULE;
	error = module_read_policy(&text, &size);
	if (error == -EACCES || error == -EPERM)
		return 0;
	if (error)
		return module_complain(error, "read the policy");
	free(text);
	status->has_policy = true;
	return policy_read_live(&status->policy);
}

/* For monitors and the login: it says nothing else, and fails for nothing else. */
static int check_only(const struct options *options)
{
	struct status *status = need(sizeof(*status));
	char *text = NULL;
	json_t *answer;
	size_t size;
	bool there = !module_read_stats(&status->stats);
	int code;

	/* who may not read the policy is told no more than the mode */
	if (there && !module_read_policy(&text, &size))
		status->has_policy = !policy_read_live(&status->policy);
	free(text);
	standing_read(&status->standing, there ? &status->stats : NULL, status->has_policy ? &status->policy : NULL);
	code = standing_exit(&status->standing);
	if (options->json) {
		answer = json_answer();
		add_standing(answer, &status->standing);
		json_object_set_new(answer, "enforced", json_boolean(code == EXIT_YES));
		json_print(answer);
	} else {
		standing_say(&status->standing);
	}
	free(status->standing.wrong);
	free(status);
	return code;
}

static int run(const struct options *options)
{
	struct status *status;
	int code;

	if (check)
		return check_only(options);
	status = need(sizeof(*status));
	code = gather(options, status);
	if (!code) {
		standing_read(&status->standing, &status->stats, status->has_policy ? &status->policy : NULL);
		if (options->json)
			print_json(options, status);
		else
			print_status(options, status);
		if (!status->module.fits)
			code = module_complain_skew(&status->module);
	}
	fast_status_release(&status->fast);
	other_filters_release(&status->others);
	free(status->standing.wrong);
	free(status);
	return code;
}

const struct command cmd_status = {
	.name = "status",
	.args = "",
	.summary = "What is in force here, and what it did to packets so far",
	.details = "Works without privilege too, but then does not show what the chains accept, nor who "
		   "keeps \"early on\" from being at work here.\n\n"
		   "\"early on\" drops a first packet before conntrack sees it where nothing between "
		   "PRE_ROUTING and the chains could make it another: it does nothing behind NAT, a table "
		   "mangle or a chain of nft there, and leaves groups, everybody, IP options and bridges to "
		   "the chains. What it cannot know are routes that change packets (encap seg6, bpf, ILA): "
		   "\"ogctl lint\" finds them.",
	.own = &own_argp,
	.run = run,
};
