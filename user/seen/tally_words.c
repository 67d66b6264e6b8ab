// SPDX-License-Identifier: GPL-2.0-only
#include "tally_words.h"
#include "base/json_text.h"
#include "base/need.h"
#include "module/complaints.h"
#include "policy/names.h"
#include "text.h"

#include <inttypes.h>

struct port_text port_say(enum og_transport transport, u16 port)
{
	struct port_text said;

	snprintf(said.text, sizeof(said.text), "%u/%s", port, og_transport_name(transport));
	return said;
}

struct sources_text sources_say(u32 sketch)
{
	struct sources_text said;
	unsigned int count = sources_of(sketch);

	snprintf(said.text, sizeof(said.text), "%u%s", count, count < SOURCES_MANY ? "" : "+");
	return said;
}

/* One unit, for a table. */
struct ago_text ago_say(u64 seconds)
{
	static const struct {
		const char *name;
		u64 seconds, below;	/* the unit, and up to where it is used */
	} units[] = {
		{ "s", 1, 120 }, { "min", 60, 7200 }, { "h", 3600, 172800 }, { "d", 86400, UINT64_MAX },
	};
	struct ago_text said;
	size_t i;

	for (i = 0; seconds >= units[i].below;)
		i++;
	snprintf(said.text, sizeof(said.text), "%" PRIu64 " %s", seconds / units[i].seconds,
		 units[i].name);
	return said;
}

json_t *tally_row_json(const struct tally_row *row)
{
	const char *name = names_of_port(row->port, row->transport);
	json_t *object = json_object();

	json_object_set_new(object, "chain", json_text(og_chain_name(row->chain)));
	json_object_set_new(object, "protocol", json_text(og_transport_name(row->transport)));
	json_object_set_new(object, "port", json_integer(row->port));
	json_object_set_new(object, "name", json_text(name));
	json_object_set_new(object, "accepted", json_integer(row->accepted));
	json_object_set_new(object, "dropped", json_integer(row->dropped));
	json_object_set_new(object, "sources", json_integer(sources_of(row->sources)));
	json_object_set_new(object, "sources_or_more",
			    json_boolean(sources_of(row->sources) >= SOURCES_MANY));
	json_object_set_new(object, "seconds", json_integer(row->seconds));
	return object;
}

char *tally_row_say(const struct tally_row *row)
{
	struct sources_text sources = sources_say(row->sources);
	char *text;

	text = need_text("%" PRIu64 " dropped, %" PRIu64 " accepted, from %s source%s, last %s ago",
			 row->dropped, row->accepted, sources.text, strcmp(sources.text, "1") ? "s" : "",
			 ago_say(row->seconds).text);
	return text;
}

int tally_read(struct tally *seen)
{
	int error = module_read_tally(seen);

	return error ? module_complain(error, "read the tally") : 0;
}
