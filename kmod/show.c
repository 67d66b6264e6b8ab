// SPDX-License-Identifier: GPL-2.0-only
#include "show.h"

#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "core/text.h"
#include "early.h"
#include "outlook_guard.h"
#include "publish.h"
#include "state.h"
#include "stats.h"
#include "tally.h"
#include "trial.h"

/* Where seq_file has no room it comes again with twice as much. */
static bool emit(void *to, const char *text, size_t size)
{
	return !seq_write(to, text, size);
}

int og_show_policy(struct seq_file *seq, struct og_net *og)
{
	struct og_policy *copy = __vmalloc(sizeof(*copy),
					   GFP_KERNEL_ACCOUNT | __GFP_NOWARN);

	if (!copy)
		return -ENOMEM;
	og_publish_snapshot(og, copy);
	og_print_policy(copy, emit, seq);
	vfree(copy);
	return 0;
}

static void show_counters(struct seq_file *seq, const struct og_stats *sum)
{
	unsigned int chain, reason;

	for (chain = 0; chain < OG_CHAINS; chain++) {
		for (reason = 0; reason < OG_REASON_COUNT; reason++)
			seq_printf(seq, "%s_%s_%s %lu\n", og_chain_name(chain),
				   og_reason_verdict(reason), og_reason_name(reason),
				   sum->count[chain][reason]);
		for (reason = OG_DROP_FIRST; reason < OG_REASON_COUNT; reason++)
			seq_printf(seq, "%s_would_drop_%s %lu\n", og_chain_name(chain),
				   og_reason_name(reason), sum->would_drop[chain][reason]);
	}
}

static void show_state(struct seq_file *seq, const struct og_publish_state *state)
{
	unsigned int i;

	seq_printf(seq, "format %u\nversion %s\ngeneration %llu\n",
		   OG_STATS_FORMAT, OG_VERSION, state->generation);
	for (i = 0; i < OG_SETTINGS; i++)
		seq_printf(seq, "%s %s\n", og_setting_name(i), state->setting[i]);
	seq_printf(seq, "tally_seconds %u\n", state->tally_seconds);
}

static void show_sums(struct seq_file *seq, struct og_net *og, const struct og_stats *sum)
{
	seq_printf(seq, "trial_left %u\nlog_sent %lu\nlog_suppressed %lu\n",
		   og_trial_left(og), sum->log_sent, sum->log_suppressed);
	seq_printf(seq, "refuse_sent %lu\nrefuse_suppressed %lu\n",
		   sum->refuse_sent, sum->refuse_suppressed);
	seq_printf(seq, "texts_unfinished %u\ntexts_unfit %u\n",
		   (u32)atomic_read(&og->unfinished), (u32)atomic_read(&og->unfit));
	seq_printf(seq, "early_ipv4 %s\nearly_ipv6 %s\nearly_drop_port %lu\n",
		   og_early_work(og, OG_IPV4), og_early_work(og, OG_IPV6), sum->early_drop);
	show_counters(seq, sum);
}

static void show_zones(struct seq_file *seq, const struct og_publish_state *state,
		       const struct og_stats *sum)
{
	const struct og_publish_zone *zone;

	for (zone = state->zone; zone < state->zone + state->zone_count; zone++)
		seq_printf(seq, "zone_%s_passed %lu\n", zone->name,
			   sum->zone[zone->slot] - zone->before);
}

int og_show_stats(struct seq_file *seq, struct og_net *og)
{
	struct shown {
		struct og_publish_state state;
		struct og_stats sum;
	} *shown = kmalloc(sizeof(*shown), GFP_KERNEL_ACCOUNT);

	if (!shown)
		return -ENOMEM;
	/* in this order: what a zone passed before is not more than the sum */
	og_publish_state(og, &shown->state);
	og_stats_sum(READ_ONCE(og->stats), &shown->sum);
	show_state(seq, &shown->state);
	show_sums(seq, og, &shown->sum);
	show_zones(seq, &shown->state, &shown->sum);
	kfree(shown);
	return 0;
}

/* A policy, each line of it behind a word. */
struct behind {
	struct seq_file *seq;
	bool inside;		/* a line has begun */
};

