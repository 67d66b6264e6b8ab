// SPDX-License-Identifier: GPL-2.0-only
#include "arguments.h"
#include "base/letters.h"
#include "base/need.h"
#include "base/out.h"
#include "policy_text.h"

#include <stdarg.h>
#include <stdlib.h>

#define BLANKS	" ,\t\n"
#define ITEM_LETTERS	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:/+*"

__attribute__((format(printf, 3, 4)))
static bool refuse(struct argument_error *why, size_t length, const char *format, ...)
{
	va_list args;

	why->offset = 0;
	why->length = length;
	va_start(args, format);
	vsnprintf(why->text, sizeof(why->text), format, args);
	va_end(args);
	return false;
}

static bool is_word(const char *name)
{
	unsigned int w;

	for (w = 0; w < OG_WORD_ANY; w++)
		if (!strcmp(name, og_word_name(w)))
			return true;
	return false;
}

static bool unknown_service(const char *name, size_t length, struct argument_error *why)
{
	const char *nearest = names_nearest(name);
	struct service service;
	u8 proto;

	if (!nearest && names_find_protocol(name, &proto))
		return refuse(why, length, "\"%s\" is an IP protocol: write proto:%u to pass it whole",
			      name, proto);
	if (!nearest || !names_find_service(nearest, &service))
		return refuse(why, length, "no service is called \"%s\", and it is no word of the language",
			      name);
	return refuse(why, length, "no service is called \"%s\"; did you mean %s (port %u)?",
		      name, nearest, service.port);
}

/* "smtp", "smtp/tcp" to numbers. */
static bool from_service(const char *typed, char *item, size_t size, struct argument_error *why)
{
	const char *slash = strrchr(typed, '/'), *suffix = slash ? slash : "";
	size_t length = slash ? (size_t)(slash - typed) : strlen(typed);
	struct service service;
	char name[OG_TOKEN_MAX + 1];

	snprintf(name, sizeof(name), "%.*s", (int)length, typed);
	if (!names_find_service(name, &service))
		return unknown_service(name, length, why);
	if (!slash && service.transports != OG_TRANSPORT_BOTH)
		suffix = service.transports == OG_TRANSPORT_BIT(OG_TCP) ? "/tcp" : "/udp";
	snprintf(item, size, "%u%s", service.port, suffix);
	return true;
}

/* What "ports" shows may begin with a digit, and have letters of any script. */
static bool is_service(const char *typed)
{
	const char *slash = strrchr(typed, '/');
	size_t length = slash ? (size_t)(slash - typed) : strlen(typed);
	char name[OG_TOKEN_MAX + 1];
	struct service service;

	snprintf(name, sizeof(name), "%.*s", (int)length, typed);
	return strspn(name, "0123456789-") < length && !is_word(typed) && names_find_service(name, &service);
}

static bool translate(const char *typed, char *item, size_t size, struct argument_error *why)
{
	static const char proto[] = "proto:";
	const char *name = typed + sizeof(proto) - 1;
	size_t length = strlen(typed), known;
	u8 number;

	if (length > OG_TOKEN_MAX)
		return refuse(why, length, "a word of more than %u characters", OG_TOKEN_MAX);
	if (is_service(typed))
		return from_service(typed, item, size, why);
	/* What would end the statement, or begin another, is no item. */
	known = strspn(typed, ITEM_LETTERS);
	if (known < length) {
		refuse(why, 1, "a character that no item has");
		why->offset = known;
		return false;
	}
	/* A policy's edit, typed as it stands there; "-443" comes here only behind "--". */
	if ((*typed == '+' || *typed == '-') && typed[1])
		return refuse(why, 1, "signs are for policies; here an item has none: write %s", typed + 1);
	if (!strcmp(typed, "any") || !strcmp(typed, "none"))
		return refuse(why, length, "\"%s\" states a whole list, which a text for ogctl apply does: \"input %s\" for "
			      "everybody, \"input from ZONE %s\" for a zone", typed, typed, typed);
	if (!strncmp(typed, proto, sizeof(proto) - 1) && letter_is(*name)) {
		if (!names_find_protocol(name, &number)) {
			refuse(why, strlen(name), "no IP protocol is called \"%s\"", name);
			why->offset = sizeof(proto) - 1;
			return false;
		}
		snprintf(item, size, "proto:%u", number);
		return true;
	}
	if (letter_is(*typed) && !is_word(typed) && strncmp(typed, proto, sizeof(proto) - 1))
		return from_service(typed, item, size, why);
	snprintf(item, size, "%s", typed);
	return true;
}

bool arguments_try(const char *before, const char *typed, const char *behind, struct argument_error *why)
{
	struct og_edit *edit = need(sizeof(*edit));
	char *text = need_text("%s%s%s", before, typed, behind);
	size_t from = strlen(before) + 1;
	struct source source;
	struct og_error error;
	bool good;

	source_set(&source, "argument", text);
	good = policy_try(&source, edit, &error);
	source_free(&source);
	free(text);
	free(edit);
	if (good)
		return true;
	refuse(why, strlen(typed), "%s", error.text);
	if (error.column >= from && error.column - from < strlen(typed)) {
		why->offset = error.column - from;
		why->length = error.length;
	}
	return false;
}

