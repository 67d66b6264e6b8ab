// SPDX-License-Identifier: GPL-2.0-only
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include "trial.h"

#include <linux/math64.h>
#include <linux/spinlock.h>
#include <linux/vmalloc.h>
#include <linux/workqueue.h>
#include <net/net_namespace.h>

#include "compat.h"
#include "publish.h"
#include "say.h"

/*
 * What a trial's end leaves to do, in threads that are there when memory is
 * short; one at a time, for they wait for what all wait for, netfilter's locks.
 * init_net's has nobody before it.
 */
static struct workqueue_struct *in_init, *elsewhere;

static void count_end(struct og_trial *trial, enum og_trial_end how)
{
	trial->ended++;
	trial->past = trial->past << OG_TRIAL_BITS | how;
}

/* The policy from before a trial is in force already. */
static void follow_end(struct work_struct *work)
{
	struct og_net *og = container_of(work, struct og_net, trial.work);
	u32 seconds;

	spin_lock_bh(&og->swap);
	seconds = og->trial.ran_out;
	og->trial.ran_out = 0;
	spin_unlock_bh(&og->swap);
	if (seconds)
		og_notice(og, "the trial of %u s is over, nobody kept the policy: the old one is back\n",
			  seconds);
	og_publish_settle(og);
}

/* og->swap held: a trial that begins moves it. */
static ktime_t ends_of(const struct og_trial *trial)
{
	return hrtimer_get_expires(&trial->timer);
}

static u32 seconds_of(const struct og_trial *trial)
{
	return div_u64(ktime_to_ns(ktime_sub(ends_of(trial), trial->began)), NSEC_PER_SEC);
}

/*
 * Nothing that sleeps stands between this and the old policy, which holds all
 * that it needs. A later trial has a later end, and the timer comes again for it.
 */
static enum hrtimer_restart fire(struct hrtimer *timer)
{
	struct og_net *og = container_of(timer, struct og_net, trial.timer);
	bool over;

	spin_lock(&og->swap);
	over = og->saved && !og->closing && ktime_get_boottime() >= ends_of(&og->trial);
	if (over) {
		og_swap_restore(og);
		count_end(&og->trial, OG_TRIAL_EXPIRED);
		og->trial.ran_out = seconds_of(&og->trial);
	}
	spin_unlock(&og->swap);
	if (over)
		queue_work(net_eq(og->net, &init_net) ? in_init : elsewhere, &og->trial.work);
	return HRTIMER_NORESTART;
}

static void start_locked(struct og_net *og, u32 seconds)
{
	struct og_trial *trial = &og->trial;

	trial->begun++;
	trial->began = ktime_get_boottime();
	hrtimer_start(&trial->timer, ktime_add_ns(trial->began, (u64)seconds * NSEC_PER_SEC),
		      HRTIMER_MODE_ABS_SOFT);
}

/* All that can be wrong is found before anything changes. */
static bool commit_locked(struct og_net *og, struct og_reservation *reservation,
			  const struct og_edit *edit, struct og_error *error)
{
	if (og->closing)
		return true;
	if (!og_swap_fits(og, edit, error))
		return false;
	og_swap_commit(og, reservation, edit);
	if (edit->trial)
		start_locked(og, edit->trial);
	return true;
}

bool og_trial_commit(struct og_net *og, struct og_reservation *reservation,
		     const struct og_edit *edit, struct og_error *error)
{
	bool fits;

	spin_lock_bh(&og->swap);
	fits = commit_locked(og, reservation, edit, error);
	spin_unlock_bh(&og->swap);
	if (fits)
		og_publish_cancel(og, reservation);
	return fits;
}

static int end(struct og_net *og, enum og_trial_end how)
{
	struct og_live *kept = NULL;
	bool runs;

	spin_lock_bh(&og->swap);
	runs = og->saved && !og->closing;
	if (runs)
		count_end(&og->trial, how);
	if (runs && how == OG_TRIAL_KEPT) {
		kept = og->saved;
		og->saved = NULL;
	} else if (runs) {
		og_swap_restore(og);
	}
	spin_unlock_bh(&og->swap);
	if (!runs)
		return -ESRCH;
	vfree(kept);
	og_publish_settle(og);
	return 0;
}

int og_trial_keep(struct og_net *og)
{
	return end(og, OG_TRIAL_KEPT);
}

int og_trial_revert(struct og_net *og)
{
	return end(og, OG_TRIAL_REVERTED);
}

static u32 seconds_until(ktime_t ends)
{
	s64 left = ktime_sub(ends, ktime_get_boottime());

	/* over, and the timer is on its way: not nothing */
	return left > 0 ? DIV_ROUND_UP_ULL(left, NSEC_PER_SEC) : 1;
}

u32 og_trial_left(struct og_net *og)
{
	u32 left;

	spin_lock_bh(&og->swap);
	left = og->saved ? seconds_until(ends_of(&og->trial)) : 0;
	spin_unlock_bh(&og->swap);
	return left;
}

void og_trial_read(struct og_net *og, struct og_trial_state *state)
{
	const struct og_trial *trial = &og->trial;

	spin_lock_bh(&og->swap);
	state->begun = trial->begun;
	state->ended = trial->ended;
	state->past = trial->past;
	state->left = og->saved ? seconds_until(ends_of(trial)) : 0;
	if (og->saved) {
		state->seconds = seconds_of(trial);
		state->elapsed_ms = ktime_ms_delta(ktime_get_boottime(), trial->began);
		state->generation = og_live_locked(og)->generation;
		state->saved = og->saved->policy;
	}
	spin_unlock_bh(&og->swap);
}

int og_trial_start(void)
{
	in_init = alloc_workqueue(KBUILD_MODNAME, WQ_MEM_RECLAIM | WQ_UNBOUND, 1);
	if (!in_init)
		return -ENOMEM;
	elsewhere = alloc_workqueue(KBUILD_MODNAME "_nets", WQ_MEM_RECLAIM | WQ_UNBOUND, 1);
	if (!elsewhere) {
		destroy_workqueue(in_init);
		return -ENOMEM;
	}
	return 0;
}

void og_trial_stop(void)
{
	destroy_workqueue(elsewhere);
	destroy_workqueue(in_init);
}

void og_trial_prepare(struct og_net *og)
{
	og_hrtimer_setup(&og->trial.timer, fire, CLOCK_BOOTTIME, HRTIMER_MODE_ABS_SOFT);
	INIT_WORK(&og->trial.work, follow_end);
}

void og_trial_end(struct og_net *og)
{
	hrtimer_cancel(&og->trial.timer);
	cancel_work_sync(&og->trial.work);
}
