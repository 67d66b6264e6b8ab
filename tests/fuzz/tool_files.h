/* SPDX-License-Identifier: GPL-2.0-only */
/* What ogctl reads from files of the kernel, of the system, and of its own. */
#ifndef OG_FUZZ_TOOL_FILES_H
#define OG_FUZZ_TOOL_FILES_H

#include <stddef.h>

/* Before the others: from here on ogctl's root is a folder whose files are all the text at hand. */
void tool_files_start(void);

/* Terminated; it may be changed. */
void tool_read_ports(char *text, size_t size);
void tool_read_trial(char *text, size_t size);
void tool_read_history(char *text, size_t size);
void tool_read_fast(char *text, size_t size);
void tool_read_listeners(char *text, size_t size);
void tool_read_connection(char *text, size_t size);

#endif
