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

bool policy_lay(const struct source *source, struct og_policy *policy, struct og_error *error)
{
	struct og_edit *edit = need(sizeof(*edit));
	bool good = policy_try(source, edit, error);

	if (good) {
		og_policy_builtin(policy);
		og_edit_apply(edit, policy);
	}
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

int policy_read_file(const char *path, struct og_policy *policy)
{
	struct og_edit *edit = need(sizeof(*edit));
	struct source source;
	int code = source_read(&source, path);

	if (!code) {
		code = policy_parse(&source, edit);
		source_free(&source);
	}
	if (!code) {
		og_policy_builtin(policy);
		og_edit_apply(edit, policy);
	}
	free(edit);
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
