// SPDX-License-Identifier: GPL-2.0-only
#include "look.h"
#include "base/need.h"
#include "base/program.h"
#include "base/system_file.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void look_for_text(struct config_files *files, const char *format, va_list args)
{
	char *pattern = need_vtext(format, args);

	*files = (struct config_files){ 0 };
	config_files_add(files, pattern);
	free(pattern);
}

bool look_is_there(const char *format, ...)
{
	struct config_files files;
	va_list args;
	bool is;

	va_start(args, format);
	look_for_text(&files, format, args);
	va_end(args);
	is = files.count;
	config_files_release(&files);
	return is;
}

void look_for(struct config_files *files, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	look_for_text(files, format, args);
	va_end(args);
}

const char *look_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

char *look_line(const char *path)
{
	char *text;
	size_t size;

	if (system_read_file(path, &text, &size))
		return NULL;
	text[strcspn(text, "\n")] = '\0';
	return text;
}

char *look_ask(const char *program, bool any, const char *const *arguments)
{
	struct program_answer answer;
	char *said = NULL;

	program_run(program, &answer, "", arguments);
	if (!answer.status || (any && answer.status > 0))
		said = need_copy(answer.out);
	program_release(&answer);
	return said;
}

bool look_field(const char *text, const char *key, char *value, size_t size)
{
	size_t length = strlen(key);

	for (; text && *text; text = strchr(text, '\n') ? strchr(text, '\n') + 1 : NULL) {
		if (strncmp(text, key, length))
			continue;
		text += length + strspn(text + length, " \t");
		snprintf(value, size, "%.*s", (int)strcspn(text, "\n"), text);
		return true;
	}
	return false;
}
