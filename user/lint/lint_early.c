// SPDX-License-Identifier: GPL-2.0-only
/* "early on": whether it can do here what it is there for, and does nothing else. */
#include "base/need.h"
#include "lint_rules.h"
#include "machine/behind_prerouting.h"
#include "machine/changing_routes.h"
#include "module/module_files.h"

#include <stdlib.h>
#include <string.h>

/* By what the module says where it is in force; else by who is there already. */
static bool is_followed(const struct module_stats *stats, enum og_family family, const struct behind *behind)
{
	if (!strcmp(stats->early_work[family], "followed"))
		return true;
	return strcmp(stats->early_work[family], "at-work") && behind->count;
}

static void check_followed(struct lint *lint, const struct module_stats *stats, enum og_family family)
{
	const char *name = family == OG_IPV4 ? "IPv4" : "IPv6";
	struct finding *finding;
	struct behind behind;
	struct text_place place;
	char *text;

	behind_read(&behind, family);
	if (is_followed(stats, family, &behind)) {
		text = behind_text(&behind);
		text_places_setting(&lint->text, "early", &place);
		finding = lint_add(lint, SEVERITY_WARNING, "early-idle", &place);
		finding->what = need_text("early does nothing for %s here: behind it comes %s", name, text);
		finding->why = need_text("who comes behind it at PRE_ROUTING could make a packet another, or wants "
					 "to see it: all goes its ordinary way, and a flood through conntrack");
		finding->todo = need_text("early off; or do without them on this machine");
		free(text);
	}
	behind_release(&behind);
}

static void check_routes(struct lint *lint)
{
	struct changing_routes routes;
	struct finding *finding;
	struct text_place place;

	changing_routes_read(&routes);
	if (!routes.count)
		return;
	text_places_setting(&lint->text, "early", &place);
	finding = lint_add(lint, SEVERITY_WARNING, "early-route", &place);
	finding->what = need_text("%zu route%s here make%s packets others before forward sees them: %s%s",
				  routes.count, routes.count == 1 ? "" : "s", routes.count == 1 ? "s" : "",
				  routes.first, routes.count == 1 ? "" : ", ...");
	finding->why = need_text("early judges a packet by the port that it comes with, and drops what forward "
				 "would have judged, and perhaps accepted, as another");
	finding->todo = need_text("early off");
}

void lint_early(struct lint *lint)
{
	const struct og_policy *policy = &lint->policy;
	struct module_stats stats;
	unsigned int family;

	if (policy->setting[OG_SET_EARLY] != OG_EARLY_ON || policy->setting[OG_SET_MODE] != OG_MODE_ENFORCE)
		return;
	if (module_read_stats(&stats))
		memset(&stats, 0, sizeof(stats));
	for (family = 0; family < OG_FAMILIES; family++)
		if (family == OG_IPV4 || policy->setting[OG_SET_IPV6] == OG_IPV6_FILTER)
			check_followed(lint, &stats, family);
	check_routes(lint);
}
