/* SPDX-License-Identifier: GPL-2.0-only */
/* The module's parameter "held": while it is set nobody unloads the module. */
#ifndef OGCTL_HELD_H
#define OGCTL_HELD_H

#include <stdbool.h>

/* False too for a module that has no such parameter, and where none is loaded. */
bool module_is_held(void);
/* False: it could not be written, or there is no such parameter. */
bool module_hold(bool held);

#endif
