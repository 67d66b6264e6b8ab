/* SPDX-License-Identifier: GPL-2.0-only */
/* The policy= that modprobe gives the module when it is loaded, by modprobe.d(5). */
#ifndef OGCTL_LOAD_PARAMETER_H
#define OGCTL_LOAD_PARAMETER_H

#include <stddef.h>

#define LOAD_PARAMETER_MAX	1024u	/* bytes of a text, param_set_charp() in the kernel's kernel/params.c */

struct load_parameter {
	char *path;		/* of the file that has the longest, printable; NULL: none has any */
	size_t length;
};

/* Release it. */
void load_parameter_read(struct load_parameter *parameter);
void load_parameter_release(struct load_parameter *parameter);

#endif
