/* SPDX-License-Identifier: GPL-2.0-only */
/* Advice in JSON. */
#ifndef OGCTL_ADVICE_JSON_H
#define OGCTL_ADVICE_JSON_H

#include "advice.h"

#include <jansson.h>

/* @file: where the text was written, or NULL. */
json_t *advice_json(const struct advice *advice, const char *file);

#endif
