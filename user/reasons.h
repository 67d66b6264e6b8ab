/* SPDX-License-Identifier: GPL-2.0-only */
/* The one list of reasons, as words. */
#ifndef OGCTL_REASONS_H
#define OGCTL_REASONS_H

#include "outlook_guard.h"

const char *reason_verdict(enum og_reason reason);	/* "accept", "drop" */
const char *reason_name(enum og_reason reason);		/* "port", unique for a verdict */
const char *reason_sentence(enum og_reason reason);

#endif