/* Of everybody's list, or of that of @zone. */
static bool item_of(const char *zone, const char *typed, char *item, size_t size, struct argument_error *why)
{
	char *before;
	bool good;

	if (!translate(typed, item, size, why))
		return false;
	before = zone ? need_text("from %s +", zone) : need_copy("+");
	good = arguments_try(before, item, "", why);
	free(before);
	/* A place in what we made of a name is no place in what was typed. */
	if (!good && strcmp(typed, item)) {
		why->offset = 0;
		why->length = strlen(typed);
	}
	return good;
}

bool arguments_item(const char *typed, char *item, size_t size, struct argument_error *why)
{
	return item_of(NULL, typed, item, size, why);
}

bool arguments_port(const char *typed, struct service *service, struct argument_error *why)
{
	char item[OG_TOKEN_MAX + 16];
	char *suffix;

	if (!arguments_item(typed, item, sizeof(item), why))
		return false;
	if (!letter_is_digit(item[0]) || strchr(item, '-'))
		return refuse(why, strlen(typed), "\"%s\" is not one port", typed);
	service->port = strtoul(item, &suffix, 10);
	service->transports = OG_TRANSPORT_BOTH;
	if (*suffix)
		service->transports = OG_TRANSPORT_BIT(strcmp(suffix, "/tcp") ? OG_UDP : OG_TCP);
	return true;
}

/* The command line as it could have been typed, to point into. */
static char *command_line(const struct options *options, const char *verb)
{
	char *line;
	size_t size;
	FILE *out = open_text(&line, &size);
	int i;

	fprintf(out, "ogctl %s", verb);
	for (i = 0; i < options->argc; i++)
		fprintf(out, " %s", options->argv[i]);
	close_text(out);
	return line;
}

int arguments_point(const struct options *options, const char *verb, size_t at,
		    const struct argument_error *why)
{
	char *line = command_line(options, verb);

	complain("%s", why->text);
	source_mark(line, strlen(line), strlen("ogctl  ") + strlen(verb) + at + why->offset,
		    why->length, stderr);
	free(line);
	return EXIT_POLICY;
}

/* One argument may hold several words: "25,smtp". @at: where it begins. */
static int each_word(const struct options *options, const char *verb, const char *argument, size_t at,
		     argument_visit visit, void *to)
{
	size_t from = strspn(argument, BLANKS), length;
	struct argument_error why;
	char *typed;
	bool good;

	if (!argument[from]) {
		refuse(&why, 1, "an empty word");
		return arguments_point(options, verb, at, &why);
	}
	for (; argument[from]; from += strspn(argument + from, BLANKS)) {
		length = strcspn(argument + from, BLANKS);
		typed = need_text("%.*s", (int)length, argument + from);
		good = visit(to, typed, &why);
		free(typed);
		if (!good)
			return arguments_point(options, verb, at + from, &why);
		from += length;
	}
	return 0;
}

int arguments_each(const struct options *options, const char *verb, int first, argument_visit visit, void *to)
{
	size_t at = 0;
	int code = 0, i;

	for (i = 0; i < options->argc && !code; i++) {
		if (i >= first)
			code = each_word(options, verb, options->argv[i], at, visit, to);
		at += strlen(options->argv[i]) + 1;
	}
	return code;
}

struct statement {
	const char *zone;
	char sign;
	FILE *out;
};

static bool put_item(void *to, const char *typed, struct argument_error *why)
{
	const struct statement *statement = to;
	char item[OG_TOKEN_MAX + 16];

	if (!item_of(statement->zone, typed, item, sizeof(item), why))
		return false;
	fprintf(statement->out, " %c%s", statement->sign, item);
	return true;
}

static const char *chain_of(unsigned int chains)
{
	return og_chain_name(chains == OG_CHAIN_BIT(OG_INPUT) ? OG_INPUT : OG_FORWARD);
}

/* The verb and its options, as they could have been typed. */
static char *verb_typed(const char *verb, unsigned int chains, const char *zone)
{
	bool both = chains == OG_CHAIN_BOTH;

	return need_text("%s%s%s%s%s", verb, both ? "" : " --chain ", both ? "" : chain_of(chains),
			 zone ? " --from " : "", zone ? zone : "");
}

int arguments_statement(const struct options *options, const char *verb, char sign,
			unsigned int chains, const char *zone, struct source *statement)
{
	char *text, *typed = verb_typed(verb, chains, zone);
	size_t size;
	FILE *out = open_text(&text, &size);
	struct statement to = { zone, sign, out };
	int code;

	if (chains != OG_CHAIN_BOTH)
		fputs(chain_of(chains), out);
	if (zone)
		fprintf(out, " from %s", zone);
	code = arguments_each(options, typed, 0, put_item, &to);
	free(typed);
	fputc('\n', out);
	close_text(out);
	if (!code)
		source_set(statement, "command line", text);
	free(text);
	return code;
}
