// SPDX-License-Identifier: GPL-2.0-only
/*
 * The whole way of a packet through the kernel: /proc/og_path. From
 * netif_receive_skb(), as from a driver, through IP, conntrack, the filter and
 * the routing table, until ogb1, a dummy interface, has freed it, or a filter
 * has. Needs forwarding, addresses and permanent neighbours: see measure.
 */
#include "og_bench.h"

#include <linux/in.h>
#include <linux/netdevice.h>
#include <linux/seq_file.h>
#include <linux/skbuff.h>
#include <net/net_namespace.h>
#include <net/netfilter/nf_conntrack.h>
#include <net/netfilter/nf_conntrack_core.h>
#include <net/netfilter/nf_conntrack_zones.h>

#define OG_ROUNDS	200
#define OG_PAYLOAD	64

/* Nanoseconds for one packet. */
static int og_receive(const struct og_spec *spec, struct net_device *dev, u64 *took)
{
	struct sk_buff *skb = og_packet(spec, dev);
	u64 start, clock;

	if (!skb)
		return -ENOMEM;
	local_bh_disable();
	clock = og_clock();
	start = og_now();
	netif_receive_skb(skb);
	*took = og_now() - start - clock;
	local_bh_enable();
	return 0;
}

/* Ends the connection that @spec opened, if there is one. */
static int og_kill(const struct og_spec *spec)
{
	struct nf_conntrack_tuple_hash *found = NULL;
	struct nf_conntrack_tuple tuple;
	struct nf_conn *ct;
	struct sk_buff *skb;

	skb = og_packet(spec, og_dev);
	if (!skb)
		return -ENOMEM;
	if (nf_ct_get_tuplepr(skb, 0, spec->pf, &init_net, &tuple))
		found = nf_conntrack_find_get(&init_net, &nf_ct_zone_dflt, &tuple);
	kfree_skb(skb);
	if (!found)
		return 0;
	ct = nf_ct_tuplehash_to_ctrack(found);
	nf_ct_kill(ct);
	nf_ct_put(ct);
	return 0;
}

static int og_step(struct og_spec *spec, struct net_device *far, u64 *sum)
{
	u64 took;
	int err = og_receive(spec, spec->answer ? far : og_dev, &took);

	if (!err)
		*sum += took;
	return err;
}

/* SYN, SYN and ACK, ACK; leaves @spec as the next packet from the near host. */
static int og_shake(struct og_spec *spec, struct net_device *far, u64 *sum)
{
	int err;

	spec->seq = 1000;
	spec->syn = true;
	err = og_step(spec, far, sum);
	if (err)
		return err;

	spec->answer = true;
	spec->ack = true;
	spec->seq = 9000;
	spec->ack_seq = 1001;
	err = og_step(spec, far, sum);
	if (err)
		return err;

	spec->answer = false;
	spec->syn = false;
	spec->seq = 1001;
	spec->ack_seq = 9001;
	return og_step(spec, far, sum);
}

/* FIN and ACK from either side, and the last ACK. */
static int og_close(struct og_spec *spec, struct net_device *far, u64 *sum)
{
	u32 seq = spec->seq;
	int err;

	spec->fin = true;
	err = og_step(spec, far, sum);
	if (err)
		return err;

	spec->answer = true;
	spec->seq = 9001;
	spec->ack_seq = seq + 1;
	err = og_step(spec, far, sum);
	if (err)
		return err;

	spec->answer = false;
	spec->fin = false;
	spec->seq = seq + 1;
	spec->ack_seq = 9002;
	return og_step(spec, far, sum);
}

static struct og_spec og_forwarded(u8 pf)
{
	return (struct og_spec){
		.pf = pf, .proto = IPPROTO_TCP, .far = OG_FAR_HOST, .sport = OG_SPORT, .dport = 8080,
	};
}

/* A data packet of a connection that is known. */
static int og_established(u8 pf, struct net_device *far, u64 *best)
{
	struct og_spec spec = og_forwarded(pf);
	u64 sum = 0;
	int i, err;

	err = og_shake(&spec, far, &sum);
	spec.payload = OG_PAYLOAD;
	for (i = 0; i < OG_ROUNDS && !err; i++) {
		sum = 0;
		err = og_step(&spec, far, &sum);
		spec.seq += OG_PAYLOAD;
		*best = min(*best, sum);
	}
	return err ?: og_kill(&spec);
}

/* Six packets, from the first SYN to the last ACK. */
static int og_connection(u8 pf, struct net_device *far, u64 *best)
{
	struct og_spec spec;
	int i, err = 0;
	u64 sum;

	for (i = 0; i < OG_ROUNDS && !err; i++) {
		spec = og_forwarded(pf);
		sum = 0;
		err = og_shake(&spec, far, &sum) ?: og_close(&spec, far, &sum) ?: og_kill(&spec);
		*best = min(*best, sum);
	}
	return err;
}

/* A SYN, or a datagram, to a port that is not listed. */
static int og_unlisted(u8 pf, u8 proto, enum og_far where, u64 *best)
{
	struct og_spec spec = og_first_to(pf, proto, where);
	int i, err = 0;
	u64 took;

	for (i = 0; i < OG_ROUNDS && !err; i++) {
		err = og_receive(&spec, og_dev, &took) ?: og_kill(&spec);
		*best = min(*best, took);
	}
	return err;
}

static int og_path_known(struct seq_file *m, const char *name, u8 pf, struct net_device *far)
{
	u64 established = U64_MAX, connection = U64_MAX;
	int err;

	err = og_established(pf, far, &established) ?: og_connection(pf, far, &connection);
	if (err)
		return err;
	seq_printf(m, "forward.%s.established %llu\n", name, established * 1000);
	seq_printf(m, "forward.%s.connection %llu\n", name, connection * 1000);
	return 0;
}

static int og_path_dropped(struct seq_file *m, const char *name, u8 pf)
{
	u64 syn_in = U64_MAX, syn_through = U64_MAX, udp_in = U64_MAX;
	int err;

	err = og_unlisted(pf, IPPROTO_TCP, OG_FAR_SELF, &syn_in) ?:
	      og_unlisted(pf, IPPROTO_UDP, OG_FAR_SELF, &udp_in) ?:
	      og_unlisted(pf, IPPROTO_TCP, OG_FAR_HOST, &syn_through);
	if (err)
		return err;
	seq_printf(m, "input.%s.syn-81 %llu\n", name, syn_in * 1000);
	seq_printf(m, "input.%s.udp-81 %llu\n", name, udp_in * 1000);
	seq_printf(m, "forward.%s.syn-81 %llu\n", name, syn_through * 1000);
	return 0;
}

static int og_path_family(struct seq_file *m, const char *name, u8 pf, struct net_device *far)
{
	int err = og_look_only() ? 0 : og_path_known(m, name, pf, far);

	return err ?: og_path_dropped(m, name, pf);
}

int og_path_show(struct seq_file *m, void *v)
{
	struct net_device *far = dev_get_by_name(&init_net, "ogb1");
	int err;

	if (!far)
		return -ENODEV;
	err = og_look_start();
	if (!err) {
		err = og_path_family(m, "ipv4", NFPROTO_IPV4, far) ?:
		      og_path_family(m, "ipv6", NFPROTO_IPV6, far);
		og_look_stop();
	}
	dev_put(far);
	return err;
}
