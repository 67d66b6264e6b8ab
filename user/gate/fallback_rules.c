// SPDX-License-Identifier: GPL-2.0-only
#include "fallback_rules.h"
#include "base/out.h"
#include "base/request.h"
#include "base/system_file.h"
#include "disk/policy_file.h"
#include "export/nft_rules.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Of this machine, with its ssh ports; and the package's, with port 22. */
static const char *const last_resorts[] = {
	DISK_LAST_RESORT, "/usr/share/outlook-guard/last-resort.nft",
};

static const struct {
	const char *name, *flags;
} owners[FALLBACK_OWNERS] = {
	[FALLBACK_PERSIST] = { "persist", "owner, persist" },
	[FALLBACK_OWNER] = { "owner", "owner" },
	[FALLBACK_NO_OWNER] = { "none", NULL },
};

const char *fallback_owner_name(enum fallback_owner owner)
{
	return owners[owner].name;
}

/* An older kernel, or an older nft, refuses a flag that it does not know; what else is wrong is wrong again. */
int fallback_rules_make(struct nft *nft, const struct og_policy *policy, enum fallback_owner *owner)
{
	struct nft_answer answer;
	char *text;
	int code = 0, status = 1;

	for (*owner = FALLBACK_PERSIST; status; (*owner)++) {
		text = nft_rules_text(FALLBACK_TABLE, policy, owners[*owner].flags);
		nft_run(nft, &answer, text);
		free(text);
		status = answer.status;
		if (status && *owner == FALLBACK_NO_OWNER)
			code = nft_complain(&answer, "load the fallback's rules");
		nft_release(&answer);
		if (!status || code)
			break;
	}
	return code;
}

int fallback_rules_last_resort(struct nft *nft)
{
	struct nft_answer answer;
	size_t i, size;
	char *text;
	int code = EXIT_MODULE;

	for (i = 0; code && i < sizeof(last_resorts) / sizeof(last_resorts[0]); i++) {
		int error = system_read_file(last_resorts[i], &text, &size);

		if (error) {
			complain("cannot read %s: %s", last_resorts[i], strerror(-error));
			continue;
		}
		nft_run(nft, &answer, text);
		code = answer.status ? nft_complain(&answer, "load the rules of last resort") : 0;
		nft_release(&answer);
		free(text);
	}
	return code;
}

int fallback_rules_remove(struct nft *nft)
{
	struct nft_answer answer;
	int code = 0;

	if (nft_table_look(FALLBACK_TABLE) == NFT_ABSENT)
		return 0;
	nft_run(nft, &answer, "delete table inet " FALLBACK_TABLE "\n");
	if (answer.status && nft_table_look(FALLBACK_TABLE) != NFT_ABSENT)
		code = nft_complain(&answer, "remove the fallback's table");
	nft_release(&answer);
	return code;
}
