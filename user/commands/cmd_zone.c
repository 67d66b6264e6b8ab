// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "change/transact.h"
#include "command.h"
#include "module/complaints.h"
#include "module/in_force.h"
#include "module/module_files.h"
#include "policy/arguments_zone.h"
#include "zone_named.h"
#include "zone_report.h"

#include <limits.h>
#include <stdlib.h>

struct listing {
	struct og_policy policy;
	struct module_stats stats;
	struct zone_here here;
	u16 wanted;		/* by slot */
};

static int read_listing(struct listing *listing)
{
	int code = module_require(), error;

	if (!code)
		code = policy_read_live(&listing->policy);
	if (code)
		return code;
	error = module_read_stats(&listing->stats);
	if (error)
		return module_complain(error, "read the counters");
	return 0;
}

static int choose(const struct options *options, struct listing *listing)
{
	unsigned int slot;
	int i;

	listing->wanted = listing->policy.zones.there;
	if (options->argc > 1)
		listing->wanted = 0;
	for (i = 1; i < options->argc; i++) {
		slot = zone_named(&listing->policy.zones, options->argv[i]);
		if (slot == OG_ZONES)
			return EXIT_POLICY;
		listing->wanted |= 1u << slot;
	}
	return 0;
}

static void answer(const struct options *options, const struct listing *listing)
{
	const struct og_zones *zones = &listing->policy.zones;
	json_t *array = json_array(), *object;
	unsigned int count, i;
	u8 slots[OG_ZONES];

	count = og_zones_sorted(zones, slots);
	for (i = 0; i < count; i++) {
		u64 passed = module_zone_passed(&listing->stats, zones->name[slots[i]]);

		if (!(listing->wanted >> slots[i] & 1))
			continue;
		if (options->json)
			json_array_append_new(array, zone_report_json(&listing->here, slots[i], passed));
		else
			zone_report_print(&listing->here, slots[i], passed, options->argc > 1);
	}
	if (!options->json) {
		json_decref(array);
		if (!count)
			note("there are no zones: all lists are everybody's. \"ogctl zone add NAME DEVICE\", or a network "
			     "in place of DEVICE, makes one");
		return;
	}
	object = json_answer();
	json_object_set_new(object, "zones", array);
	json_print(object);
}

static int list(const struct options *options)
{
	struct listing *listing = need(sizeof(*listing));
	int code = read_listing(listing);

	if (!code)
		code = choose(options, listing);
	if (!code) {
		zone_here_read(&listing->here, &listing->policy.zones);
		answer(options, listing);
		zone_here_release(&listing->here);
	}
	free(listing);
	return code;
}

static int edit(const struct options *options, char sign)
{
	struct source statement;
	int code = arguments_zone(options, sign, &statement);

	if (code)
		return code;
	code = transact(options, &statement);
	source_free(&statement);
	return code;
}

static int add(const struct options *options)
{
	return edit(options, '+');
}

/* One that is not there is nothing to take away; but its name may be mistyped. */
static int delete(const struct options *options)
{
	struct og_policy *policy = need(sizeof(*policy));
	bool read = !module_read_live(policy);

	if (read)
		zone_named(&policy->zones, options->argv[1]);
	free(policy);
	return edit(options, '-');
}

static int run(const struct options *options)
{
	static const struct {
		const char *name, *takes;
		int least, most;
		int (*run)(const struct options *options);
	} verbs[] = {
		{ "list", "takes names of zones", 1, INT_MAX, list },
		{ "add", "takes a NAME and at least one DEVICE or network", 3, INT_MAX, add },
		{ "delete", "takes a NAME, and what is to be taken off it", 2, INT_MAX, delete },
	};
	const char *verb = options->argc ? options->argv[0] : "list";
	int args = options->argc ? options->argc : 1;
	size_t i;

	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(verb, verbs[i].name))
			continue;
		if (args >= verbs[i].least && args <= verbs[i].most)
			return verbs[i].run(options);
		complain("\"ogctl zone %s\" %s", verb, verbs[i].takes);
		return EXIT_USAGE;
	}
	complain("\"ogctl zone %s\" is not known: it is list [NAME...], add NAME MEMBER..., or delete NAME [MEMBER...]",
		 verb);
	return EXIT_USAGE;
}

const struct command cmd_zone = {
	.name = "zone",
	.args = "[list [NAME...] | add NAME MEMBER... | delete NAME [MEMBER...]]",
	.summary = "From whom: list zones and who is in them, add, take away",
	.details = "A zone is who comes in by a device or from a network. What its lists have passes from there, besides "
		   "what passes from everybody: \"ogctl allow --from NAME ITEM...\". MEMBER is a device as iptables -i "
		   "knows it (eth1, eth*; it need not exist yet) or a network of the source (192.0.2.0/24, "
		   "198.51.100.7, 2001:db8:1::/48). A new zone has empty lists. \"delete\" without a MEMBER takes the zone away, "
		   "with its lists. \"list\" with a NAME leaves nothing out, however many members there are.\n\n"
		   "Examples:\n"
		   "  ogctl zone add office eth1 192.0.2.0/24\n"
		   "  ogctl allow --from office --chain input 53 8080/tcp\n"
		   "  ogctl zone delete office eth1\n"
		   "  ogctl zone list office",
	.takes = TAKES_DRY_RUN | TAKES_TRIAL | TAKES_REVOKE,
	.max_args = INT_MAX,
	.run = run,
};
