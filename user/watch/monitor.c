// SPDX-License-Identifier: GPL-2.0-only
#include "monitor.h"
#include "base/json_answer.h"
#include "base/json_text.h"
#include "base/shown.h"
#include "outlook_guard.h"
#include "policy/describe.h"
#include "policy/names.h"
#include "text.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define WIDE		80	/* from here on there is room for sentences */
#define PORTS_SHOWN	50
#define LINE_MAX	512

/* What is drawn, line by line, until the page is full; the last row is for the keys. */
struct pen {
	const struct monitor_page *page;
	int row;
	bool wide;
	bool rates;	/* of one look alone there are none */
};

__attribute__((format(printf, 2, 3)))
static void put(struct pen *pen, const char *format, ...)
{
	char text[LINE_MAX];
	va_list args;

	if (pen->row >= pen->page->height - 1)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	pen->page->line(pen->page->to, pen->row++, text);
}

static int lines_left(const struct pen *pen)
{
	return pen->page->height - 1 - pen->row;
}

struct figure {
	char text[24];
};

/* Of packets a second, in six columns: "-", "0", "0.4", "12", "99999", "1234k". */
static struct figure say_rate(const struct pen *pen, double rate)
{
	struct figure figure;

	if (!pen->rates)
		return (struct figure){ "-" };
	if (rate > 0 && rate < 9.95)
		snprintf(figure.text, sizeof(figure.text), "%.1f", rate);
	else if (rate < 99999.5)
		snprintf(figure.text, sizeof(figure.text), "%.0f", rate);
	else if (rate < 1e8)
		snprintf(figure.text, sizeof(figure.text), "%.0fk", rate / 1e3);
	else
		snprintf(figure.text, sizeof(figure.text), "%.0fM", rate / 1e6);
	return figure;
}

/* Whole packets, in eleven columns. */
static struct figure say_total(u64 total)
{
	struct figure figure;

	if (total < 100000000000)
		snprintf(figure.text, sizeof(figure.text), "%" PRIu64, total);
	else
		snprintf(figure.text, sizeof(figure.text), "%" PRIu64 "M", total / 1000000);
	return figure;
}

/* An audit is not there to be kept; whether a trial in the mode audit is one, the counters do not say. */
static void draw_trial(struct pen *pen, const struct module_stats *stats)
{
	const char *more = "";

	if (pen->wide)
		more = strcmp(stats->setting[OG_SET_MODE], "audit") ? ", unless \"ogctl trial keep\" is said" :
		       "; \"ogctl trial\" says more";
	put(pen, "on trial    %s in %" PRIu64 ":%02" PRIu64 "%s", pen->wide ? "the old policy is back" :
	    "reverts", stats->trial_left / 60, stats->trial_left % 60, more);
}

static void draw_head(struct pen *pen, const struct sample *now)
{
	const struct module_stats *stats = &now->stats;
	const char *mode = stats->setting[OG_SET_MODE];
	bool enforces = !strcmp(mode, "enforce"), off = !strcmp(mode, "off");

	put(pen, "outlook_guard %s  mode %s%s", stats->version, mode,
	    enforces ? "" : off ? ": nothing is looked at" : ": nothing is dropped");
	if (stats->trial_left)
		draw_trial(pen, stats);
	if (now->conntrack >= 0 && now->conntrack_max > 0)
		put(pen, "conntrack   %ld of %ld, %.0f %% full%s", now->conntrack,
		    now->conntrack_max, 100.0 * (double)now->conntrack / (double)now->conntrack_max,
		    now->conntrack > now->conntrack_max / 10 * 9 ?
		    ": new ones will be dropped soon" : "");
}

static void draw_row(struct pen *pen, const char *verdict, const char *wide, const char *narrow,
		     const double *rate, const char *total)
{
	if (pen->wide)
		put(pen, "%-10s %-39s%9s%9s%12s", verdict, wide, say_rate(pen, rate[OG_INPUT]).text,
		    say_rate(pen, rate[OG_FORWARD]).text, total);
	else
		put(pen, "%-10s %-10s%9s%9s", verdict, narrow, say_rate(pen, rate[OG_INPUT]).text,
		    say_rate(pen, rate[OG_FORWARD]).text);
}

static void draw_rows(struct pen *pen, const struct sample *before, const struct sample *now)
{
	static const char *const verdicts[] = {
		[SAMPLE_ACCEPTED] = "accepted", [SAMPLE_DROPPED] = "dropped",
		[SAMPLE_WOULD_DROP] = "would drop",
	};
	struct sample_row rows[SAMPLE_ROWS];
	size_t count = sample_rows(before, now, rows), i;

	for (i = 0; i < count; i++)
		draw_row(pen, verdicts[rows[i].kind], reason_sentence(rows[i].reason),
			 og_reason_name(rows[i].reason), rows[i].rate,
			 say_total(rows[i].total).text);
}

