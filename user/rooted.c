// SPDX-License-Identifier: GPL-2.0-only
#include "rooted.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

char *rooted(const char *format, ...)
{
	const char *root = secure_getenv("OG_PROC_ROOT");
	char *path, *full;
	va_list args;

	va_start(args, format);
	if (vasprintf(&path, format, args) < 0)
		abort();
	va_end(args);
	if (!root)
		return path;
	if (asprintf(&full, "%s%s", root, path) < 0)
		abort();
	free(path);
	return full;
}

bool rooted_elsewhere(void)
{
	return secure_getenv("OG_PROC_ROOT");
}
