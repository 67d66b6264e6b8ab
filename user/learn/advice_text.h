/* SPDX-License-Identifier: GPL-2.0-only */
/* Advice as a policy with comments. */
#ifndef OGCTL_ADVICE_TEXT_H
#define OGCTL_ADVICE_TEXT_H

#include "advice.h"

/* @text anew, by @detail; @result with what it adds. */
void advice_write(struct advice *advice);

#endif
