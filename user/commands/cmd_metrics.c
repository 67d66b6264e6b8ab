// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/json_text.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "command.h"
#include "metrics/metrics.h"
#include "output_option.h"

#include <stdlib.h>
#include <string.h>

enum { KEY_OPENMETRICS = 0x5300, KEY_PORTS };

static struct {
	bool openmetrics;
	size_t ports;
} input = { .ports = 500 };

static const struct argp_option options_list[] = {
	{ "openmetrics", KEY_OPENMETRICS, NULL, 0, "As OpenMetrics has it, instead of Prometheus' own format", 0 },
	{ "ports", KEY_PORTS, "N", 0, "At most N ports of the tally (500): first those that somebody got through to, then those at which "
	  "most was dropped", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	char *end;

	switch (key) {
	case KEY_OPENMETRICS:
		input.openmetrics = true;
		return 0;
	case KEY_PORTS:
		input.ports = strtoul(arg, &end, 10);
		if (*end || *arg < '0' || *arg > '9')
			argp_error(state, "--ports is a number, not \"%s\"", arg);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_child output_child[] = { { &output_argp, 0, NULL, 0 }, { 0 } };
static const struct argp own_argp = { options_list, parse, NULL, NULL, output_child, NULL, NULL };

static int answer(const struct options *options, const char *text, size_t size)
{
	bool replaced;
	int code = output_to_open_file(text, size, &replaced);
	json_t *object;

	if (code)
		return code;
	if (options->json) {
		object = json_answer();
		json_object_set_new(object, "format", json_text(input.openmetrics ? "openmetrics" : "prometheus"));
		json_object_set_new(object, "output", json_text(output_option()));
		json_object_set_new(object, "metrics", json_text(text));
		json_print(object);
	} else if (!output_option()) {
		fputs(text, stdout);
	}
	return EXIT_YES;
}

static int run(const struct options *options)
{
	struct metrics *metrics = need(sizeof(*metrics));
	struct exposition to = { .openmetrics = input.openmetrics };
	int code = metrics_read(metrics);
	char *text;
	size_t size;

	if (!code) {
		to.out = open_text(&text, &size);
		metrics_write(metrics, input.ports, &to);
		close_text(to.out);
		code = answer(options, text, size);
		free(text);
	}
	metrics_free(metrics);
	free(metrics);
	return code;
}

const struct command cmd_metrics = {
	.name = "metrics",
	.args = "",
	.summary = "How the gate stands and what it counted, for Prometheus",
	.details = "Works without privilege, and where the module is not loaded; for root also what the tally counted, and whether a "
		   "restart would bring the same policy. In Prometheus' text format, as promtool and node_exporter's textfile "
		   "collector read it.\n\n"
		   "Examples:\n"
		   "  ogctl metrics\n"
		   "  ogctl metrics -o /var/lib/prometheus/node-exporter/outlook_guard.prom",
	.own = &own_argp,
	.own_input = &input,
	.run = run,
};
