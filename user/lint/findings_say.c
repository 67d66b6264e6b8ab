// SPDX-License-Identifier: GPL-2.0-only
#include "findings_say.h"
#include "base/out.h"
#include "base/request.h"
#include "base/shown.h"

static const char *const severities[] = {
	[SEVERITY_HINT] = "hint", [SEVERITY_WARNING] = "warning",
};

void finding_print(const struct finding *finding)
{
	enum style style = finding->severity == SEVERITY_WARNING ? STYLE_BAD : STYLE_CAREFUL;

	printf("%s%s%s: ", out_style(stdout, style), severities[finding->severity], out_style(stdout, STYLE_PLAIN));
	shown_put(stdout, finding->what);
	printf(" [%s]\n    why: ", finding->rule);
	shown_put(stdout, finding->why);
	fputs("\n    do:  ", stdout);
	shown_put(stdout, finding->todo);
	putchar('\n');
}

json_t *finding_json(const struct finding *finding)
{
	return json_pack("{s:o,s:o,s:o,s:o,s:o}",
			 "severity", json_text(severities[finding->severity]), "rule", json_text(finding->rule),
			 "what", json_text(finding->what), "why", json_text(finding->why),
			 "do", json_text(finding->todo));
}

int findings_end(const struct findings *findings, const char *name, bool json)
{
	size_t warnings = findings_warnings(findings), hints = findings->count - warnings;

	if (!json)
		note("%s: %zu warning%s, %zu hint%s", name, warnings, warnings == 1 ? "" : "s", hints,
		     hints == 1 ? "" : "s");
	return warnings ? EXIT_NO : EXIT_YES;
}
