// SPDX-License-Identifier: GPL-2.0-only
#include "in_force_by.h"
#include "base/system_file.h"
#include "fallback_rules.h"
#include "module/module_files.h"
#include "text.h"

#include <string.h>

bool fallback_is_there(const struct fallback_state *fallback)
{
	enum nft_presence table = system_is_elsewhere() ? NFT_UNKNOWN : nft_table_look(FALLBACK_TABLE);

	if (table != NFT_UNKNOWN)
		return table == NFT_PRESENT;
	return fallback->holder && strcmp(fallback->rules, "none") && fallback_state_held(fallback);
}

enum in_force_by in_force_by(struct fallback_state *fallback)
{
	struct fallback_state own;
	struct module_stats stats;
	struct module module;

	if (!fallback)
		fallback = &own;
	if (fallback_state_read(fallback))
		*fallback = (struct fallback_state){ 0 };
	if (!module_probe(&module) && !module_read_stats(&stats) &&
	    !strcmp(stats.setting[OG_SET_MODE], og_mode_name(OG_MODE_ENFORCE)))
		return BY_MODULE;
	return fallback_is_there(fallback) ? BY_FALLBACK : BY_NOBODY;
}

const char *in_force_by_name(enum in_force_by by)
{
	static const char *const names[] = {
		[BY_MODULE] = "module", [BY_FALLBACK] = "fallback", [BY_NOBODY] = "none",
	};

	return names[by];
}
