// SPDX-License-Identifier: GPL-2.0-only
#include "module_build.h"
#include "base/program.h"
#include "base/system_file.h"
#include "outlook_guard.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>

static void take_field(struct module_build *build, const char *line)
{
	const struct {
		const char *key;
		char *value;
		size_t size;
	} fields[] = {
		{ "filename:", build->file, sizeof(build->file) },
		{ "version:", build->version, sizeof(build->version) },
		{ "srcversion:", build->source, sizeof(build->source) },
		{ "vermagic:", build->kernel, sizeof(build->kernel) },
		{ "signer:", build->signer, sizeof(build->signer) },
	};
	size_t i, length;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		length = strlen(fields[i].key);
		if (strncmp(line, fields[i].key, length) || *fields[i].value)
			continue;
		line += length + strspn(line + length, " \t");
		snprintf(fields[i].value, fields[i].size, "%s", line);
		return;
	}
}

bool module_build_read(struct module_build *build)
{
	static const char *const arguments[] = { "outlook_guard", NULL };
	struct program_answer answer;
	char *rest, *line;
	bool found;

	*build = (struct module_build){ 0 };
	program_run("modinfo", &answer, "", arguments);
	found = !answer.status;
	for (rest = answer.out; found && (line = strsep(&rest, "\n"));)
		take_field(build, line);
	program_release(&answer);
	return found && *build->file;
}

/* Of the loaded one, by sysfs; true also where one of them does not say it. */
static bool loaded_says(const char *path, const char *word)
{
	char *text;
	size_t size;
	bool same;

	if (!*word || system_read_file(path, &text, &size))
		return true;
	text[strcspn(text, "\n")] = '\0';
	same = !strcmp(text, word);
	free(text);
	return same;
}

/* The sum is over kmod alone (scripts/mod/sumversion.c takes what is beside each source), and the version stands in include. */
bool module_build_is_loaded(const struct module_build *build)
{
	return loaded_says(OG_SYS_MODULE "/version", build->version) && loaded_says(OG_SYS_MODULE "/srcversion", build->source);
}
