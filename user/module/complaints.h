/* SPDX-License-Identifier: GPL-2.0-only */
/* What is wrong with the module, and what to do. */
#ifndef OGCTL_COMPLAINTS_H
#define OGCTL_COMPLAINTS_H

#include "module_files.h"

/* Say what a negative errno of module_files.h's functions means and what to do; EXIT_MODULE. */
int module_complain(int error, const char *while_doing);
/* Say that module and tool do not fit; EXIT_MODULE. */
int module_complain_skew(const struct module *module);
/* Loaded, and fitting: 0, or EXIT_MODULE after a complaint. */
int module_require(void);

#endif
