/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * og_verdict: asks the netfilter hooks of this kernel for their verdict on
 * packets that are made here, a verdict for every case, and the cases are the
 * same every time. Read once with iptables in force and once with
 * outlook_guard, two files that compare equal are the proof of equality.
 */
#ifndef OG_VERDICT_H
#define OG_VERDICT_H

#include <linux/types.h>

struct net_device;
struct nf_conn;
struct sk_buff;

#define OG_EXT_MAX	3	/* IPv6 extension headers of a packet */
#define OG_BODY_MAX	24	/* a TCP header and four bytes behind it */
#define OG_PACKET_MAX	256	/* the longest packet made here is shorter */
#define OG_UNCUT	255	/* see og_case.cut */
#define OG_AXES_MAX	10
#define OG_SOURCES	12	/* that a packet may come from */

/* Where a packet came in. */
enum og_dev {
	OG_DEV_AWAY,		/* an ordinary interface */
	OG_DEV_LO,
	OG_DEV_LIKE_LO,		/* its name begins with "lo", and it is not */
	OG_DEVS
};

/* How a packet comes by its conntrack state. */
enum og_track {
	OG_TRACK_NONE,		/* no connection: what is INVALID looks so */
	OG_TRACK_ESTABLISHED,	/* of a connection that is real, with a state given */
	OG_TRACK_RELATED,
	OG_TRACK_NEW,
	OG_TRACK_ESTABLISHED_REPLY,
	OG_TRACK_RELATED_REPLY,
	OG_TRACK_UNTRACKED,
	OG_TRACK_REAL,		/* nf_conntrack_in() has seen it, alone */
	OG_TRACK_REPLY,		/* ... after a packet that it answers */
	OG_TRACK_THIRD,		/* ... after such a packet and its answer */
	OG_TRACK_ERROR,		/* ... as the ICMP error about such a packet */
};

/* A packet's place in its connection, and the TCP flags or ICMP type it has there. */
enum og_step { OG_STEP_FIRST, OG_STEP_ANSWER, OG_STEP_THIRD };

u8 og_step_flags(u8 proto, enum og_step step);

/* How an skb holds what follows the IP header. */
enum og_layout {
	OG_LINEAR,
	OG_PAGED,		/* all of it in a page */
	OG_SPLIT,		/* two bytes linear, the rest in a page */
	OG_LISTED,		/* in a second skb on the frag_list */
};

/* IPv6 extension headers; the kinds that differ to whoever walks them. */
enum og_ext {
	OG_EXT_ABSENT,
	OG_EXT_HOP,
	OG_EXT_ROUTING,
	OG_EXT_DEST,
	OG_EXT_DEST_24,		/* of 24 bytes */
	OG_EXT_DEST_LYING,	/* says 2048 bytes and has 8 */
	OG_EXT_AUTH,		/* counts in words of 4 bytes, not 8 */
	OG_EXT_FRAG_ATOMIC,	/* offset 0, none to follow */
	OG_EXT_FRAG_FIRST,
	OG_EXT_FRAG_SECOND,	/* offset 8, more to follow */
	OG_EXT_FRAG_LAST,
	OG_EXT_NONE,		/* "no next header", with bytes behind it */
	OG_EXTS
};

/* A packet and its circumstances; all there is to know of a case. */
struct og_case {
	u8 pf;
	u8 hook;
	u8 dev;
	u8 track;
	u8 layout;
	u8 proto;
	u8 body;		/* bytes of transport header that are there */
	u8 flags;		/* TCP flags, ICMP type */
	u8 code;		/* ICMP code */
	u8 ihl;			/* IPv4: header length in words */
	u8 cut;			/* IPv6: bytes behind the IPv6 header, or OG_UNCUT */
	u8 pkt_type;
	u8 from;		/* which source, see og_sources_v4 and og_sources_v6; 0: the usual one */
	u8 ext[OG_EXT_MAX];
	u16 sport;
	u16 dport;
	u16 fill;		/* options and extensions consist of this port */
	u16 frag_off;		/* IPv4: flags and offset, as in the header */
	bool bad_csum;
	bool reversed;		/* goes from the second address to the first */
	bool error;		/* the ICMP error about the packet described */
};

/* A dimension of a group of cases: the i-th of n settings. */
struct og_axis {
	u32 n;
	void (*set)(struct og_case *c, u32 i);
};

/* All combinations of the settings of its axes. */
struct og_group {
	const char *name;
	struct og_axis axes[OG_AXES_MAX];
};

extern const struct og_group og_groups[];
extern const unsigned int og_groups_n;
extern const char *const og_dev_names[OG_DEVS];

u32 og_group_cases(const struct og_group *g);
void og_case_nth(const struct og_group *g, u32 n, struct og_case *c);
int og_case_words(const struct og_case *c, char *buf, size_t size);

extern const u8 og_sources_v4[OG_SOURCES][4];
extern const u8 og_sources_v6[OG_SOURCES][16];

int og_packet_init(void);
void og_packet_exit(void);
struct sk_buff *og_packet(const struct og_case *c, struct net_device *in);

/* What og_track_begin() found or made; in four bits. */
enum og_state {
	OG_STATE_UNTRACKED = 7,	/* 0 to 4 are those of enum ip_conntrack_info */
	OG_STATE_NONE = 8,
	OG_STATE_DROPPED = 9,	/* conntrack itself drops it, no hook is asked */
	OG_STATE_GONE = 10,	/* dropped in PRE_ROUTING, and freed there */
};

/* Called with bottom halves disabled, as the receive path would. */
struct og_tracked {
	struct nf_conn *opened;	/* of the packets before the one judged */
	struct nf_conn *own;	/* that nf_conntrack_in() made for it */
};

int og_track_init(struct net_device *in);
void og_track_exit(void);
enum og_state og_track_begin(const struct og_case *c, struct sk_buff *skb,
			     struct og_tracked *t);
void og_track_end(struct og_tracked *t);

#endif
