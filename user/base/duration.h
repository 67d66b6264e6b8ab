/* SPDX-License-Identifier: GPL-2.0-only */
/* Lengths of time as people type and read them. */
#ifndef OGCTL_DURATION_H
#define OGCTL_DURATION_H

#include <stdbool.h>
#include <stddef.h>

/* "90", "90s", "2m", "1h", "7d" to seconds: 1 to a week, as a trial may take. */
bool duration_parse(const char *typed, unsigned int *seconds);

/* "45 s", "2 min 5 s", "1 h 30 min", into @text. */
#define DURATION_SIZE	32
const char *duration_text(unsigned int seconds, char text[DURATION_SIZE]);

#endif
