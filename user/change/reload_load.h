/* SPDX-License-Identifier: GPL-2.0-only */
/* The other build is loaded; where it will not be, an older one; where none will be, the tables stay. */
#ifndef OGCTL_RELOAD_LOAD_H
#define OGCTL_RELOAD_LOAD_H

#include "carried.h"
#include "module/module_build.h"

enum reload_loaded { RELOAD_WANTED, RELOAD_OLDER, RELOAD_NONE };

/* Loaded in audit, which drops nothing: the tables do. All but RELOAD_WANTED after a complaint. */
enum reload_loaded reload_load(const struct module_build *build);

/* The tables that stand in stay; the system's own is outlook-guard-fallback.service's from here on, where that is. Says so. */
void reload_hand_over(struct carried_list *list);

#endif
