// SPDX-License-Identifier: GPL-2.0-only
#include "edit_chains.h"

#include <limits.h>

static struct edit_input input;

static int run(const struct options *options)
{
	return edit_run(options, &input, "allow", '+');
}

const struct command cmd_allow = {
	.name = "allow",
	.args = "ITEM...",
	.summary = "Let something pass: add items to one chain or both",
	.details = "ITEM is a port (25/tcp, 53, 3268-3269/tcp), a service (smtp, imaps, domain/udp), "
		   "icmp, loopback, a state (established, related, reply, untracked) or "
		   "proto:NUMBER, without a sign. A number without /tcp or /udp means both.\n\n"
		   "Examples:\n"
		   "  ogctl allow smtp imaps 587/tcp\n"
		   "  ogctl allow --chain input 8443/tcp\n"
		   "  ogctl allow --from office --chain input 53 8080/tcp\n"
		   "  ogctl allow --dry-run proto:vrrp",
	.takes = TAKES_DRY_RUN | TAKES_TRIAL,
	.min_args = 1,
	.max_args = INT_MAX,
	.own = &edit_argp,
	.own_input = &input,
	.run = run,
};
