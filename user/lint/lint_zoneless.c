// SPDX-License-Identifier: GPL-2.0-only
/* Networks at this machine that are of no zone, and use what is listed: who was forgotten, or should not be there. */
#include "base/need.h"
#include "base/system_file.h"
#include "lint_from.h"
#include "machine/conntrack.h"
#include "policy/policy_text.h"

#include <stdlib.h>

#define NETWORKS_MAX	16	/* more are not told apart: somebody has no zones for a reason */

struct user {
	struct address network;
	u8 bits;
	const struct device *device;
	struct og_items *uses;		/* ports only */
};

struct users {
	const struct lint *lint;
	const struct lint_ground *ground;
	struct locals locals;
	struct user list[NETWORKS_MAX];
	size_t count;
};

/* The narrowest network at this machine that @source is in; false: none but the internet. */
static bool find_network(const struct lint_ground *ground, const struct address *source, struct user *user)
{
	size_t i;

	*user = (struct user){ 0 };
	for (i = 0; i < ground->routes.count; i++) {
		const struct route_to *route = &ground->routes.list[i];

		if (!route->bits || route->bits < user->bits || !address_in(source, &route->to, route->bits))
			continue;
		*user = (struct user){ route->to, route->bits, devices_find(&ground->devices, route->device), NULL };
	}
	return user->device;
}

static struct user *same(struct users *users, const struct user *user)
{
	size_t i;

	for (i = 0; i < users->count; i++)
		if (!address_compare(&users->list[i].network, &user->network) && users->list[i].bits == user->bits)
			return &users->list[i];
	if (users->count == NETWORKS_MAX)
		return NULL;
	users->list[users->count] = *user;
	users->list[users->count].uses = need(sizeof(*user->uses));
	return &users->list[users->count++];
}

/* A port that it is let in to because everybody is. */
static bool uses_port(const struct users *users, const struct tracked *tracked)
{
	enum og_chain_id chain = tracked_chain(tracked, &users->locals);

	if (chain == OG_CHAINS || (tracked->proto != OG_PROTO_TCP && tracked->proto != OG_PROTO_UDP))
		return false;
	return chain_lists_port(&users->lint->policy.chain[chain],
				tracked->proto == OG_PROTO_TCP ? OG_TCP : OG_UDP, tracked->port);
}

/* No connection is wanted for itself. */
static bool look(void *to, const struct tracked *tracked)
{
	struct users *users = to;
	struct user found, *user;
	struct og_source source = { .family = tracked->family, .address = address_number(&tracked->source) };

	if (locals_own(&users->locals, &tracked->source) || !uses_port(users, tracked) ||
	    !find_network(users->ground, &tracked->source, &found))
		return false;
	source.device = devices_of_chain(&users->ground->devices, found.device)->name;
	user = og_zones_of(&users->lint->policy.zones, &source) ? NULL : same(users, &found);
	if (user)
		og_items_put(user->uses, &(struct og_item){
			.kind = OG_ITEM_PORTS, .low = tracked->port, .high = tracked->port,
			.transports = OG_TRANSPORT_BIT(tracked->proto == OG_PROTO_TCP ? OG_TCP : OG_UDP),
		});
	return false;
}

static void report(struct lint *lint, const struct user *user)
{
	char *ports = items_text(user->uses), network[ADDRESS_TEXT];
	const struct text_place place = { .line = 1, .column = 1, .length = 1 };
	struct finding *finding = lint_add(lint, SEVERITY_HINT, "no-zone", &place);

	address_print(&user->network, network);
	finding->what = need_text("%s/%u (%s) is of no zone, and has connections to %s", network, user->bits,
				  user->device->name, ports);
	finding->why = need_text("it passes because everybody does; once these ports are for zones alone, it is cut off");
	finding->todo = need_text("zone NAME +%s/%u, or +%s, if it is to go on", network, user->bits, user->device->name);
	free(ports);
}

void lint_zoneless(struct lint *lint, const struct lint_ground *ground)
{
	struct users users = { .lint = lint, .ground = ground };
	struct conntrack_list none;
	size_t i;

	/* Where files stand in for the kernel's, its connections are another machine's. */
	if (og_zones_none(&lint->policy.zones) || system_is_elsewhere() || lint->policy.setting[OG_SET_MODE] == OG_MODE_OFF)
		return;
	if (!locals_read(&users.locals))
		conntrack_find(&none, look, &users);
	else
		none = (struct conntrack_list){ 0 };
	conntrack_release(&none);
	locals_release(&users.locals);
	for (i = 0; i < users.count; i++) {
		report(lint, &users.list[i]);
		free(users.list[i].uses);
	}
}
