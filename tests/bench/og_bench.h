/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OG_BENCH_H
#define OG_BENCH_H

#include <linux/irqflags.h>
#include <linux/ktime.h>
#include <linux/netfilter.h>
#include <linux/types.h>

struct net_device;
struct proc_dir_entry;
struct seq_file;
struct sk_buff;

/* A packet. The near host, 10.0.0.1 and fd00::1, is its source unless it is an answer. */
struct og_spec {
	u8 pf, proto;
	bool answer;		/* the other way round */
	u8 far;			/* enum og_far: who is at the other end */
	u16 sport, dport;
	bool syn, ack, fin;
	u32 seq, ack_seq;
	u16 payload;
};

enum og_far {
	OG_FAR_NONE,		/* 10.0.0.2, fd00::2: whoever; for hooks called by hand */
	OG_FAR_SELF,		/* 10.0.0.254, fd00::fe: this machine */
	OG_FAR_HOST,		/* 10.0.1.1, fd00:0:0:1::1: behind ogb1 */
};

#define OG_SPORT	40000

/* @dev: where it came in. NULL: no memory. */
struct sk_buff *og_packet(const struct og_spec *spec, struct net_device *dev);

/* The first packet to a port that no page lists, from the near host. */
static inline struct og_spec og_first_to(u8 pf, u8 proto, enum og_far far)
{
	return (struct og_spec){
		.pf = pf, .proto = proto, .far = far, .sport = OG_SPORT, .dport = 81, .syn = true,
	};
}

/* Ask a hook of init_net as the kernel does for a packet that came in on @dev; process context, BH off. */
int og_hook(u8 pf, u8 hook, struct sk_buff *skb, struct net_device *dev);

/* The connection of @skb, if it is confirmed, is not known any more. */
void og_forget(struct sk_buff *skb);

/* The files' contents; process context. */
int og_hooks_show(struct seq_file *m, void *v);
int og_path_show(struct seq_file *m, void *v);
int og_flood_show(struct seq_file *m, void *v);
int og_cold_show(struct seq_file *m, void *v);

/* Hooks of look.c, if the module is loaded with look=1; process context. Nothing else passes then. */
int og_look_start(void);
void og_look_stop(void);
bool og_look_only(void);

/* Nanoseconds since some moment, as finely as they are to be had; any context. Before the first, og_now_init(). */
u64 og_now(void);
/* 0, or an error: there is no fine clock. Process context. */
int og_now_init(void);

/*
 * What reading the clock twice takes. With an interrupt in between it would
 * be too much, and what is measured next that much too little.
 */
static inline u64 og_clock(void)
{
	unsigned long flags;
	u64 start, took;

	local_irq_save(flags);
	start = og_now();
	took = og_now() - start;
	local_irq_restore(flags);
	return took;
}

/* For sort() of u64. */
int og_by_size(const void *a, const void *b);

/* ogb0, where packets come in, and the connection that most of them belong to; constant while files exist */
extern struct net_device *og_dev;
extern struct nf_conn *og_known;

#endif
