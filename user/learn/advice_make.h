/* SPDX-License-Identifier: GPL-2.0-only */
/* Advice from what was seen here and what is known of it. */
#ifndef OGCTL_ADVICE_MAKE_H
#define OGCTL_ADVICE_MAKE_H

#include "advice.h"

/* From what was read already (@policy, @seen, @portless, @elsewhere) all the rest but the result. */
void advice_make(struct advice *advice);
void advice_release(struct advice *advice);

#endif
