/* SPDX-License-Identifier: GPL-2.0-only */
/* Whether whoever runs this sits at the machine's own console, which no policy shuts. */
#ifndef OGCTL_CONSOLE_H
#define OGCTL_CONSOLE_H

#include <stdbool.h>

/* Its screen or a serial line is the terminal of a process that we descend from, or ours. */
bool console_is_ours(void);

#endif
