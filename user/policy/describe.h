/* SPDX-License-Identifier: GPL-2.0-only */
/* Items and policies in words. */
#ifndef OGCTL_DESCRIBE_H
#define OGCTL_DESCRIBE_H

#include "outlook_guard.h"
#include "policy.h"
#include "text.h"

/* Visit the items of a set in their canonical spelling; none for an empty set. */
typedef void (*item_visit)(void *to, const char *item);
void items_each(const struct og_items *items, item_visit visit, void *to);

/* What a canonical item is, taken apart. */
struct item_parts {
	struct og_item item;
	const char *names[4];	/* of ports or the protocol; ends with NULL */
};

void item_take_apart(const char *text, struct item_parts *parts);

/* A word or a name for people: "imap", "ping and errors"; NULL: none. Free it. */
char *item_words(const char *text);

/* What a list has, for a human: rows of states, protocols and ports, @indent columns in; "nothing" of an empty one. */
void describe_items(const struct og_items *items, unsigned int indent, FILE *out);

/* describe_policy.c: the chains of a policy, with what they accept from zones besides, for a human. */
void describe_policy(const struct og_policy *policy, FILE *out);

/* The one list of reasons, in words for people; its names are og_reason_name()'s. */
const char *reason_sentence(enum og_reason reason);

#endif
