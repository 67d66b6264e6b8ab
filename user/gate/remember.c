// SPDX-License-Identifier: GPL-2.0-only
#include "remember.h"
#include "disk/policy_file.h"
#include "last_resort.h"
#include "machine/services.h"
#include "policy/zone_words.h"

#include <stdlib.h>
#include <string.h>

#define SSH_PORTS_MAX	16

/*
 * Where sshd waits, or will when it starts again, and the policy lets it be reached, by everybody or from a zone: ten
 * fixed rules know no zones, and nobody's way in is to be shut by them.
 */
static size_t good_ssh_ports(const struct og_policy *policy, u16 *ports)
{
	struct listeners listeners;
	bool certain;
	size_t count, i, good = 0;

	listeners_read(&listeners);
	count = services_ssh_ports(&listeners, ports, SSH_PORTS_MAX, &certain);
	listeners_free(&listeners);
	count = services_ssh_ports_at_start(ports, count, SSH_PORTS_MAX);
	for (i = 0; i < count; i++)
		if (somebody_may(policy, OG_INPUT, OG_TCP, ports[i]))
			ports[good++] = ports[i];
	return good;
}

int remember_good(const struct og_policy *policy)
{
	u16 ports[SSH_PORTS_MAX];
	char *text = last_resort_text(ports, good_ssh_ports(policy, ports));
	int error = disk_write_last_good(policy);

	if (!error)
		error = disk_write_last_resort(text, strlen(text));
	free(text);
	return error;
}
