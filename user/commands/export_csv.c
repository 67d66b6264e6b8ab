// SPDX-License-Identifier: GPL-2.0-only
#include "export_csv.h"
#include "base/json_text.h"
#include "base/need.h"
#include "export/csv_cell.h"
#include "export/handover.h"

static void put_line(void *to, const char *const cells[HANDOVER_COLUMNS])
{
	csv_row(to, cells, HANDOVER_COLUMNS);
}

char *export_csv_text(const struct og_policy *policy)
{
	size_t size;
	char *text;
	FILE *out = open_text(&text, &size);

	csv_row(out, handover_names, HANDOVER_COLUMNS);
	handover_each(policy, put_line, out);
	close_text(out);
	return text;
}

static void put_object(void *to, const char *const cells[HANDOVER_COLUMNS])
{
	json_t *row = json_object();
	unsigned int i;

	for (i = 0; i < HANDOVER_COLUMNS; i++)
		json_object_set_new(row, handover_names[i], json_text(cells[i]));
	json_array_append_new(to, row);
}

json_t *export_csv_rows(const struct og_policy *policy)
{
	json_t *rows = json_array();

	handover_each(policy, put_object, rows);
	return rows;
}
