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
		return refuse(why, length, "\"%s\" states a whole chain: echo \"input %s\" | ogctl apply -",
			      typed, typed);
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

bool arguments_item(const char *typed, char *item, size_t size, struct argument_error *why)
{
	struct og_edit *edit;
	struct source source;
	struct og_error error;
	char signed_item[OG_TOKEN_MAX + 16];
	bool good;

	if (!translate(typed, item, size, why))
		return false;
	edit = need(sizeof(*edit));
	snprintf(signed_item, sizeof(signed_item), "+%s", item);
	source_set(&source, "item", signed_item);
	good = policy_try(&source, edit, &error);
	source_free(&source);
	free(edit);
	if (good)
		return true;
	refuse(why, strlen(typed), "%s", error.text);
	/* A place in what we made of a name is no place in what was typed. */
	if (!strcmp(typed, item) && error.column >= 2 && error.column - 2 < strlen(typed)) {
		why->offset = error.column - 2;
		why->length = error.length;
	}
	return false;
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

static int point(const struct options *options, const char *verb, size_t at,
		 const struct argument_error *why)
{
	char *line = command_line(options, verb);

	complain("%s", why->text);
	source_mark(line, strlen(line), strlen("ogctl  ") + strlen(verb) + at + why->offset,
		    why->length, stderr);
	free(line);
	return EXIT_POLICY;
}

/* The items of one argument, which may hold several: "25,smtp". @at: where it begins. */
static int put_argument(const struct options *options, const char *verb, const char *argument,
			size_t at, char sign, FILE *out)
{
	size_t from = strspn(argument, BLANKS), length;
	struct argument_error why;
	char item[OG_TOKEN_MAX + 16], *typed;
	bool good;

	if (!argument[from]) {
		refuse(&why, 1, "an empty item");
		return point(options, verb, at, &why);
	}
	for (; argument[from]; from += strspn(argument + from, BLANKS)) {
		length = strcspn(argument + from, BLANKS);
		typed = need_text("%.*s", (int)length, argument + from);
		good = arguments_item(typed, item, sizeof(item), &why);
		free(typed);
		if (!good)
			return point(options, verb, at + from, &why);
		fprintf(out, " %c%s", sign, item);
		from += length;
	}
	return 0;
}

int arguments_statement(const struct options *options, const char *verb, char sign,
			unsigned int chains, struct source *statement)
{
	char *text;
	size_t size, at = 0;
	FILE *out = open_text(&text, &size);
	int code = 0, i;

	if (chains != OG_CHAIN_BOTH)
		fputs(og_chain_name(chains == OG_CHAIN_BIT(OG_INPUT) ? OG_INPUT : OG_FORWARD), out);
	for (i = 0; i < options->argc && !code; i++) {
		code = put_argument(options, verb, options->argv[i], at, sign, out);
		at += strlen(options->argv[i]) + 1;
	}
	fputc('\n', out);
	close_text(out);
	if (!code)
		source_set(statement, "command line", text);
	free(text);
	return code;
}
