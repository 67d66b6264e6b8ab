// SPDX-License-Identifier: GPL-2.0-only
#include "metrics.h"
#include "module/complaints.h"
#include "module/in_force.h"
#include "seen/tally_words.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool is_on(const struct module_stats *stats, enum og_setting setting)
{
	return *stats->setting[setting] && strcmp(stats->setting[setting], "off");
}

/* The counters are for everyone, the policy and the tally are not. */
static int read_policy(struct metrics *metrics)
{
	int error = module_read_live(&metrics->policy);

	if (error == -EACCES || error == -EPERM)
		return 0;
	if (error)
		return module_complain(error, "read the policy");
	metrics->has_policy = true;
	return is_on(&metrics->stats, OG_SET_TALLY) ? tally_read(&metrics->seen) : 0;
}

int metrics_read(struct metrics *metrics)
{
	int error = module_read_stats(&metrics->stats), code = 0;

	if (error && error != -ENOENT)
		return module_complain(error, "read its counters");
	metrics->loaded = !error;
	if (metrics->loaded)
		code = read_policy(metrics);
	conntrack_table_read(&metrics->table);
	standing_read(&metrics->standing, metrics->loaded ? &metrics->stats : NULL,
		      metrics->has_policy ? &metrics->policy : NULL);
	return code;
}

void metrics_free(struct metrics *metrics)
{
	tally_free(&metrics->seen);
	free(metrics->standing.wrong);
}

static void write_standing(const struct metrics *metrics, struct exposition *to)
{
	static const enum in_force_by keepers[] = { BY_MODULE, BY_FALLBACK, BY_NOBODY };
	static const char *const disks[] = {
		[ON_DISK_NONE] = "none", [ON_DISK_GONE] = "gone", [ON_DISK_SAME] = "same", [ON_DISK_DIFFERS] = "differs",
		[ON_DISK_BAD] = "bad",
	};
	size_t i;

	metric_family(to, "build_info", METRIC_GAUGE, "Versions of ogctl and of the loaded module, which is empty where there is none");
	metric_sample(to, 1, "tool", OG_VERSION, "module", metrics->loaded ? metrics->stats.version : "", NULL);
	metric_family(to, "module_loaded", METRIC_GAUGE, "Whether the kernel module is loaded");
	metric_sample(to, metrics->loaded, NULL);
	metric_family(to, "in_force", METRIC_GAUGE, "Who keeps the gate: the module in mode enforce, the fallback's rules, or nobody");
	for (i = 0; i < sizeof(keepers) / sizeof(keepers[0]); i++)
		metric_sample(to, metrics->standing.by == keepers[i], "by", in_force_by_name(keepers[i]), NULL);
	metric_family(to, "enforced", METRIC_GAUGE,
		      "Whether it is enforced, and as the policy on disk has it: what ogctl status --check answers");
	metric_sample(to, standing_exit(&metrics->standing) == EXIT_YES, NULL);
	if (metrics->standing.disk == ON_DISK_UNASKED)
		return;
	metric_family(to, "disk_policy", METRIC_GAUGE, "What the policy on disk is to the one in force: a restart brings it");
	for (i = ON_DISK_NONE; i < sizeof(disks) / sizeof(disks[0]); i++)
		metric_sample(to, metrics->standing.disk == i, "is", disks[i], NULL);
}

static void write_settings(const struct module_stats *stats, struct exposition *to)
{
	static const char *const modes[] = { "enforce", "audit", "off" };
	static const char *const families[OG_FAMILIES] = { [OG_IPV4] = "ipv4", [OG_IPV6] = "ipv6" };
	size_t i;

	metric_family(to, "mode", METRIC_GAUGE, "The module's mode");
	for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
		metric_sample(to, !strcmp(stats->setting[OG_SET_MODE], modes[i]), "mode", modes[i], NULL);
	metric_family(to, "generation", METRIC_GAUGE, "Changes of the policy since this network namespace has one");
	metric_sample(to, stats->generation, NULL);
	metric_family(to, "trial_left_seconds", METRIC_GAUGE, "How long the trial of a policy goes on, 0 where there is none");
	metric_sample(to, stats->trial_left, NULL);
	metric_family(to, "log_enabled", METRIC_GAUGE, "Whether drops are sent to a group of NFLOG");
	metric_sample(to, is_on(stats, OG_SET_LOG), NULL);
	metric_family(to, "tally_enabled", METRIC_GAUGE, "Whether ports are counted");
	metric_sample(to, is_on(stats, OG_SET_TALLY), NULL);
	metric_family(to, "early_at_work", METRIC_GAUGE, "Whether drops come before conntrack");
	for (i = 0; i < OG_FAMILIES; i++)
		metric_sample(to, !strcmp(stats->early_work[i], "at-work"), "family", families[i], NULL);
}

