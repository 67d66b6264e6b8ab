/* SPDX-License-Identifier: GPL-2.0-only */
/* All that lint has to say of a policy. */
#ifndef OGCTL_LINT_H
#define OGCTL_LINT_H

#include "findings.h"

/* Into its findings, in the order of its text, in the network namespace that we are in. Free it with lint_free(). */
void lint_all(struct lint *lint);

#endif
