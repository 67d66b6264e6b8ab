/* SPDX-License-Identifier: GPL-2.0-only */
/* One change to what is in force, from its text to the proof that it holds. */
#ifndef OGCTL_TRANSACT_H
#define OGCTL_TRANSACT_H

#include "base/request.h"
#include "policy/source.h"

/* An exit code; everything is said. */
int transact(const struct options *options, const struct source *source);

#endif
