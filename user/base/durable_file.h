/* SPDX-License-Identifier: GPL-2.0-only */
/* A file of ours that is to be there after a crash: the old text or the new one, whole. */
#ifndef OGCTL_DURABLE_FILE_H
#define OGCTL_DURABLE_FILE_H

#include <stddef.h>
#include <sys/types.h>

/*
 * Written beside it, synced, and put in its place; its folder is synced too. A file that is there keeps its mode and
 * owner; a new one gets @mode. 0 or a negative errno, and then the old one is as it was. Process context; may wait
 * for the disk.
 */
int durable_file_write(const char *path, const char *text, size_t size, mode_t mode);

#endif
