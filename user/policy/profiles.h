/* SPDX-License-Identifier: GPL-2.0-only */
/* Policies that come with outlook_guard, or that the administrator keeps beside them. */
#ifndef OGCTL_PROFILES_H
#define OGCTL_PROFILES_H

#include <stddef.h>

struct profile {
	char *name, *path;
};

/* All of them, sorted by name; the first folder that has a name wins. Free with the other. */
size_t profiles_all(struct profile **profiles);
void profiles_free(struct profile *profiles, size_t count);

/* Its file, to be freed; NULL: there is none of that name. */
char *profiles_path(const char *name);

#endif
