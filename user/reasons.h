/* SPDX-License-Identifier: GPL-2.0-only */
/* The one list of reasons, in words for people; its names are og_reason_name()'s. */
#ifndef OGCTL_REASONS_H
#define OGCTL_REASONS_H

#include "outlook_guard.h"

const char *reason_sentence(enum og_reason reason);

#endif