static bool emit_behind(void *to, const char *text, size_t size)
{
	struct behind *behind = to;
	size_t i;

	for (i = 0; i < size; i++) {
		if (!behind->inside)
			seq_puts(behind->seq, "back ");
		behind->inside = text[i] != '\n';
		seq_putc(behind->seq, text[i]);
	}
	return !seq_has_overflowed(behind->seq);
}

static const char *const ends[] = {
	[OG_TRIAL_NONE] = "none",
	[OG_TRIAL_KEPT] = "kept",
	[OG_TRIAL_REVERTED] = "reverted",
	[OG_TRIAL_EXPIRED] = "expired",
};

static const char *end_of(u8 past)
{
	return ends[past & ((1 << OG_TRIAL_BITS) - 1)];
}

/* Who began one knows it by these, and what became of it when others began since. */
static void show_past(struct seq_file *seq, const struct og_trial_state *state)
{
	u8 past;

	seq_printf(seq, "last %s\nbegun %u\nended %u", end_of(state->past), state->begun,
		   state->ended);
	for (past = state->past; past; past >>= OG_TRIAL_BITS)
		seq_printf(seq, " %s", end_of(past));
	seq_putc(seq, '\n');
}

int og_show_trial(struct seq_file *seq, struct og_net *og)
{
	struct og_trial_state *state = __vmalloc(sizeof(*state),
						 GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	struct behind behind = { .seq = seq };

	if (!state)
		return -ENOMEM;
	og_trial_read(og, state);
	seq_printf(seq, "state %s\n", state->left ? "running" : "none");
	show_past(seq, state);
	if (state->left) {
		seq_printf(seq, "seconds %u\nleft %u\nelapsed_ms %lld\ngeneration %llu\n",
			   state->seconds, state->left, state->elapsed_ms, state->generation);
		og_print_policy(&state->saved, emit_behind, &behind);
	}
	vfree(state);
	return 0;
}

/* Names of the tally's chains. */
static const char *tally_chain(unsigned int chain)
{
	return chain == OG_TALLY_EARLY ? "early" : og_chain_name(chain);
}

#define SLOTS	(OG_TALLY_CHAINS * OG_TRANSPORTS * OG_PORTS)

static bool read_slot(struct og_net *og, unsigned int at, struct og_tally_port *port)
{
	bool seen;

	rcu_read_lock();
	seen = og_tally_read(og, at / OG_PORTS / OG_TRANSPORTS, at / OG_PORTS % OG_TRANSPORTS,
			     at % OG_PORTS, port);
	rcu_read_unlock();
	return seen;
}

/* The first line is the header; the others stand for the ports that were seen. */
static void *ports_at(struct og_net *og, loff_t *pos)
{
	struct og_tally_port port;

	if (!*pos)
		return SEQ_START_TOKEN;
	if (!og_publish_tallies(og))
		return NULL;
	for (; *pos <= SLOTS; ++*pos) {
		if (read_slot(og, *pos - 1, &port))
			return pos;
		if (!(*pos % OG_PORTS))
			cond_resched();
	}
	return NULL;
}

static void *ports_start(struct seq_file *seq, loff_t *pos)
{
	return ports_at(seq->private, pos);
}

static void *ports_next(struct seq_file *seq, void *at, loff_t *pos)
{
	++*pos;
	return ports_at(seq->private, pos);
}

/* Nothing is held from row to row: a reader who is made to wait makes nobody else wait. */
static void ports_stop(struct seq_file *seq, void *at)
{
}

static int ports_show(struct seq_file *seq, void *at)
{
	struct og_tally_port port;
	unsigned int slot;

	if (at == SEQ_START_TOKEN) {
		seq_puts(seq, "chain protocol port accepted dropped seconds sources\n");
		return 0;
	}
	slot = *(loff_t *)at - 1;
	if (read_slot(seq->private, slot, &port))
		seq_printf(seq, "%s %s %u %u %u %u %08x\n",
			   tally_chain(slot / OG_PORTS / OG_TRANSPORTS),
			   og_transport_name(slot / OG_PORTS % OG_TRANSPORTS), slot % OG_PORTS,
			   port.accepted, port.dropped, port.seconds, port.sources);
	return 0;
}

const struct seq_operations og_show_ports = {
	.start = ports_start,
	.next = ports_next,
	.stop = ports_stop,
	.show = ports_show,
};
