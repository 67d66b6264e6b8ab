// SPDX-License-Identifier: GPL-2.0-only
#include "config_files.h"
#include "base/need.h"
#include "base/system_file.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

void config_files_add(struct config_files *files, const char *pattern)
{
	char *full = system_path("%s", pattern), *root = system_path("%s", "");
	glob_t found;
	size_t i;

	if (!glob(full, 0, NULL, &found)) {
		for (i = 0; i < found.gl_pathc && files->count < CONFIG_FILES_MAX; i++)
			files->paths[files->count++] = need_copy(found.gl_pathv[i] + strlen(root));
		globfree(&found);
	}
	free(full);
	free(root);
}

void config_files_include(struct config_files *files, const char *from, char *line)
{
	int folder = strrchr(from, '/') - from;
	char *pattern, *beside, *rest = line;

	strsep(&rest, " \t");
	while ((pattern = strsep(&rest, " \t\""))) {
		if (!*pattern)
			continue;
		beside = need_text("%.*s/%s", folder, from, pattern);
		config_files_add(files, *pattern == '/' ? pattern : beside);
		free(beside);
	}
}

void config_files_release(struct config_files *files)
{
	size_t i;

	for (i = 0; i < files->count; i++)
		free(files->paths[i]);
	*files = (struct config_files){ 0 };
}

static bool each_line(struct config_files *files, const char *path, config_visit visit, void *to)
{
	struct config_line line = { .files = files, .path = path, .first = true };
	char *text, *rest;
	bool goes_on = true;
	size_t size;

	if (system_read_file(path, &text, &size))
		return true;
	for (rest = text; goes_on && (line.text = strsep(&rest, "\n")); line.first = false) {
		line.text += strspn(line.text, " \t");
		goes_on = visit(to, &line);
	}
	free(text);
	return goes_on;
}

void config_files_each(struct config_files *files, config_visit visit, void *to)
{
	size_t i;

	for (i = 0; i < files->count; i++)
		if (!each_line(files, files->paths[i], visit, to))
			return;
}

char *config_shown(const char *text)
{
	char *shown = need_copy(text), *at;

	for (at = shown; *at; at++)
		if (*at < ' ' || *at > '~')
			*at = '?';
	return shown;
}
