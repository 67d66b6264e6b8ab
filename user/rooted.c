// SPDX-License-Identifier: GPL-2.0-only
#include "rooted.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * For the tests alone, which are built for it: whoever may set a variable for root's ogctl would choose what it
 * says of this machine.
 */
#ifdef OG_PLAIN_FILES
static const char *root_folder(void)
{
	return secure_getenv("OG_PROC_ROOT");
}
#else
static const char *root_folder(void)
{
	return NULL;
}
#endif

char *rooted(const char *format, ...)
{
	const char *root = root_folder();
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
	return root_folder();
}
