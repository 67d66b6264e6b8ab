// SPDX-License-Identifier: GPL-2.0-only
#include "history_folder.h"
#include "base/need.h"
#include "base/system_file.h"
#include "machine/netns.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define HISTORY	OG_STATE_DIR "/history"

char *history_folder(void)
{
	ino_t ours = netns_of("self"), first = netns_of("1");
	char *name, *folder;

	if (ours == first || !first)
		return system_path(HISTORY);
	name = netns_name(ours);
	if (!name)
		return NULL;
	folder = system_path(HISTORY "/netns/%s", name);
	free(name);
	return folder;
}

/* What lies above the history may be others' too; the history is root's alone. */
static int make(const char *path)
{
	if (!mkdir(path, strstr(path, HISTORY) ? 0700 : 0755) || errno == EEXIST)
		return 0;
	return -errno;
}

int history_folder_make(const char *folder)
{
	char *path = need_copy(folder), *slash;
	int error = 0;

	for (slash = strchr(path + 1, '/'); slash && !error; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		error = make(path);
		*slash = '/';
	}
	if (!error)
		error = make(path);
	free(path);
	return error;
}
