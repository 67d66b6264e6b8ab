/* SPDX-License-Identifier: GPL-2.0-only */
/* Whose a table or a chain of a filter is, as far as its name tells. Pure. */
#ifndef OGCTL_FILTER_TOOLS_H
#define OGCTL_FILTER_TOOLS_H

#include <stddef.h>

/* Bits, one a tool; 0: the names tell nothing. */
unsigned int filter_tools_of(const char *table, const char *chain);
/* Those of @tools that are known to set the policy of iptables' own chains to DROP. */
unsigned int filter_tools_setting_policy(unsigned int tools);
/* The name of the first of @tools, which leaves them; NULL: there is none. */
const char *filter_tools_next(unsigned int *tools);
/* "ufw, Docker and fail2ban"; free it. NULL: there is none. */
char *filter_tools_names(unsigned int tools);

#endif