/* One rate for both chains. */
static void draw_both(struct pen *pen, const char *verdict, const char *wide, const char *narrow, double rate,
		      u64 total)
{
	put(pen, pen->wide ? "%-10s %-39s%18s%12s" : "%-10s %-15s%13s", verdict, pen->wide ? wide : narrow,
	    say_rate(pen, rate).text, say_total(total).text);
}

static void draw_zones(struct pen *pen, const struct sample *before, const struct sample *now)
{
	const struct module_stats *old = &before->stats, *new = &now->stats;
	size_t i;

	for (i = 0; i < new->zone_count; i++)
		draw_both(pen, "from zone", new->zones[i].name, new->zones[i].name,
			  sample_zone_rate(before, now, &new->zones[i]), new->zones[i].passed);
	if (new->refuse_sent || new->refuse_suppressed)
		draw_both(pen, "refused", "whoever sent it was told", "told",
			  sample_rate(before, now, old->refuse_sent, new->refuse_sent), new->refuse_sent);
	if (new->refuse_suppressed)
		draw_both(pen, "not told", "too many at once", "too many",
			  sample_rate(before, now, old->refuse_suppressed, new->refuse_suppressed),
			  new->refuse_suppressed);
}

static void draw_counters(struct pen *pen, const struct sample *before, const struct sample *now)
{
	struct sample_sum sum = sample_sum(before, now);

	put(pen, "%s", "");
	if (pen->wide)
		put(pen, "%-50s%9s%9s%12s", "packets a second", "input", "forward", "in all");
	else
		put(pen, "%-21s%9s%9s", "packets a second", "input", "forward");
	draw_row(pen, "passed", "", "", sum.passed, say_total(sum.total_passed).text);
	draw_row(pen, "dropped", "", "", sum.dropped, say_total(sum.total_dropped).text);
	if (now->stats.early_drop)
		draw_both(pen, "dropped", "early, for ports that no chain lists", "early", sum.early,
			  now->stats.early_drop);
	draw_rows(pen, before, now);
	draw_zones(pen, before, now);
}

static void draw_port(struct pen *pen, const struct sample_port *port)
{
	const struct tally_row *seen = port->seen;
	const char *name = names_of_port(seen->port, seen->transport) ?: "";
	char item[16];

	snprintf(item, sizeof(item), "%u/%s", seen->port, og_transport_name(seen->transport));
	if (pen->wide)
		put(pen, "%-8s %-10s %s%*s%9s%9s%12s", og_chain_name(seen->chain), item, name,
		    shown_pad(name, 30), "", say_rate(pen, port->accepted).text,
		    say_rate(pen, port->dropped).text, say_total(seen->accepted + seen->dropped).text);
	else
		put(pen, "%-8s %-12s%9s%9s", og_chain_name(seen->chain), item,
		    say_rate(pen, port->accepted).text, say_rate(pen, port->dropped).text);
}

static void draw_ports(struct pen *pen, const struct sample *before, const struct sample *now)
{
	struct sample_port ports[PORTS_SHOWN];
	size_t count, i;

	/* A heading alone says nothing. */
	if (lines_left(pen) < 3)
		return;
	put(pen, "%s", "");
	if (!now->may_see_ports) {
		put(pen, "Ports are for root to see: sudo ogctl monitor");
		return;
	}
	if (!now->ports.on) {
		put(pen, "To see the busiest ports: ogctl ports on");
		return;
	}
	if (pen->wide)
		put(pen, "%-50s%9s%9s%12s", "busiest ports, by connections a second", "accepted",
		    "dropped", "in all");
	else
		put(pen, "%-21s%9s%9s", "busiest ports", "accepted", "dropped");
	count = sample_ports(before, now, ports, PORTS_SHOWN);
	for (i = 0; i < count; i++)
		draw_port(pen, &ports[i]);
}

void monitor_draw(const struct monitor_page *page, const struct sample *before,
		  const struct sample *now)
{
	struct pen pen = {
		.page = page, .wide = page->width >= WIDE, .rates = now->ms > before->ms,
	};

	draw_head(&pen, now);
	draw_counters(&pen, before, now);
	draw_ports(&pen, before, now);
	if (page->height > 1)
		page->line(page->to, page->height - 1, "q quits");
}

/* A tenth is exact enough, and short. */
static json_t *json_rate(double rate)
{
	return json_real((double)(long)(10 * rate + 0.5) / 10.0);
}

static json_t *json_sum(const struct sample_sum *sum)
{
	json_t *object = json_object(), *chain;
	unsigned int c;

	for (c = 0; c < OG_CHAINS; c++) {
		chain = json_object();
		json_object_set_new(chain, "passed", json_rate(sum->passed[c]));
		json_object_set_new(chain, "dropped", json_rate(sum->dropped[c]));
		json_object_set_new(chain, "would_drop", json_rate(sum->would_drop[c]));
		json_object_set_new(object, og_chain_name(c), chain);
	}
	json_object_set_new(object, "early_dropped", json_rate(sum->early));
	return object;
}

