// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which cases there are, and what to call each. A case is a number: the
 * settings of a group's axes are its digits, so the same number is the same
 * packet in every run, and can be put into words afterwards.
 */
#include "og_verdict.h"

#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/if_packet.h>
#include <linux/in.h>
#include <linux/in6.h>
#include <linux/kernel.h>
#include <linux/netfilter.h>
#include <linux/string.h>

/* An axis that takes the values listed, and one that takes all from first on. */
#define OG_LIST(axis, field, ...)						\
	static const typeof(((struct og_case *)NULL)->field) axis##_list[] = {	\
		__VA_ARGS__							\
	};									\
	static void axis##_set(struct og_case *c, u32 i)			\
	{									\
		c->field = axis##_list[i];					\
	}									\
	enum { axis##_n = ARRAY_SIZE(axis##_list) }

#define OG_RANGE(axis, field, first, last)					\
	static void axis##_set(struct og_case *c, u32 i)			\
	{									\
		c->field = (first) + i;						\
	}									\
	enum { axis##_n = (last) - (first) + 1 }

#define AXIS(axis) { axis##_n, axis##_set }

OG_LIST(families, pf, NFPROTO_IPV4, NFPROTO_IPV6);
OG_LIST(only_v4, pf, NFPROTO_IPV4);
OG_LIST(only_v6, pf, NFPROTO_IPV6);
OG_LIST(hooks, hook, NF_INET_LOCAL_IN, NF_INET_FORWARD);
OG_LIST(devs, dev, OG_DEV_AWAY, OG_DEV_LO, OG_DEV_LIKE_LO);
OG_LIST(away_lo, dev, OG_DEV_AWAY, OG_DEV_LO);
OG_LIST(only_lo, dev, OG_DEV_LO);

/* Those that leave the decision to the ports; and those with company. */
OG_LIST(undecided, track, OG_TRACK_NONE, OG_TRACK_NEW);
OG_LIST(bare, track, OG_TRACK_NONE);
OG_LIST(given, track, OG_TRACK_NONE, OG_TRACK_ESTABLISHED, OG_TRACK_RELATED,
	OG_TRACK_NEW, OG_TRACK_ESTABLISHED_REPLY, OG_TRACK_RELATED_REPLY,
	OG_TRACK_UNTRACKED, OG_TRACK_REAL);
OG_LIST(tracks, track, OG_TRACK_NONE, OG_TRACK_NEW, OG_TRACK_UNTRACKED,
	OG_TRACK_ESTABLISHED, OG_TRACK_REAL);

OG_LIST(layouts, layout, OG_LINEAR, OG_PAGED, OG_SPLIT, OG_LISTED);
OG_LIST(layouts2, layout, OG_LINEAR, OG_PAGED);
OG_LIST(ported, proto, IPPROTO_TCP, IPPROTO_UDP);
OG_LIST(protos, proto, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_ICMP, IPPROTO_ICMPV6,
	IPPROTO_UDPLITE, IPPROTO_SCTP, IPPROTO_GRE, IPPROTO_ESP);
OG_LIST(finals, proto, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_ICMPV6, IPPROTO_GRE);
OG_LIST(finals3, proto, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_ICMPV6);
OG_LIST(flow_protos, proto, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_ICMP,
	IPPROTO_ICMPV6, IPPROTO_UDPLITE, IPPROTO_GRE, 200);
OG_LIST(icmps, proto, IPPROTO_ICMP, IPPROTO_ICMPV6);
OG_RANGE(all_protos, proto, 0, 255);

OG_RANGE(all_ports, dport, 0, 65535);
/* Open for both, for tcp alone, for none. */
OG_LIST(three, dport, 53, 8080, 81);
OG_LIST(two, dport, 8080, 81);
OG_LIST(one, dport, 53);
OG_LIST(some, dport, 0, 22, 25, 53, 80, 110, 143, 443, 953, 995, 1023, 3269,
	3270, 8080, 8081, 65535);
OG_LIST(sources, sport, 0, 22, 53, 81, 953, 8080, 40000, 65535);
OG_RANGE(froms, from, 0, OG_SOURCES - 1);
OG_LIST(fills, fill, 0, 8080, 81);

OG_RANGE(bodies, body, 0, OG_BODY_MAX);
OG_LIST(bodies4, body, 0, 3, 4, OG_BODY_MAX);
OG_RANGE(header_words, ihl, 5, 15);
OG_RANGE(all_flags, flags, 0, 255);
OG_LIST(codes, code, 0, 1, 255);
OG_LIST(csums, bad_csum, false, true);
OG_LIST(pkt_types, pkt_type, PACKET_HOST, PACKET_BROADCAST, PACKET_MULTICAST,
	PACKET_OTHERHOST);
OG_RANGE(ext_first, ext[0], 0, OG_EXTS - 1);
OG_RANGE(ext_second, ext[1], 0, OG_EXTS - 1);
OG_RANGE(ext_third, ext[2], 0, OG_EXTS - 1);
OG_RANGE(cuts, cut, 0, 63);

/* Every combination of the three flags with offsets small, middling and largest. */
static void frag_offs_set(struct og_case *c, u32 i)
{
	static const u16 offsets[] = { 0, 1, 2, 3, 4, 5, 8, 16, 64, 185, 370,
				       1024, 4095, 4096, 8190, 8191 };

	c->frag_off = (i & 7) << 13 | offsets[i >> 3];
}

enum { frag_offs_n = 8 * 16 };

u8 og_step_flags(u8 proto, enum og_step step)
{
	static const u8 tcp[] = { 0x02, 0x12, 0x10 };	/* SYN, SYN ACK, ACK */
	static const u8 echo[] = { ICMP_ECHO, ICMP_ECHOREPLY, ICMP_ECHO };
	static const u8 echo6[] = { ICMPV6_ECHO_REQUEST, ICMPV6_ECHO_REPLY,
				    ICMPV6_ECHO_REQUEST };

	if (proto == IPPROTO_ICMP)
		return echo[step];
	if (proto == IPPROTO_ICMPV6)
		return echo6[step];
	return tcp[step];
}

/* Behind the axis of protocols: what a packet looks like depends on its place in the flow. */
static void flows_set(struct og_case *c, u32 i)
{
	static const struct {
		u8 track, step;
	} flows[] = {
		{ OG_TRACK_REAL, OG_STEP_FIRST }, { OG_TRACK_REAL, OG_STEP_ANSWER },
		{ OG_TRACK_REPLY, OG_STEP_ANSWER }, { OG_TRACK_THIRD, OG_STEP_THIRD },
		{ OG_TRACK_ERROR, OG_STEP_FIRST },
	};

	c->track = flows[i].track;
	c->flags = og_step_flags(c->proto, flows[i].step);
	c->error = c->track == OG_TRACK_ERROR;
}

enum { flows_n = 5 };

const struct og_group og_groups[] = {
	{ "ports", { AXIS(all_ports), AXIS(ported), AXIS(undecided),
		     AXIS(hooks), AXIS(families) } },
	{ "ports-lo", { AXIS(all_ports), AXIS(ported), AXIS(only_lo), AXIS(bare),
			AXIS(hooks), AXIS(families) } },
	{ "states", { AXIS(some), AXIS(protos), AXIS(given), AXIS(devs),
		      AXIS(layouts), AXIS(hooks), AXIS(families) } },
	{ "protocols", { AXIS(all_protos), AXIS(given), AXIS(three), AXIS(devs),
			 AXIS(hooks), AXIS(families) } },
	{ "fragments", { AXIS(frag_offs), AXIS(protos), AXIS(three), AXIS(tracks),
			 AXIS(away_lo), AXIS(layouts2), AXIS(hooks), AXIS(only_v4) } },
	{ "short", { AXIS(bodies), AXIS(protos), AXIS(three), AXIS(tracks),
		     AXIS(away_lo), AXIS(layouts), AXIS(hooks), AXIS(families) } },
	{ "options", { AXIS(header_words), AXIS(fills), AXIS(bodies4), AXIS(finals),
		       AXIS(three), AXIS(tracks), AXIS(away_lo), AXIS(layouts),
		       AXIS(hooks), AXIS(only_v4) } },
	{ "extensions", { AXIS(ext_first), AXIS(ext_second), AXIS(fills), AXIS(finals),
			  AXIS(two), AXIS(tracks), AXIS(away_lo), AXIS(layouts2),
			  AXIS(hooks), AXIS(only_v6) } },
	{ "extensions3", { AXIS(ext_first), AXIS(ext_second), AXIS(ext_third),
			   AXIS(finals3), AXIS(two), AXIS(bare), AXIS(layouts2),
			   AXIS(hooks), AXIS(only_v6) } },
	{ "truncated", { AXIS(cuts), AXIS(ext_first), AXIS(ext_second), AXIS(finals3),
			 AXIS(one), AXIS(undecided), AXIS(layouts2), AXIS(hooks),
			 AXIS(only_v6) } },
	{ "tcp-flags", { AXIS(all_flags), AXIS(three), AXIS(tracks), AXIS(csums),
			 AXIS(away_lo), AXIS(hooks), AXIS(families) } },
	{ "icmp", { AXIS(all_flags), AXIS(codes), AXIS(icmps), AXIS(tracks),
		    AXIS(away_lo), AXIS(hooks), AXIS(families) } },
	{ "sources", { AXIS(sources), AXIS(some), AXIS(ported), AXIS(tracks),
		       AXIS(pkt_types), AXIS(devs), AXIS(hooks), AXIS(families) } },
	{ "zones", { AXIS(froms), AXIS(some), AXIS(protos), AXIS(given), AXIS(devs),
		     AXIS(hooks), AXIS(families) } },
	{ "flows", { AXIS(some), AXIS(flow_protos), AXIS(flows), AXIS(devs),
		     AXIS(hooks), AXIS(families) } },
};

const unsigned int og_groups_n = ARRAY_SIZE(og_groups);

const char *const og_dev_names[OG_DEVS] = {
	[OG_DEV_AWAY] = "ogv0",
	[OG_DEV_LO] = "lo",
	[OG_DEV_LIKE_LO] = "lox0",
};

static const struct og_case og_plain = {
	.proto = IPPROTO_TCP,
	.body = OG_BODY_MAX,
	.flags = 0x02,		/* a TCP SYN; an ICMP type that says nothing */
	.ihl = 5,
	.cut = OG_UNCUT,
	.sport = 40000,
	.dport = 81,
	.fill = 8080,
};

u32 og_group_cases(const struct og_group *g)
{
	u32 i, n = 1;

	for (i = 0; i < OG_AXES_MAX && g->axes[i].n; i++)
		n *= g->axes[i].n;
	return n;
}

void og_case_nth(const struct og_group *g, u32 n, struct og_case *c)
{
	u32 i;

	*c = og_plain;
	for (i = 0; i < OG_AXES_MAX && g->axes[i].n; i++) {
		g->axes[i].set(c, n % g->axes[i].n);
		n /= g->axes[i].n;
	}
}

static const char *const track_words[] = {
	[OG_TRACK_NONE] = "no connection",
	[OG_TRACK_ESTABLISHED] = "ESTABLISHED",
	[OG_TRACK_RELATED] = "RELATED",
	[OG_TRACK_NEW] = "NEW",
	[OG_TRACK_ESTABLISHED_REPLY] = "ESTABLISHED (reply)",
	[OG_TRACK_RELATED_REPLY] = "RELATED (reply)",
	[OG_TRACK_UNTRACKED] = "UNTRACKED",
	[OG_TRACK_REAL] = "as conntrack finds",
	[OG_TRACK_REPLY] = "answer to a tracked packet",
	[OG_TRACK_THIRD] = "third packet of a connection",
	[OG_TRACK_ERROR] = "ICMP error about a connection",
};

static const char *const layout_words[] = {
	[OG_LINEAR] = "linear",
	[OG_PAGED] = "paged",
	[OG_SPLIT] = "split",
	[OG_LISTED] = "frag_list",
};

static const char *const ext_words[OG_EXTS] = {
	[OG_EXT_HOP] = "hop-by-hop",
	[OG_EXT_ROUTING] = "routing",
	[OG_EXT_DEST] = "destination",
	[OG_EXT_DEST_24] = "destination of 24",
	[OG_EXT_DEST_LYING] = "destination that lies",
	[OG_EXT_AUTH] = "authentication",
	[OG_EXT_FRAG_ATOMIC] = "atomic fragment",
	[OG_EXT_FRAG_FIRST] = "first fragment",
	[OG_EXT_FRAG_SECOND] = "second fragment",
	[OG_EXT_FRAG_LAST] = "last fragment",
	[OG_EXT_NONE] = "no next header",
};

static int v4_words(const struct og_case *c, char *buf, size_t size)
{
	int at = 0;

	if (c->frag_off)
		at += scnprintf(buf + at, size - at, ", fragment flags %u offset %u",
				c->frag_off >> 13, c->frag_off & 0x1fff);
	if (c->ihl != 5)
		at += scnprintf(buf + at, size - at, ", IP header of %u bytes of port %u",
				c->ihl * 4, c->fill);
	return at;
}

static int v6_words(const struct og_case *c, char *buf, size_t size)
{
	int i, at = 0;

	for (i = 0; i < OG_EXT_MAX; i++)
		if (c->ext[i] != OG_EXT_ABSENT)
			at += scnprintf(buf + at, size - at, ", %s header",
					ext_words[c->ext[i]]);
	if (at)
		at += scnprintf(buf + at, size - at, " of port %u", c->fill);
	if (c->cut != OG_UNCUT)
		at += scnprintf(buf + at, size - at, ", cut at %u", c->cut);
	return at;
}

int og_case_words(const struct og_case *c, char *buf, size_t size)
{
	int at;

	at = scnprintf(buf, size, "%s ipv%c protocol %u port %u -> %u from %s, %s",
		       c->hook == NF_INET_FORWARD ? "forward" : "input",
		       c->pf == NFPROTO_IPV6 ? '6' : '4', c->proto, c->sport, c->dport,
		       og_dev_names[c->dev], track_words[c->track]);
	if (c->pf == NFPROTO_IPV6)
		at += v6_words(c, buf + at, size - at);
	else
		at += v4_words(c, buf + at, size - at);
	return at + scnprintf(buf + at, size - at,
			      ", source %u, %u bytes of header, flags/type %u code %u, %s%s, kind %u",
			      c->from, c->body, c->flags, c->code, layout_words[c->layout],
			      c->bad_csum ? ", bad checksum" : "", c->pkt_type);
}
