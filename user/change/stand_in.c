// SPDX-License-Identifier: GPL-2.0-only
#include "stand_in.h"
#include "base/request.h"
#include "export/nft_rules.h"
#include "machine/nft.h"
#include "machine/nft_chains.h"

#include <stdlib.h>

static int run(const char *text, const char *doing)
{
	struct nft *nft = nft_open();
	struct nft_answer answer;
	int code = 0;

	nft_run(nft, &answer, text);
	if (answer.status)
		code = nft_complain(&answer, doing);
	nft_release(&answer);
	nft_close(nft);
	return code;
}

int stand_in_make(const struct og_policy *policy)
{
	char *text = nft_rules_text(STAND_IN_TABLE, policy, NULL);
	int code = run(text, "make the table that stands in for the module");

	free(text);
	return code;
}

/* What is not there can be deleted only once it is made. */
int stand_in_remove(void)
{
	return nft_is_there() ? run("table inet " STAND_IN_TABLE "\ndelete table inet " STAND_IN_TABLE "\n",
				    "remove the table that stood in for the module") : 0;
}
