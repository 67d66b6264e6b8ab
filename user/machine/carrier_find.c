// SPDX-License-Identifier: GPL-2.0-only
/* Which tunnel it is, and what the system tells of how its packets come in. */
#include "base/system_file.h"
#include "carrier.h"
#include "route.h"
#include "tun_holder.h"
#include "tunnels.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#define NAT_T	4500	/* ESP inside udp */

/* The family of the packets outside: where its kind leaves it open, the one that no policy leaves alone. */
static enum og_family outside(const struct tunnel *tunnel)
{
	return !strncmp(tunnel->kind, "ip6", 3) || !strcmp(tunnel->kind, "vti6") ? OG_IPV6 : OG_IPV4;
}

static void take_tunnel(struct carrier *carrier, const struct tunnel *tunnel)
{
	enum og_family family = outside(tunnel);
	unsigned int i;

	snprintf(carrier->device, sizeof(carrier->device), "%s", tunnel->device);
	snprintf(carrier->kind, sizeof(carrier->kind), "%s", tunnel->kind);
	for (i = 0; i < 2; i++)
		if (tunnel->protos[i])
			carrier_add(carrier, family, tunnel->protos[i], 0);
	if (tunnel->port)
		carrier_add(carrier, family, IPPROTO_UDP, tunnel->port);
	if (tunnel->protos[0] == IPPROTO_ESP)
		carrier_add(carrier, family, IPPROTO_UDP, NAT_T);
	if (!strcmp(tunnel->kind, "tun"))
		tun_holder_ways(carrier);
}

void carrier_find(struct carrier *carrier, const struct endpoint *client, const struct endpoint *server)
{
	const struct route_question back = {
		.to = &client->address, .from = &server->address, .proto = IPPROTO_TCP,
		.source_port = server->port, .port = client->port,
	};
	struct route_answer answer;
	const struct tunnel *tunnel;
	struct tunnels tunnels;
	char device[IF_NAMESIZE];

	memset(carrier, 0, sizeof(*carrier));
	if (system_is_elsewhere() || route_ask(&back, &answer) || !if_indextoname(answer.out, device))
		return;
	(void)tunnels_read(&tunnels);
	tunnel = tunnels_find(&tunnels, device);
	if (tunnel)
		take_tunnel(carrier, tunnel);
	tunnels_release(&tunnels);
}
