// SPDX-License-Identifier: GPL-2.0-only
/* What this machine needs on input, by its devices, sockets and files, and the list lacks. */
#include "base/need.h"
#include "lint_rules.h"
#include "policy/policy_text.h"

#include <stdlib.h>

/* Those that say the same of other devices, ports or programs: how many from @first on. */
static size_t alike(const struct machine_needs *needs, size_t first)
{
	size_t count = 1;

	while (first + count < needs->count &&
	       needs->rows[first + count].rule == needs->rows[first].rule &&
	       needs->rows[first + count].why == needs->rows[first].why)
		count++;
	return count;
}

/* "gre1 is a tunnel (gre), gre2 is a tunnel (gre)", each once. Free it. */
static char *reasons_text(const struct machine_need *rows, size_t count)
{
	char *text;
	size_t size, i;
	FILE *out = open_text(&text, &size);

	for (i = 0; i < count; i++)
		if (!i || strcmp(rows[i].because, rows[i - 1].because))
			fprintf(out, "%s%s", i ? ", " : "", rows[i].because);
	close_text(out);
	return text;
}

/* "+proto:47 +4789/udp". Free it. */
static char *additions_text(const char *items)
{
	char *text;
	size_t size;
	FILE *out = open_text(&text, &size);

	for (fputc('+', out); *items; items++)
		fputs(*items == ' ' ? " +" : (char[]){ *items, '\0' }, out);
	close_text(out);
	return text;
}

static void report(struct lint *lint, const struct machine_need *rows, size_t count)
{
	struct og_items *items = need(sizeof(*items));
	char *missing, *reasons, *additions;
	enum severity severity = SEVERITY_HINT;
	struct finding *finding;
	size_t i;

	for (i = 0; i < count; i++) {
		og_items_put(items, &rows[i].item);
		if (!rows[i].mild)
			severity = SEVERITY_WARNING;
	}
	missing = items_text(items);
	reasons = reasons_text(rows, count);
	additions = additions_text(missing);
	finding = lint_add_chain(lint, severity, rows[0].rule, OG_INPUT);
	finding->what = need_text("input does not list %s: %s", missing, reasons);
	finding->why = need_text("%s", rows[0].why);
	finding->todo = need_text("input %s", additions);
	free(missing);
	free(reasons);
	free(additions);
	free(items);
}

void lint_machine(struct lint *lint)
{
	size_t i, count;

	for (i = 0; i < lint->needs.count; i += count) {
		count = alike(&lint->needs, i);
		report(lint, &lint->needs.rows[i], count);
	}
}
