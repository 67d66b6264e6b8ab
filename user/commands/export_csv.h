/* SPDX-License-Identifier: GPL-2.0-only */
/* A policy as a table of its own, for people: text, and rows of JSON. */
#ifndef OGCTL_EXPORT_CSV_H
#define OGCTL_EXPORT_CSV_H

#include "policy.h"

#include <jansson.h>

/* RFC 4180, with a header line; free it. */
char *export_csv_text(const struct og_policy *policy);

/* An array of objects, whose members are the columns. */
json_t *export_csv_rows(const struct og_policy *policy);

#endif
