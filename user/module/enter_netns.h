/* SPDX-License-Identifier: GPL-2.0-only */
/* Into another network namespace. */
#ifndef OGCTL_ENTER_NETNS_H
#define OGCTL_ENTER_NETNS_H

/* Enter a network namespace. 0, or an exit code after a complaint. */
int enter_netns(const char *netns);

#endif
