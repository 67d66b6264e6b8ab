/* SPDX-License-Identifier: GPL-2.0-only */
/* -o FILE, for commands whose answer is a file's text. */
#ifndef OGCTL_OUTPUT_OPTION_H
#define OGCTL_OUTPUT_OPTION_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>

extern const struct argp output_argp;

/* What it named; NULL: standard output. */
const char *output_option(void);

/*
 * To the file that it named, if it named one; a new one is for its owner to read. @replaced: it was there before; false without a
 * file. 0, or an exit code after a complaint.
 */
int output_to_file(const char *text, size_t size, bool *replaced);
/* The same of what everybody may read. */
int output_to_open_file(const char *text, size_t size, bool *replaced);

#endif
