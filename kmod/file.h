/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files of a namespace have in common, for procfs.c alone. Process context, may sleep. */
#ifndef OG_FILE_H
#define OG_FILE_H

#include <linux/types.h>

struct file;
struct og_net;

/*
 * Whether the opener may: -EPERM, -EACCES. As with the other files of
 * /proc/net (seq_open_net()) the namespace lives on while one is open. Else
 * its death would wait for who is inside a write, for as long as he likes, and
 * all namespaces' death with it. -ENXIO: it is dying already.
 */
int og_file_enter(const struct file *file, struct og_net *og);
void og_file_leave(struct og_net *og);

/*
 * For what seq_file shows. Who opens a file to append goes to its end first,
 * as stdio does and some shells. Nothing is kept here from write to write: the
 * end is the start, as the file's size says. For others there is none.
 */
loff_t og_file_lseek(struct file *file, loff_t offset, int whence);

#endif
