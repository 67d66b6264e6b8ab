/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Cells of a table as RFC 4180 has them, in UTF-8. A spreadsheet takes a cell for a formula that begins with = + - @ or a
 * control character, and a device may be called so: such a cell begins with an apostrophe, in quotes.
 */
#ifndef OGCTL_CSV_CELL_H
#define OGCTL_CSV_CELL_H

#include <stddef.h>
#include <stdio.h>

/* A row of @count cells; NULL is an empty one. */
void csv_row(FILE *out, const char *const *cells, size_t count);

#endif
