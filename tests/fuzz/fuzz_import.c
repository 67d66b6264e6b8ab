// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rules of other filters, as `import` reads them. Input: a byte, its lowest bits the format, whether --any-state is given and
 * whether there are two files of iptables, with "\n---\n" between them; then the bytes. What comes of it is a policy, and
 * that comes back from its own export.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/need.h"
#include "export/iptables_members.h"
#include "export/iptables_rules.h"
#include "import/import.h"
#include "import/iptables.h"
#include "import/nft.h"
#include "policy/policy_text.h"

#define BETWEEN	"\n---\n"

enum { NFT = 1, ANY_STATE = 2, TWO = 4 };

static struct og_policy policy, again;

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void made_of(struct source *source, const char *text, size_t size)
{
	*source = (struct source){ .name = need_copy("rules"), .text = need(size + 1), .size = size, .given = true };
	memcpy(source->text, text, size);
}

static void check_error(const struct og_error *error, const struct source *source)
{
	u32 lines = 1;
	size_t i;

	for (i = 0; i < source->size; i++)
		lines += source->text[i] == '\n';
	assert(*error->text && memchr(error->text, '\0', sizeof(error->text)));
	assert(error->line <= lines);
}

/* Each rule that is left says where and why. */
static void check_left(const struct ruleset *set, const struct imported *imported)
{
	size_t i, left = 0;

	for (i = 0; i < set->rule_count; i++) {
		const struct rule *rule = set->rules[i];

		if (!rule->left)
			continue;
		assert(rule->place && rule->text && *rule->left && *rule->todo);
		left++;
	}
	assert(left == imported->left);
}

/* The text is a policy in its canonical form, whatever names were in the rules. */
static void read_policy(const char *text)
{
	struct og_error error;
	struct source source;
	char *canonical;

	assert(!strncmp(text, "reset\n", 6));
	source_set(&source, "imported", text);
	assert(policy_lay(&source, &policy, &error));
	canonical = policy_text(&policy);
	assert(!strcmp(canonical, text + 6));
	free(canonical);
	source_free(&source);
}

/* But for names of devices that are none in iptables' rules. */
static bool can_be_said(void)
{
	size_t size;
	char *unsayable;
	FILE *out = open_text(&unsayable, &size);

	iptables_unsayable(out, &policy.zones);
	close_text(out);
	free(unsayable);
	return !size;
}

static void there_and_back(void)
{
	struct ruleset set = { 0 };
	struct og_error error;
	struct source source;
	char *text = iptables_rules_text(&policy);

	source_set(&source, "exported", text);
	free(text);
	assert(iptables_read(&set, &source, &error));
	assert(!set.own == !can_be_said());
	if (set.own)
		again = *set.own;
	assert(!set.own || og_policy_equal(&again, &policy));
	ruleset_free(&set);
	source_free(&source);
}

static void import(struct ruleset *set, bool any_state)
{
	const char *place = NULL;
	struct imported imported;
	struct og_error error;

	if (import_policy(set, any_state, &imported, &error, &place)) {
		check_left(set, &imported);
		read_policy(imported.text);
		there_and_back();
	} else {
		assert(*error.text && !imported.text);
	}
	import_free(&imported);
}

static bool read_rules(struct ruleset *set, const struct source *source, u8 how)
{
	struct og_error error;
	bool good = how & NFT ? nft_read(set, source, &error) : iptables_read(set, source, &error);

	if (!good)
		check_error(&error, source);
	return good;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct ruleset set = { 0 };
	struct source sources[2] = { 0 };
	const char *text = (const char *)data + 1, *second = NULL;
	bool good;
	int i;

	if (size < 2)
		return -1;
	size--;
	if (*data & TWO && !(*data & NFT))
		second = memmem(text, size, BETWEEN, strlen(BETWEEN));
	made_of(&sources[0], text, second ? (size_t)(second - text) + 1 : size);
	good = read_rules(&set, &sources[0], *data);
	if (good && second) {
		second += strlen(BETWEEN);
		made_of(&sources[1], second, text + size - second);
		good = read_rules(&set, &sources[1], *data);
	}
	if (good)
		import(&set, *data & ANY_STATE);
	ruleset_free(&set);
	for (i = 0; i < 2; i++)
		source_free(&sources[i]);
	return 0;
}
