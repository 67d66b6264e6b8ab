/* SPDX-License-Identifier: GPL-2.0-only */
/* Whether conntrack is at work here: the module begins it, and what was open before is not known to it. */
#ifndef OGCTL_OPEN_CONNECTIONS_H
#define OGCTL_OPEN_CONNECTIONS_H

#include <stdbool.h>

/*
 * Connections may be open, and conntrack knows none of them: loading the
 * module would cut those in which the other end speaks next.
 */
bool open_connections_unknown(void);

/* What to do then, a sentence. */
extern const char open_connections_todo[];

#endif
