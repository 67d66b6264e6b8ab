/* SPDX-License-Identifier: GPL-2.0-only */
/* What reading a file shows. Process context, may sleep. Errors: -ENOMEM. */
#ifndef OG_SHOW_H
#define OG_SHOW_H

struct og_net;
struct seq_file;
struct seq_operations;

int og_show_policy(struct seq_file *seq, struct og_net *og);
int og_show_stats(struct seq_file *seq, struct og_net *og);
int og_show_trial(struct seq_file *seq, struct og_net *og);

/* The tally, a line a port; the file's private data is its struct og_net. */
extern const struct seq_operations og_show_ports;

#endif
