/* SPDX-License-Identifier: GPL-2.0-only */
/* Policies from text and to text. */
#ifndef OGCTL_POLICY_TEXT_H
#define OGCTL_POLICY_TEXT_H

#include "base/request.h"
#include "source.h"

/*
 * What the kernel would take it for; so the last line of a file or a pipe has to be ended.
 * 0, or EXIT_POLICY after pointing at the error.
 */
int policy_parse(const struct source *source, struct og_edit *edit);

/* The file @path laid over the built-in policy. 0 or an exit code. */
int policy_read_file(const char *path, struct og_policy *policy);

/* The canonical text, terminated; free it. */
char *policy_text(const struct og_policy *policy);

/* Items in their canonical spelling, the same. */
char *items_text(const struct og_items *items);

/* Find the error without printing it: false fills in @error. */
bool policy_try(const struct source *source, struct og_edit *edit, struct og_error *error);
/* The same laid over the built-in policy; false: @policy is as it was. */
bool policy_lay(const struct source *source, struct og_policy *policy, struct og_error *error);

#endif
