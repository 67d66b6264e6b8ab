// SPDX-License-Identifier: GPL-2.0-only
#include "module_files.h"
#include "base/system_file.h"
#include "text.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static int read_line(const char *path, char *line, size_t size)
{
	char *text = NULL;
	size_t length;
	int error = system_read_file(path, &text, &length);

	if (!text)
		return error;
	snprintf(line, size, "%.*s", (int)strcspn(text, "\n"), text);
	free(text);
	return 0;
}

int module_probe(struct module *module)
{
	struct module_stats stats;
	int error = read_line(OG_SYS_MODULE "/version", module->version, sizeof(module->version));

	if (error) {
		/* A container may see /proc without /sys. */
		error = module_read_stats(&stats);
		if (error)
			return error;
		snprintf(module->version, sizeof(module->version), "%s", stats.version);
	}
	module->fits = !strcmp(module->version, OG_VERSION);
	return 0;
}

static u64 *counter_of(const char *name, struct module_stats *stats)
{
	char wanted[64];
	unsigned int c, r;

	for (c = 0; c < OG_CHAINS; c++) {
		for (r = 0; r < OG_REASON_COUNT; r++) {
			snprintf(wanted, sizeof(wanted), "%s_%s_%s", og_chain_name(c),
				 og_reason_verdict(r), og_reason_name(r));
			if (!strcmp(name, wanted))
				return &stats->counters[c][r];
			snprintf(wanted, sizeof(wanted), "%s_would_drop_%s", og_chain_name(c),
				 og_reason_name(r));
			if (og_reason_drops(r) && !strcmp(name, wanted))
				return &stats->would_drop[c][r];
		}
	}
	return NULL;
}

#define STAT(member)	offsetof(struct module_stats, member)

static const struct {
	const char *name;
	size_t word, number;	/* where it goes: one of the two */
} stat_lines[] = {
	{ "version", .word = STAT(version) },
	{ "early_ipv4", .word = STAT(early_work[OG_IPV4]) },
	{ "early_ipv6", .word = STAT(early_work[OG_IPV6]) },
	{ "format", .number = STAT(format) }, { "generation", .number = STAT(generation) },
	{ "early_drop_port", .number = STAT(early_drop) },
	{ "tally_seconds", .number = STAT(tally_seconds) },
	{ "log_sent", .number = STAT(log_sent) },
	{ "log_suppressed", .number = STAT(log_suppressed) },
	{ "trial_left", .number = STAT(trial_left) },
	{ "refuse_sent", .number = STAT(refuse_sent) },
	{ "refuse_suppressed", .number = STAT(refuse_suppressed) },
	{ "texts_unfit", .number = STAT(texts_unfit) },
};

/* Where a setting's value goes; NULL: it is none. */
static char *setting_of(const char *name, struct module_stats *stats)
{
	unsigned int s;

	for (s = 0; s < OG_SETTINGS; s++)
		if (!strcmp(name, og_setting_name(s)))
			return stats->setting[s];
	return NULL;
}

/* "zone_NAME_passed", whose NAME may have '_' itself. NULL: it is none, or one too many. */
static u64 *zone_of(const char *name, struct module_stats *stats)
{
	static const char before[] = "zone_", behind[] = "_passed";
	size_t length = strlen(name), edges = sizeof(before) - 1 + sizeof(behind) - 1;
	struct module_zone *zone = &stats->zones[stats->zone_count];

	if (length <= edges || length - edges >= sizeof(zone->name) || stats->zone_count == OG_ZONES ||
	    strncmp(name, before, sizeof(before) - 1) || strcmp(name + length - (sizeof(behind) - 1), behind))
		return NULL;
	stats->zone_count++;
	snprintf(zone->name, sizeof(zone->name), "%.*s", (int)(length - edges), name + sizeof(before) - 1);
	return &zone->passed;
}

u64 module_zone_passed(const struct module_stats *stats, const char *name)
{
	size_t i;

	for (i = 0; i < stats->zone_count; i++)
		if (!strcmp(stats->zones[i].name, name))
			return stats->zones[i].passed;
	return 0;
}

static void take_stat(const char *name, const char *value, struct module_stats *stats)
{
	u64 *counter = counter_of(name, stats);
	char *word = setting_of(name, stats);
	size_t i;

	for (i = 0; i < sizeof(stat_lines) / sizeof(stat_lines[0]) && !counter && !word; i++) {
		if (strcmp(name, stat_lines[i].name))
			continue;
		if (stat_lines[i].word)
			word = (char *)stats + stat_lines[i].word;
		else
			counter = (u64 *)((char *)stats + stat_lines[i].number);
	}
	if (!word && !counter)
		counter = zone_of(name, stats);
	if (word)
		snprintf(word, MODULE_WORD, "%s", value);
	else if (counter)
		*counter = strtoull(value, NULL, 10);
}

int module_parse_stats(const char *text, struct module_stats *stats)
{
	char name[64], value[MODULE_WORD];
	int used;

	memset(stats, 0, sizeof(*stats));
	while (sscanf(text, " %63s %63s%n", name, value, &used) == 2) {
		take_stat(name, value, stats);
		text += used;
	}
	return stats->format == OG_STATS_FORMAT ? 0 : -EPROTO;
}

int module_read_stats(struct module_stats *stats)
{
	char *text = NULL;
	size_t size;
	int error = system_read_file(OG_PROC_NET "/" OG_PROC_STATS, &text, &size);

	if (!text)
		return error;
	error = module_parse_stats(text, stats);
	free(text);
	return error;
}

int module_read_policy(char **text, size_t *size)
{
	return system_read_file(OG_PROC_NET "/" OG_PROC_POLICY, text, size);
}

static char refusal[SYSTEM_WHY_SIZE];

int module_publish(const char *text, size_t size)
{
	refusal[0] = '\0';
	return system_write_file(OG_PROC_NET "/" OG_PROC_POLICY, text, size, refusal);
}

const char *module_refusal(void)
{
	return refusal;
}
