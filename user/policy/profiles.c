// SPDX-License-Identifier: GPL-2.0-only
#include "profiles.h"
#include "base/need.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define SUFFIX	".policy"

/* $OG_PROFILES, what the administrator keeps, what was installed by hand or by a package. */
static const char *folder(unsigned int n)
{
	switch (n) {
	case 0:
		return secure_getenv("OG_PROFILES");
	case 1:
		return "/etc/outlook-guard/profiles";
	case 2:
		return OG_PROFILES_DIR;
	default:
		return "/usr/share/outlook-guard/profiles";
	}
}

#define FOLDERS	4

static bool is_profile(const char *file)
{
	size_t length = strlen(file), suffix = strlen(SUFFIX);

	return file[0] != '.' && length > suffix && !strcmp(file + length - suffix, SUFFIX);
}

static bool known(const struct profile *profiles, size_t count, const char *name, size_t length)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strlen(profiles[i].name) == length && !memcmp(profiles[i].name, name, length))
			return true;
	return false;
}

static void read_folder(const char *path, struct profile **profiles, size_t *room, size_t *count)
{
	DIR *dir = opendir(path);
	struct dirent *entry;

	if (!dir)
		return;
	while ((entry = readdir(dir))) {
		size_t length = strlen(entry->d_name) - strlen(SUFFIX);
		struct profile *profile;

		if (!is_profile(entry->d_name) || known(*profiles, *count, entry->d_name, length))
			continue;
		*profiles = need_room(*profiles, room, *count, sizeof(**profiles));
		profile = &(*profiles)[(*count)++];
		profile->name = need_text("%.*s", (int)length, entry->d_name);
		profile->path = need_text("%s/%s", path, entry->d_name);
	}
	closedir(dir);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct profile *)a)->name, ((const struct profile *)b)->name);
}

size_t profiles_all(struct profile **profiles)
{
	size_t count = 0, room = 0;
	unsigned int n;

	*profiles = NULL;
	for (n = 0; n < FOLDERS; n++)
		if (folder(n))
			read_folder(folder(n), profiles, &room, &count);
	if (count)
		qsort(*profiles, count, sizeof(**profiles), by_name);
	return count;
}

void profiles_free(struct profile *profiles, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		free(profiles[i].name);
		free(profiles[i].path);
	}
	free(profiles);
}

char *profiles_path(const char *name)
{
	struct profile *profiles;
	size_t count = profiles_all(&profiles), i;
	char *path = NULL;

	for (i = 0; i < count && !path; i++)
		if (!strcmp(profiles[i].name, name))
			path = need_copy(profiles[i].path);
	profiles_free(profiles, count);
	return path;
}
