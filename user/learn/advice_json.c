// SPDX-License-Identifier: GPL-2.0-only
#include "advice_json.h"
#include "base/json_answer.h"
#include "base/need.h"
#include "policy/names.h"
#include "policy/policy_json.h"
#include "seen/tally_words.h"

#include <stdlib.h>

static void put_note(json_t *object, const struct port_note *note)
{
	json_object_set_new(object, "why", json_text(note->why));
	json_object_set_new(object, "source", json_text(note->source));
	json_object_set_new(object, "risk", json_text(note->risk));
}

static json_t *suggested_json(const struct advice *advice)
{
	const struct knowledge *knowledge = &advice->knowledge;
	json_t *array = json_array();
	struct port_note note;
	size_t i;

	for (i = 0; i < advice->seen.count; i++) {
		const struct tally_row *row = &advice->seen.rows[i];
		json_t *object;

		if (advice->uses[i] != USE_SERVICE)
			continue;
		object = tally_row_json(row);
		if (knowledge_of_port(knowledge, row->chain, row->transport, row->port, &note))
			put_note(object, &note);
		json_array_append_new(array, object);
	}
	return array;
}

/* One object a chain and kind: each port's own numbers are what "ogctl ports -j" is for. */
static json_t *scans_json(const struct advice *advice)
{
	static const struct {
		enum use use;
		const char *name;
	} kinds[] = { { USE_SCANNER, "scanner" }, { USE_STRAYS, "strays" } };
	struct og_items *items = need(sizeof(*items));
	json_t *array = json_array(), *object;
	unsigned int c, k;
	size_t count;

	for (c = 0; c < OG_CHAINS; c++) {
		for (k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
			count = advice_collect(advice, kinds[k].use, c, items);
			if (!count)
				continue;
			object = json_object();
			json_object_set_new(object, "chain", json_text(og_chain_name(c)));
			json_object_set_new(object, "looks_like", json_text(kinds[k].name));
			json_object_set_new(object, "ports", json_integer(count));
			json_object_set_new(object, "items", json_items(items));
			json_array_append_new(array, object);
		}
	}
	free(items);
	return array;
}

static json_t *protocols_json(const struct advice *advice)
{
	json_t *array = json_array(), *object;
	struct port_note note;
	const char *name;
	size_t i;

	for (i = 0; i < advice->needs.count; i++) {
		const struct machine_need *row = &advice->needs.rows[i];

		if (row->item.kind != OG_ITEM_PROTO || row->mild)
			continue;
		name = names_of_protocol(row->item.proto);
		object = json_object();
		json_object_set_new(object, "chain", json_text(og_chain_name(OG_INPUT)));
		json_object_set_new(object, "protocol", json_integer(row->item.proto));
		json_object_set_new(object, "item", json_text(machine_need_item(row).text));
		json_object_set_new(object, "name", json_text(name ? name : ""));
		if (knowledge_of_protocol(&advice->knowledge, OG_INPUT, row->item.proto, &note))
			put_note(object, &note);
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *machine_json(const struct advice *advice)
{
	json_t *array = json_array(), *object;
	size_t i;

	for (i = 0; i < advice->needs.count; i++) {
		const struct machine_need *row = &advice->needs.rows[i];

		object = json_object();
		json_object_set_new(object, "rule", json_text(row->rule));
		json_object_set_new(object, "chain", json_text(og_chain_name(OG_INPUT)));
		json_object_set_new(object, "item", json_text(machine_need_item(row).text));
		json_object_set_new(object, "because", json_text(row->because));
		json_object_set_new(object, "why", json_text(row->why));
		json_object_set_new(object, "added", json_boolean(!row->mild));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *unheard_json(const struct advice *advice)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < advice->seen.count; i++)
		if (advice->uses[i] == USE_UNHEARD)
			json_array_append_new(array, tally_row_json(&advice->seen.rows[i]));
	return array;
}

static json_t *missing_json(const struct lint *lint)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < lint->found.count; i++)
		json_array_append_new(array, json_pack("{s:o,s:o,s:o,s:o}",
				      "rule", json_text(lint->found.list[i].rule),
				      "what", json_text(lint->found.list[i].what),
				      "why", json_text(lint->found.list[i].why),
				      "do", json_text(lint->found.list[i].todo)));
	return array;
}

json_t *advice_json(const struct advice *advice, const char *file)
{
	json_t *answer = json_answer();

	json_object_set_new(answer, "suggested", suggested_json(advice));
	json_object_set_new(answer, "protocols", protocols_json(advice));
	json_object_set_new(answer, "machine", machine_json(advice));
	json_object_set_new(answer, "scans", scans_json(advice));
	json_object_set_new(answer, "nobody_listens", unheard_json(advice));
	json_object_set_new(answer, "portless_drops", portless_json(&advice->portless));
	json_object_set_new(answer, "missing", missing_json(&advice->lint));
	json_object_set_new(answer, "policy", json_policy(&advice->result));
	json_object_set_new(answer, "text", json_text(advice->text));
	json_object_set_new(answer, "file", json_text(file));
	return answer;
}
