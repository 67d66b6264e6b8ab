// SPDX-License-Identifier: GPL-2.0-only
#include "exposition.h"

#include <inttypes.h>
#include <stdarg.h>

#define PREFIX	"outlook_guard_"

static const char *const types[] = { [METRIC_GAUGE] = "gauge", [METRIC_COUNTER] = "counter" };

static const char *suffix(const struct exposition *to)
{
	return to->type == METRIC_COUNTER ? "_total" : "";
}

void metric_family(struct exposition *to, const char *name, enum metric_type type, const char *help)
{
	const char *rest;

	to->family = name;
	to->type = type;
	rest = to->openmetrics ? "" : suffix(to);
	fprintf(to->out, "# HELP " PREFIX "%s%s %s.\n", name, rest, help);
	fprintf(to->out, "# TYPE " PREFIX "%s%s %s\n", name, rest, types[type]);
}

/* In both formats a backslash, a quote and the end of a line are said by a backslash in front. */
static void label_value(FILE *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\n') {
			fputs("\\n", out);
			continue;
		}
		if (*text == '\\' || *text == '"')
			putc('\\', out);
		putc(*text, out);
	}
}

void metric_sample(struct exposition *to, u64 value, ...)
{
	const char *name;
	char before = '{';
	va_list labels;

	fprintf(to->out, PREFIX "%s%s", to->family, suffix(to));
	va_start(labels, value);
	while ((name = va_arg(labels, const char *))) {
		fprintf(to->out, "%c%s=\"", before, name);
		label_value(to->out, va_arg(labels, const char *));
		putc('"', to->out);
		before = ',';
	}
	va_end(labels);
	fprintf(to->out, "%s %" PRIu64 "\n", before == ',' ? "}" : "", value);
}

void exposition_end(struct exposition *to)
{
	if (to->openmetrics)
		fputs("# EOF\n", to->out);
}
