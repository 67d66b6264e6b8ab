/* SPDX-License-Identifier: GPL-2.0-only */
/* The journal hears that the fast path is on. */
#ifndef OGCTL_FAST_TELL_H
#define OGCTL_FAST_TELL_H

#include "fast_devices.h"

void fast_tell_on(const struct fast_devices *devices);

#endif
