// SPDX-License-Identifier: GPL-2.0-only
#include "console.h"
#include "ancestry.h"
#include "rooted.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define ANCESTORS_MAX	64

/* By the name that the kernel has for it: tty1, ttyS0, hvc0, ttyAMA0; a pseudo terminal has none there. */
static bool is_console(dev_t device)
{
	static const char *const kinds[] = { "tty", "ttyS", "hvc", "ttyAMA" };
	char *path, link[256], *name;
	ssize_t length;
	size_t i, all;

	if (!device)
		return false;
	path = rooted("/sys/dev/char/%u:%u", major(device), minor(device));
	length = readlink(path, link, sizeof(link) - 1);
	free(path);
	if (length < 0)
		return false;
	link[length] = '\0';
	name = strrchr(link, '/');
	name = name ? name + 1 : link;
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		all = strlen(kinds[i]);
		if (!strncmp(name, kinds[i], all) && name[all] &&
		    strspn(name + all, "0123456789") == strlen(name + all))
			return true;
	}
	return false;
}

/* sudo may give its command a terminal of its own. */
bool console_is_ours(void)
{
	char process[PROCESS_NAME] = "self";
	unsigned int i;

	for (i = 0; i < ANCESTORS_MAX; i++) {
		if (is_console(process_terminal(process)))
			return true;
		if (!process_parent(process))
			return false;
	}
	return false;
}
