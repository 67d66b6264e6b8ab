/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every string of every answer. JSON is UTF-8, and much that is told is not: names of files and users, arguments,
 * what others wrote into the history. jansson has no string for that, and a member that is none is left out.
 */
#ifndef OGCTL_JSON_TEXT_H
#define OGCTL_JSON_TEXT_H

#include <jansson.h>

/* A byte that begins no letter becomes U+FFFD. NULL is null. Never fails. */
json_t *json_text(const char *text);
/* The same of @size bytes, which may have NUL among them. */
json_t *json_text_sized(const char *text, size_t size);

#endif
