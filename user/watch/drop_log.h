/* SPDX-License-Identifier: GPL-2.0-only */
/* Dropped packets, as the module hands them to NFLOG; by libnetfilter_log. */
#ifndef OGCTL_DROP_LOG_H
#define OGCTL_DROP_LOG_H

#include "dropped_packet.h"

/* What the packet met, from the log's prefix. */
struct drop {
	char chain[8];		/* "input", "forward", "early": before it was known which */
	bool would;		/* in audit: it would be dropped */
	char reason[16];
	char device[OG_DEVICE_SIZE];	/* that it came in on; "": it has gone */
	struct packet packet;
};

/* "outlook_guard input drop port": false when it is not ours. */
bool drop_parse_prefix(struct drop *drop, const char *prefix);

struct drop_log;

/* 0 or a negative errno; -EBUSY: another program has the group. */
int drop_log_open(struct drop_log **log, u16 group);
void drop_log_close(struct drop_log *log);
int drop_log_fd(const struct drop_log *log);

/* Visit what has come: 0, or a negative errno; -ENOBUFS: some were lost. */
typedef void (*drop_visit)(void *to, const struct drop *drop);
int drop_log_read(struct drop_log *log, drop_visit visit, void *to);

#endif
