/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who said -j reads one thing: JSON on stdout. A command that fails and has no answer gives
 * {"schema": 1, "error": {"exit": ..., "text": ...}}, the text being what stderr was told.
 */
#ifndef OGCTL_FAILURE_H
#define OGCTL_FAILURE_H

/* First of all: the command line itself may be what is wrong. */
void failure_watch(int argc, char **argv);

#endif
