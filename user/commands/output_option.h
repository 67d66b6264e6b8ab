/* SPDX-License-Identifier: GPL-2.0-only */
/* -o FILE, for commands whose answer is a file's text. */
#ifndef OGCTL_OUTPUT_OPTION_H
#define OGCTL_OUTPUT_OPTION_H

#include <argp.h>

extern const struct argp output_argp;

/* What it named; NULL: standard output. */
const char *output_option(void);

#endif
