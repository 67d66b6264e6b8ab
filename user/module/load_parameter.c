// SPDX-License-Identifier: GPL-2.0-only
#include "load_parameter.h"
#include "base/need.h"
#include "machine/config_files.h"

#include <stdlib.h>
#include <string.h>

#define BLANKS	" \t\r"

struct reading {
	struct load_parameter *parameter;
	char *whole;		/* a line, and those that it goes on in; NULL: none yet */
};

/* "outlook-guard" is the same module. */
static bool is_module(const char *word, size_t length)
{
	static const char name[] = "outlook_guard";
	size_t i;

	for (i = 0; i < length && i < strlen(name); i++)
		if (word[i] != name[i] && !(word[i] == '-' && name[i] == '_'))
			return false;
	return length == strlen(name) && i == length;
}

/* The value's bytes, as the kernel takes it: quotes around all of it or around the value do not count. */
static size_t value_length(const char *options)
{
	const char *at, *end;
	bool quoted;

	for (at = options; (at = strstr(at, "policy=")); at++) {
		if (!strchr(BLANKS "\"", at[-1]))
			continue;
		quoted = at[-1] == '"';
		at += strlen("policy=");
		if (!quoted && *at == '"') {
			quoted = true;
			at++;
		}
		end = at + strcspn(at, quoted ? "\"" : BLANKS);
		return end - at;
	}
	return 0;
}

static void take_options(struct load_parameter *parameter, const char *path, const char *line)
{
	size_t word = strcspn(line, BLANKS), module, length;

	if (word != strlen("options") || strncmp(line, "options", word))
		return;
	line += word + strspn(line + word, BLANKS);
	module = strcspn(line, BLANKS);
	length = is_module(line, module) && line[module] ? value_length(line + module) : 0;
	if (length <= parameter->length)
		return;
	free(parameter->path);
	parameter->path = config_shown(path);
	parameter->length = length;
}

static bool take_line(void *to, const struct config_line *line)
{
	struct reading *reading = to;
	size_t before = reading->whole && !line->first ? strlen(reading->whole) : 0;
	size_t length = strlen(line->text);
	bool goes_on = length && line->text[length - 1] == '\\';
	char *whole = need_text("%.*s%s", (int)before, before ? reading->whole : "", line->text);

	free(reading->whole);
	reading->whole = whole;
	if (goes_on) {
		reading->whole[before + length - 1] = '\0';
		return true;
	}
	take_options(reading->parameter, line->path, reading->whole);
	*reading->whole = '\0';
	return true;
}

void load_parameter_read(struct load_parameter *parameter)
{
	static const char *const patterns[] = {
		"/etc/modprobe.d/*.conf", "/run/modprobe.d/*.conf", "/usr/local/lib/modprobe.d/*.conf",
		"/usr/lib/modprobe.d/*.conf",
	};
	struct reading reading = { .parameter = parameter };
	struct config_files files = { 0 };
	size_t i;

	*parameter = (struct load_parameter){ 0 };
	for (i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++)
		config_files_add(&files, patterns[i]);
	config_files_each(&files, take_line, &reading);
	config_files_release(&files);
	free(reading.whole);
}

void load_parameter_release(struct load_parameter *parameter)
{
	free(parameter->path);
	*parameter = (struct load_parameter){ 0 };
}