static json_t *json_rows(const struct sample *before, const struct sample *now)
{
	static const char *const verdicts[] = {
		[SAMPLE_ACCEPTED] = "accept", [SAMPLE_DROPPED] = "drop",
		[SAMPLE_WOULD_DROP] = "would_drop",
	};
	struct sample_row rows[SAMPLE_ROWS];
	size_t count = sample_rows(before, now, rows), i;
	json_t *list = json_array(), *row;
	unsigned int c;

	for (i = 0; i < count; i++) {
		row = json_object();
		json_object_set_new(row, "verdict", json_text(verdicts[rows[i].kind]));
		json_object_set_new(row, "reason", json_text(og_reason_name(rows[i].reason)));
		for (c = 0; c < OG_CHAINS; c++)
			json_object_set_new(row, og_chain_name(c), json_rate(rows[i].rate[c]));
		json_object_set_new(row, "total", json_integer(rows[i].total));
		json_array_append_new(list, row);
	}
	return list;
}

static json_t *json_ports(const struct sample *before, const struct sample *now)
{
	struct sample_port ports[PORTS_SHOWN];
	json_t *list, *row;
	const char *name;
	size_t count, i;

	if (!now->may_see_ports || !now->ports.on)
		return json_null();
	list = json_array();
	count = sample_ports(before, now, ports, PORTS_SHOWN);
	for (i = 0; i < count; i++) {
		const struct tally_row *seen = ports[i].seen;

		name = names_of_port(seen->port, seen->transport);
		row = json_object();
		json_object_set_new(row, "chain", json_text(og_chain_name(seen->chain)));
		json_object_set_new(row, "protocol",
				    json_text(og_transport_name(seen->transport)));
		json_object_set_new(row, "port", json_integer(seen->port));
		json_object_set_new(row, "name", json_text(name));
		json_object_set_new(row, "accepted", json_rate(ports[i].accepted));
		json_object_set_new(row, "dropped", json_rate(ports[i].dropped));
		json_object_set_new(row, "total", json_integer(seen->accepted + seen->dropped));
		json_array_append_new(list, row);
	}
	return list;
}

static json_t *json_zones(const struct sample *before, const struct sample *now)
{
	json_t *list = json_array(), *row;
	size_t i;

	for (i = 0; i < now->stats.zone_count; i++) {
		const struct module_zone *zone = &now->stats.zones[i];

		row = json_object();
		json_object_set_new(row, "name", json_text(zone->name));
		json_object_set_new(row, "passed", json_rate(sample_zone_rate(before, now, zone)));
		json_object_set_new(row, "total", json_integer(zone->passed));
		json_array_append_new(list, row);
	}
	return list;
}

/* Whoever was told of a drop, and would have been but for the limit. */
static json_t *json_refuse(const struct sample *before, const struct sample *now)
{
	const struct module_stats *old = &before->stats, *new = &now->stats;
	json_t *object = json_object();

	json_object_set_new(object, "sent", json_rate(sample_rate(before, now, old->refuse_sent,
								  new->refuse_sent)));
	json_object_set_new(object, "suppressed", json_rate(sample_rate(before, now, old->refuse_suppressed,
									new->refuse_suppressed)));
	json_object_set_new(object, "total", json_integer(new->refuse_sent));
	return object;
}

static json_t *json_or_null(long number)
{
	return number < 0 ? json_null() : json_integer(number);
}

json_t *monitor_json(const struct sample *before, const struct sample *now)
{
	struct sample_sum sum = sample_sum(before, now);
	json_t *answer = json_answer(), *conntrack = json_object();

	json_object_set_new(conntrack, "count", json_or_null(now->conntrack));
	json_object_set_new(conntrack, "max", json_or_null(now->conntrack_max));
	json_object_set_new(answer, "interval_ms", json_integer(now->ms - before->ms));
	json_object_set_new(answer, "mode", json_text(now->stats.setting[OG_SET_MODE]));
	json_object_set_new(answer, "generation", json_integer(now->stats.generation));
	json_object_set_new(answer, "trial_left", now->stats.trial_left ?
			    json_integer(now->stats.trial_left) : json_null());
	json_object_set_new(answer, "conntrack", conntrack);
	json_object_set_new(answer, "per_second", json_sum(&sum));
	json_object_set_new(answer, "reasons", json_rows(before, now));
	json_object_set_new(answer, "zones", json_zones(before, now));
	json_object_set_new(answer, "refuse", json_refuse(before, now));
	json_object_set_new(answer, "ports", json_ports(before, now));
	return answer;
}
