// SPDX-License-Identifier: GPL-2.0-only
#include "policy_text.h"
#include "base/letters.h"
#include "base/need.h"
#include "base/out.h"
#include "names.h"

#include <ctype.h>
#include <stdlib.h>

bool policy_try(const struct source *source, struct og_edit *edit, struct og_error *error)
{
	struct og_parser *parser = need(sizeof(*parser));
	bool good = og_parse_text(parser, source->text, source->size);

	if (good && source->given)
		good = og_parse_whole(parser);
	if (good)
		*edit = parser->edit;
	else
		*error = parser->error;
	free(parser);
	return good;
}

bool policy_fit(const struct source *source, const struct og_edit *edit, struct og_policy *policy,
		struct og_error *error)
{
	struct og_error why;

	if (og_edit_fits(edit, policy, error ? error : &why)) {
		og_edit_apply(edit, policy);
		return true;
	}
	if (!error) {
		fflush(stdout);
		source_point(source, &why, stderr);
	}
	return false;
}

bool policy_holds(const struct og_edit *edit, const struct og_policy *after, const struct og_policy *now)
{
	struct og_policy *again = need(sizeof(*again));
	struct og_error error;
	bool same;

	*again = *now;
	if (policy_fit(NULL, edit, again, &error))
		same = og_policy_equal(now, again);
	else
		same = og_policy_equal(now, after);
	free(again);
	return same;
}

/* @error as for policy_fit(). */
static bool lay_builtin(const struct source *source, const struct og_edit *edit,
			struct og_policy *policy, struct og_error *error)
{
	struct og_policy *laid = need(sizeof(*laid));
	bool good;

	og_policy_builtin(laid);
	good = policy_fit(source, edit, laid, error);
	if (good)
		*policy = *laid;
	free(laid);
	return good;
}

bool policy_lay(const struct source *source, struct og_policy *policy, struct og_error *error)
{
	struct og_edit *edit = need(sizeof(*edit));
	bool good = policy_try(source, edit, error) && lay_builtin(source, edit, policy, error);

	free(edit);
	return good;
}

/* The bytes that an error points at, terminated; "" where it points past a line. */
static void pointed_at(const struct source *source, const struct og_error *error, char *word,
		       size_t size)
{
	const char *line = source->text, *end = source->text + source->size;
	size_t length = 0;
	u32 n;

	for (n = 1; n < error->line && line; n++) {
		line = memchr(line, '\n', end - line);
		line = line ? line + 1 : NULL;
	}
	if (line && line + error->column - 1 < end) {
		line += error->column - 1;
		while (length + 1 < size && line + length < end && isgraph((u8)line[length]) &&
		       !strchr(",;#", line[length]))
			length++;
		memcpy(word, line, length);
	}
	word[length] = '\0';
}

/* Names are for the command line; say so to whoever writes one into a file. */
static void hint_name(const struct source *source, const struct og_error *error)
{
	char word[OG_TOKEN_MAX + 1];
	struct service service;
	char *slash;
	u8 proto;

	pointed_at(source, error, word, sizeof(word));
	slash = strchr(word, '/');
	if (slash)
		*slash = '\0';
	if (!letter_is(word[0]))
		return;
	if (names_find_service(word, &service))
		note("a policy takes numbers only: write %u%s for %s", service.port,
		     service.transports == OG_TRANSPORT_BIT(OG_TCP) ? "/tcp" :
		     service.transports == OG_TRANSPORT_BIT(OG_UDP) ? "/udp" : "", word);
	else if (names_find_protocol(word, &proto))
		note("a policy takes numbers only: write proto:%u for %s", proto, word);
}

bool edit_states(const struct og_edit *edit, enum og_chain_id chain)
{
	const struct og_items *remove = &edit->remove[chain];

	return remove->words == ~0ull || remove->ports[OG_UDP][0] == ~0ull;
}

void policy_make_whole(struct source *source)
{
	struct og_edit *edit = need(sizeof(*edit));
	struct og_error error;
	char *text;

	if (policy_try(source, edit, &error) && !edit->zones.reset) {
		text = need_text("reset; %.*s", (int)source->size, source->text);
		free(source->text);
		source->text = text;
		source->size = strlen(text);
	}
	free(edit);
}

int policy_parse(const struct source *source, struct og_edit *edit)
{
	struct og_error error;

	if (policy_try(source, edit, &error))
		return 0;
	fflush(stdout);
	source_point(source, &error, stderr);
	hint_name(source, &error);
	return EXIT_POLICY;
}

int policy_parse_whole(const struct source *source, struct og_policy *policy)
{
	struct og_edit *edit = need(sizeof(*edit));
	int code = policy_parse(source, edit);

	if (!code && !lay_builtin(source, edit, policy, NULL))
		code = EXIT_POLICY;
	free(edit);
	return code;
}

int policy_read_file(const char *path, struct og_policy *policy)
{
	struct source source;
	int code = source_read(&source, path);

	if (!code) {
		code = policy_parse_whole(&source, policy);
		source_free(&source);
	}
	return code;
}

static bool emit(void *to, const char *text, size_t size)
{
	return fwrite(text, 1, size, to) == size;
}

char *policy_text(const struct og_policy *policy)
{
	char *text;
	size_t size;
	FILE *out = open_text(&text, &size);

	og_print_policy(policy, emit, out);
	close_text(out);
	return text;
}

char *items_text(const struct og_items *items)
{
	char *text;
	size_t size;
	FILE *out = open_text(&text, &size);

	og_print_items(items, emit, out);
	close_text(out);
	return text;
}
