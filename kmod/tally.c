// SPDX-License-Identifier: GPL-2.0-only
#include "tally.h"

#include <linux/atomic.h>
#include <linux/hash.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/rcupdate.h>
#include <linux/timekeeping.h>
#include <linux/vmalloc.h>
#include <net/ipv6.h>

#include "compat.h"
#include "state.h"

/* Counted by several CPUs at once. */
struct slot {
	atomic_t accepted, dropped;
	u32 seen;		/* seconds of CLOCK_MONOTONIC, and one; 0: never */
	atomic_t sources;
};

struct og_tally_table {
	struct rcu_head rcu;
	u32 since;		/* CLOCK_BOOTTIME seconds of the first that counts, and 1; or 0 */
	struct slot slot[OG_TALLY_CHAINS][OG_TRANSPORTS][OG_PORTS];
};

static u32 now(void)
{
	return (u32)ktime_get_seconds() + 1;
}

int og_tally_start(struct og_net *og)
{
	struct og_tally_table *tally = __vmalloc(sizeof(*tally),
					   GFP_KERNEL_ACCOUNT | __GFP_NOWARN | __GFP_ZERO);

	if (!tally)
		return -ENOMEM;
	rcu_assign_pointer(og->tally, tally);
	return 0;
}

static void free_table(struct rcu_head *rcu)
{
	vfree(container_of(rcu, struct og_tally_table, rcu));
}

/*
 * Whoever switches it in a loop waits for the grace period of this one. Its
 * memory is back at the end of it; kvfree_rcu() would gather hundreds first.
 */
void og_tally_stop(struct og_net *og)
{
	struct og_tally_table *tally = rcu_dereference_protected(og->tally, true);

	RCU_INIT_POINTER(og->tally, NULL);
	og_net_retired(og);
	og_call_rcu(&tally->rcu, free_table);
}

static u32 boot_now(void)
{
	return (u32)ktime_get_boottime_seconds() + 1;
}

void og_tally_begin(const struct og_net *og)
{
	struct og_tally_table *tally;

	rcu_read_lock();
	tally = rcu_dereference(og->tally);
	if (tally && !READ_ONCE(tally->since))
		WRITE_ONCE(tally->since, boot_now());
	rcu_read_unlock();
}

u32 og_tally_age(const struct og_net *og)
{
	struct og_tally_table *tally;
	u32 since;

	rcu_read_lock();
	tally = rcu_dereference(og->tally);
	since = tally ? READ_ONCE(tally->since) : 0;
	rcu_read_unlock();
	return since ? boot_now() - since : 0;
}

/* One of 32 bits for the source's address. */
static u32 source_bit(const struct sk_buff *skb, u8 family)
{
	u32 address = family == OG_IPV4 ? (__force u32)ip_hdr(skb)->saddr :
					  ipv6_addr_hash(&ipv6_hdr(skb)->saddr);

	return 1u << hash_32(address, 5);
}

/* "any", and a zone, accept also what shows no port. */
static bool is_of_a_port(const struct og_flow *flow, enum og_reason reason)
{
	switch (reason) {
	case OG_ACCEPT_PORT:
	case OG_DROP_PORT:
		return true;
	case OG_ACCEPT_ANY:
	case OG_ACCEPT_ZONE:
		return flow->readable;
	default:
		return false;
	}
}

void og_tally_count(const struct og_net *og, unsigned int chain, struct og_flow flow,
		    enum og_reason reason, const struct sk_buff *skb)
{
	struct og_tally_table *tally = rcu_dereference(og->tally);
	struct slot *slot;
	u32 seen, source;

	if (!is_of_a_port(&flow, reason))
		return;
	if (!tally || (flow.proto != OG_PROTO_TCP && flow.proto != OG_PROTO_UDP))
		return;
	slot = &tally->slot[chain][flow.proto == OG_PROTO_TCP ? OG_TCP : OG_UDP][flow.port];
	atomic_inc(og_reason_drops(reason) ? &slot->dropped : &slot->accepted);
	seen = now();
	if (READ_ONCE(slot->seen) != seen)
		WRITE_ONCE(slot->seen, seen);
	source = source_bit(skb, flow.family);
	if (!(atomic_read(&slot->sources) & source))
		atomic_or(source, &slot->sources);
}

bool og_tally_read(const struct og_net *og, unsigned int chain, enum og_transport transport,
		   unsigned int port, struct og_tally_port *read)
{
	struct og_tally_table *tally = rcu_dereference(og->tally);
	struct slot *slot;
	u32 seen;

	if (!tally)
		return false;
	slot = &tally->slot[chain][transport][port];
	seen = READ_ONCE(slot->seen);
	if (!seen)
		return false;
	read->accepted = atomic_read(&slot->accepted);
	read->dropped = atomic_read(&slot->dropped);
	read->seconds = now() - seen;
	read->sources = atomic_read(&slot->sources);
	return true;
}
