// SPDX-License-Identifier: GPL-2.0-only
#include "arguments_zone.h"
#include "base/need.h"

#include <stdlib.h>

/* What would end the word, the statement, or the line for the parser. */
#define NO_LETTERS	" ,\t\n;#"

static bool refuse(struct argument_error *why, size_t offset, size_t length, const char *text)
{
	why->offset = offset;
	why->length = length;
	snprintf(why->text, sizeof(why->text), "%s", text);
	return false;
}

bool arguments_zone_name(const char *typed, struct argument_error *why)
{
	size_t length = strcspn(typed, NO_LETTERS);

	if (!*typed)
		return refuse(why, 0, 1, "an empty name");
	if (typed[length])
		return refuse(why, length, 1, "a character that no zone's name has");
	return arguments_try("zone ", typed, " none", why);
}

struct members {
	const char *zone;
	char sign;
	FILE *out;
};

static bool put_member(void *to, const char *typed, struct argument_error *why)
{
	const struct members *members = to;
	size_t length = strcspn(typed, NO_LETTERS);
	char *before;
	bool good;

	if (typed[length])
		return refuse(why, length, 1, "a character that no device and no network has");
	if (*typed == '+' || *typed == '-')
		return refuse(why, 0, 1, "signs are for policies; here a member has none");
	before = need_text("zone %s +", members->zone);
	good = arguments_try(before, typed, "", why);
	free(before);
	if (good)
		fprintf(members->out, " %c%s", members->sign, typed);
	return good;
}

int arguments_zone(const struct options *options, char sign, struct source *statement)
{
	struct members members = { .zone = options->argv[1], .sign = sign };
	struct argument_error why;
	char *text;
	size_t size;
	int code = 0;

	if (!arguments_zone_name(members.zone, &why))
		return arguments_point(options, "zone", strlen(options->argv[0]) + 1, &why);
	members.out = open_text(&text, &size);
	fprintf(members.out, "zone %s", members.zone);
	if (options->argc > 2)
		code = arguments_each(options, "zone", 2, put_member, &members);
	else
		fputs(" none", members.out);
	fputc('\n', members.out);
	close_text(members.out);
	if (!code)
		source_set(statement, "command line", text);
	free(text);
	return code;
}
