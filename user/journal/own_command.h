/* SPDX-License-Identifier: GPL-2.0-only */
/* The command line that we were called by. */
#ifndef OGCTL_OWN_COMMAND_H
#define OGCTL_OWN_COMMAND_H

#include <stdio.h>

/* On one line, "ogctl" first, cut where it is long. Nothing where the kernel does not tell. */
void own_command_put(FILE *out);

#endif
