// SPDX-License-Identifier: GPL-2.0-only
#include "portless.h"
#include "module/complaints.h"
#include "module/module_files.h"
#include "policy/describe.h"
#include "text.h"

#include <inttypes.h>

static const enum og_reason reasons[] = { OG_DROP_PROTOCOL, OG_DROP_FRAGMENT, OG_DROP_SHORT };

#define REASONS	(sizeof(reasons) / sizeof(reasons[0]))

int portless_read(struct portless *portless)
{
	struct module_stats stats;
	int error = module_read_stats(&stats);
	unsigned int c, r;
	u64 *drops;

	*portless = (struct portless){ 0 };
	if (error)
		return module_complain(error, "read the counters");
	portless->logged = *stats.setting[OG_SET_LOG] && strcmp(stats.setting[OG_SET_LOG], "off");
	for (c = 0; c < OG_CHAINS; c++) {
		for (r = 0; r < REASONS; r++) {
			drops = &portless->drops[c][reasons[r]];
			*drops = stats.counters[c][reasons[r]] + stats.would_drop[c][reasons[r]];
			portless->all += *drops;
		}
	}
	return 0;
}

void portless_print(const struct portless *portless, const char *before, FILE *out)
{
	unsigned int c, r;
	u64 drops;

	for (c = 0; c < OG_CHAINS; c++) {
		for (r = 0; r < REASONS; r++) {
			drops = portless->drops[c][reasons[r]];
			if (drops)
				fprintf(out, "%s%-8s %" PRIu64 " packet%s: %s\n", before, og_chain_name(c),
					drops, drops == 1 ? "" : "s", reason_sentence(reasons[r]));
		}
	}
}

const char *portless_next(const struct portless *portless)
{
	return portless->logged ? "\"ogctl drops\" names their protocols as they come" :
	       "echo \"log nflog:5\" | ogctl apply -, then \"ogctl drops\" names their protocols as they come";
}

json_t *portless_json(const struct portless *portless)
{
	json_t *object = json_object(), *chain;
	unsigned int c, r;

	for (c = 0; c < OG_CHAINS; c++) {
		chain = json_object();
		for (r = 0; r < REASONS; r++)
			json_object_set_new(chain, og_reason_name(reasons[r]),
					    json_integer(portless->drops[c][reasons[r]]));
		json_object_set_new(object, og_chain_name(c), chain);
	}
	return object;
}
