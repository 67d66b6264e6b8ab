// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whether the edited lines mean what they should is asked of the parser, which knows; where they do not, the canonical text
 * takes their place.
 */
#include "rewrite.h"
#include "base/need.h"
#include "lines.h"
#include "policy/changes.h"
#include "policy/policy_text.h"
#include "rewrite_zones.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of items that are edited one by one; each is looked for in every line, and nobody's line outlives more of them. */
#define EDITED_MAX	4096u

static bool means(const char *text, const struct og_policy *wanted)
{
	const struct source source = { .text = (char *)text, .size = strlen(text), .given = true };
	struct og_policy *policy = need(sizeof(*policy));
	struct og_error error;
	bool same = policy_lay(&source, policy, &error) && og_policy_equal(policy, wanted);

	free(policy);
	return same;
}

static bool are_few(const struct changes *changes)
{
	size_t size = 0;
	unsigned int i;
	char *text;

	for (i = 0; i < OG_CHAINS; i++) {
		text = items_text(&changes->removed[i]);
		size += strlen(text);
		free(text);
		text = items_text(&changes->added[i]);
		size += strlen(text);
		free(text);
	}
	return size <= EDITED_MAX;
}

/* NULL: too much has changed. */
static char *edited(const struct disk_policy *disk, const struct og_policy *wanted)
{
	struct changes *changes = need(sizeof(*changes));
	char value[OG_SETTING_TEXT_SIZE], *text;
	struct lines lines = { 0 };
	unsigned int i;

	changes_between(changes, &disk->policy, wanted);
	if (!are_few(changes)) {
		free(changes);
		return NULL;
	}
	lines_split(&lines, &disk->text);
	for (i = 0; i < OG_CHAINS; i++) {
		/* First what comes: a list that is emptied does not show any more whether it was one of edits. */
		lines_change_items(&lines, og_chain_name(i), &changes->added[i], true);
		lines_change_items(&lines, og_chain_name(i), &changes->removed[i], false);
	}
	for (i = 0; i < OG_SETTINGS; i++)
		if (disk->policy.setting[i] != wanted->setting[i])
			lines_change_value(&lines, og_setting_name(i), og_setting_text(wanted, i, value));
	rewrite_zones(&lines, &disk->policy, wanted);
	lines_drop_empty(&lines);
	text = lines_join(&lines);
	lines_release(&lines);
	free(changes);
	return text;
}

/* The comments that stand before all else, and the canonical text. */
static char *canonical(const struct disk_policy *disk, const struct og_policy *wanted)
{
	char *body = policy_text(wanted), *text;
	struct lines lines = { 0 };
	size_t size, i;
	FILE *out = open_text(&text, &size);

	if (disk->text.text)
		lines_split(&lines, &disk->text);
	for (i = 0; i < lines.count && !line_code_length(lines.list[i] + strspn(lines.list[i], " \t")); i++)
		fprintf(out, "%s\n", lines.list[i]);
	fputs(body, out);
	close_text(out);
	lines_release(&lines);
	free(body);
	return text;
}

char *rewrite_policy(const struct disk_policy *disk, const struct og_policy *wanted)
{
	char *text;

	if (disk->found == DISK_GOOD) {
		text = edited(disk, wanted);
		if (text && means(text, wanted))
			return text;
		free(text);
	}
	return canonical(disk, wanted);
}
