/* SPDX-License-Identifier: GPL-2.0-only */
/* How a command says its findings: all of one kind look alike. */
#ifndef OGCTL_FINDINGS_SAY_H
#define OGCTL_FINDINGS_SAY_H

#include "base/json_text.h"
#include "findings.h"

/* On stdout, behind where it is: what, why and what to do, a line each. */
void finding_print(const struct finding *finding);
/* Without where it is. */
json_t *finding_json(const struct finding *finding);
/* The last: how many of each on stderr, unless in JSON. EXIT_NO when there is a warning, else EXIT_YES. */
int findings_end(const struct findings *findings, const char *name, bool json);

#endif
