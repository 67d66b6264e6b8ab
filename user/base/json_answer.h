/* SPDX-License-Identifier: GPL-2.0-only */
/* Answers in JSON: an object with "schema". */
#ifndef OGCTL_JSON_ANSWER_H
#define OGCTL_JSON_ANSWER_H

#include "json_text.h"

#include <stdbool.h>

/* {"schema": 1}, to be filled. */
json_t *json_answer(void);
/* On stdout; releases it. */
void json_print(json_t *answer);

/* The same on one line, for answers that go on. */
void json_print_line(json_t *answer);

/*
 * An answer whose last member is a list that may be long, written row by row: @head has the members
 * before it, at least one. Each call releases what it takes.
 */
struct json_rows {
	bool began;
};

void json_rows_begin(struct json_rows *rows, json_t *head, const char *list);
void json_rows_put(struct json_rows *rows, json_t *row);
void json_rows_end(struct json_rows *rows);

/* Whether one was given, or its writing has begun. */
bool json_is_answered(void);

#endif
