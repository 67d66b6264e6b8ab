/* SPDX-License-Identifier: GPL-2.0-only */
/* Another build of the module takes the place of the loaded one, and no packet meets no gate meanwhile. */
#ifndef OGCTL_RELOAD_H
#define OGCTL_RELOAD_H

#include "carried.h"
#include "module/module_build.h"

/*
 * Tables stand in, the module goes, the other one comes in audit, gets each policy, and the tables go. 0: done.
 * Else an exit code after a complaint; what is in force then, it says. Signals wait.
 */
int reload_do(struct carried_list *list, const struct module_build *build);

#endif
