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

/*
 * Lay @edit, which @source gave, over @policy, where it fits: zones that it names are there, and what it lists has room.
 * False: @policy is as it was, and @error says why and where; where that is NULL, it is said and pointed at.
 */
bool policy_fit(const struct source *source, const struct og_edit *edit, struct og_policy *policy,
		struct og_error *error);

/*
 * Whether @now has what @edit asked for: laid over it once more it changes nothing. Where it cannot be, for it used a
 * zone that it then took away, whether @now is @after, which came of it.
 */
bool policy_holds(const struct og_edit *edit, const struct og_policy *after, const struct og_policy *now);

/* Whether it states all that @chain accepts, or all of its ports, for everybody. */
bool edit_states(const struct og_edit *edit, enum og_chain_id chain);

/*
 * Puts "reset" in front, so that whatever it is laid over it gives what it does over the built-in policy, and nothing stays of
 * what it does not speak of. Its lines keep their numbers. One that is wrong stays as it is.
 */
void policy_make_whole(struct source *source);

/* A text laid over the built-in policy. 0, or EXIT_POLICY after pointing at the error; then @policy is as it was. */
int policy_parse_whole(const struct source *source, struct og_policy *policy);
/* The file @path, the same. 0 or an exit code. */
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
