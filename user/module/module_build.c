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

bool module_build_is_loaded(const struct module_build *build)
{
	char *text;
	size_t size;
	bool same;

	if (!*build->source || system_read_file(OG_SYS_MODULE "/srcversion", &text, &size))
		return true;
	text[strcspn(text, "\n")] = '\0';
	same = !strcmp(text, build->source);
	free(text);
	return same;
}
