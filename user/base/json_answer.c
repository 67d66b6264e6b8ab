// SPDX-License-Identifier: GPL-2.0-only
#include "json_answer.h"
#include "request.h"

#include <stdlib.h>
#include <string.h>

static bool answered;

bool json_is_answered(void)
{
	return answered;
}

json_t *json_answer(void)
{
	json_t *answer = json_object();

	json_object_set_new(answer, "schema", json_integer(SCHEMA));
	return answer;
}

void json_print(json_t *answer)
{
	answered = true;
	json_dumpf(answer, stdout, JSON_INDENT(2));
	fputc('\n', stdout);
	json_decref(answer);
}

void json_print_line(json_t *answer)
{
	answered = true;
	json_dumpf(answer, stdout, JSON_COMPACT);
	fputc('\n', stdout);
	json_decref(answer);
}

void json_rows_begin(struct json_rows *rows, json_t *head, const char *list)
{
	char *text = json_dumps(head, JSON_INDENT(2));

	answered = true;
	if (!text)
		abort();
	/* without the line that ends it */
	printf("%.*s,\n  \"%s\": [", (int)(strlen(text) - strlen("\n}")), text, list);
	rows->began = false;
	free(text);
	json_decref(head);
}

void json_rows_put(struct json_rows *rows, json_t *row)
{
	fputs(rows->began ? ",\n    " : "\n    ", stdout);
	json_dumpf(row, stdout, 0);
	rows->began = true;
	json_decref(row);
}

void json_rows_end(struct json_rows *rows)
{
	puts(rows->began ? "\n  ]\n}" : "]\n}");
}