static void write_packets(const struct module_stats *stats, struct exposition *to)
{
	unsigned int chain, reason;

	metric_family(to, "packets", METRIC_COUNTER, "Packets judged, by what was done and why; in mode audit would_drop passed too");
	for (chain = 0; chain < OG_CHAINS; chain++)
		for (reason = 0; reason < OG_REASON_COUNT; reason++) {
			bool drops = og_reason_drops(reason);

			metric_sample(to, stats->counters[chain][reason], "chain", og_chain_name(chain), "verdict",
				      drops ? "drop" : "accept", "reason", og_reason_name(reason), NULL);
			if (drops)
				metric_sample(to, stats->would_drop[chain][reason], "chain", og_chain_name(chain), "verdict",
					      "would_drop", "reason", og_reason_name(reason), NULL);
		}
	metric_family(to, "early_dropped_packets", METRIC_COUNTER, "Packets dropped before conntrack saw them, of neither chain yet");
	metric_sample(to, stats->early_drop, NULL);
}

static void write_zones(const struct module_stats *stats, struct exposition *to)
{
	size_t i;

	if (!stats->zone_count)
		return;
	metric_family(to, "zone_passed_packets", METRIC_COUNTER, "Packets that a zone's lists let pass, of both chains");
	for (i = 0; i < stats->zone_count; i++)
		metric_sample(to, stats->zones[i].passed, "zone", stats->zones[i].name, NULL);
}

static void write_answers(const struct module_stats *stats, struct exposition *to)
{
	metric_family(to, "log_sent_packets", METRIC_COUNTER, "Drops sent to NFLOG");
	metric_sample(to, stats->log_sent, NULL);
	metric_family(to, "log_suppressed_packets", METRIC_COUNTER, "Drops not sent to NFLOG, for there were too many at once");
	metric_sample(to, stats->log_suppressed, NULL);
	metric_family(to, "refuse_sent_answers", METRIC_COUNTER, "Refusals that were answered");
	metric_sample(to, stats->refuse_sent, NULL);
	metric_family(to, "refuse_suppressed_answers", METRIC_COUNTER, "Refusals not answered, for there were too many at once");
	metric_sample(to, stats->refuse_suppressed, NULL);
	metric_family(to, "unfit_texts", METRIC_COUNTER, "Policies that changed nothing, for another had come between");
	metric_sample(to, stats->texts_unfit, NULL);
}

static void write_table(const struct conntrack_table *table, struct exposition *to)
{
	if (table->count < 0 || table->max < 0)
		return;
	metric_family(to, "conntrack_connections", METRIC_GAUGE, "Connections in the kernel's table");
	metric_sample(to, (u64)table->count, NULL);
	metric_family(to, "conntrack_connections_limit", METRIC_GAUGE, "How many there may be, 0 where there is no limit");
	metric_sample(to, (u64)table->max, NULL);
}

void metrics_write(const struct metrics *metrics, size_t ports, struct exposition *to)
{
	write_standing(metrics, to);
	write_table(&metrics->table, to);
	if (metrics->loaded) {
		write_settings(&metrics->stats, to);
		write_packets(&metrics->stats, to);
		write_zones(&metrics->stats, to);
		write_answers(&metrics->stats, to);
	}
	if (metrics->has_policy)
		metrics_ports_write(metrics, ports, to);
	exposition_end(to);
}
