/* SPDX-License-Identifier: GPL-2.0-only */
/* The files of one namespace: text in, text out, permission. Process context. */
#ifndef OG_PROCFS_H
#define OG_PROCFS_H

struct og_net;

/* -ENOMEM: not all of them; og_procfs_remove() takes away those that there are. */
int og_procfs_create(struct og_net *og);

/* Waits for whoever is inside a file's function, and closes what is open. */
void og_procfs_remove(struct og_net *og);

/* The link /proc/outlook_guard; one for all namespaces. */
int og_procfs_link_create(void);
void og_procfs_link_remove(void);

#endif
