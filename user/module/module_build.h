/* SPDX-License-Identifier: GPL-2.0-only */
/* The module on disk that modprobe would load into this kernel, and the one that is loaded: whether they are the same. */
#ifndef OGCTL_MODULE_BUILD_H
#define OGCTL_MODULE_BUILD_H

#include <stdbool.h>

struct module_build {
	char file[256];
	char version[64], source[64];	/* source: srcversion, a sum over what is in kmod */
	char kernel[128];		/* that it was built for, and more words */
	char signer[128];		/* "": it is not signed */
};

/* By modinfo, for the running kernel. False: there is none, or no modinfo. */
bool module_build_read(struct module_build *build);
/* Whether that is what is loaded now; true also where that cannot be told. */
bool module_build_is_loaded(const struct module_build *build);

#endif
