/* SPDX-License-Identifier: GPL-2.0-only */
/* Where the packet that a question is about goes. */
#ifndef OGCTL_QUESTION_ROUTE_H
#define OGCTL_QUESTION_ROUTE_H

#include "question.h"

/*
 * Whether --in is a device, and ask the kernel what --from and --to leave open: the chain, whether it comes in on
 * lo, whether it goes anywhere. In the network namespace that the question is about. 0, or an
 * exit code after a complaint.
 */
int question_route(struct question *question);

#endif
