// SPDX-License-Identifier: GPL-2.0-only
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include "trial.h"

#include <linux/workqueue.h>

#include "compat.h"
#include "publish.h"
#include "say.h"

/* Of our own, with a thread that is there when memory is short. */
static struct workqueue_struct *trials;

/* What is on trial goes, under og->lock; there is something. */
static void end_locked(struct og_net *og, enum og_trial_end how)
{
	if (how == OG_TRIAL_KEPT)
		og_publish_keep(og);
	else
		og_publish_back(og);
	WRITE_ONCE(og->trial.ends, 0);
	og->trial.last = how;
}

/* A later trial has a later end, and the timer comes again for it. */
static void expire(struct work_struct *work)
{
	struct og_net *og = container_of(work, struct og_net, trial.work);

	mutex_lock(&og->lock);
	if (og->back && !og->closing && ktime_get_boottime() >= og->trial.ends) {
		end_locked(og, OG_TRIAL_EXPIRED);
		og_notice(og, "the trial of %u s is over, nobody kept the policy: the old one is back\n",
			  og->trial.seconds);
	}
	mutex_unlock(&og->lock);
}

static enum hrtimer_restart fire(struct hrtimer *timer)
{
	struct og_net *og = container_of(timer, struct og_net, trial.timer);

	queue_work(trials, &og->trial.work);
	return HRTIMER_NORESTART;
}

static void start_locked(struct og_net *og, u32 seconds)
{
	struct og_trial *trial = &og->trial;

	trial->seconds = seconds;
	trial->began = ktime_get_boottime();
	WRITE_ONCE(trial->ends, ktime_add_ns(trial->began, (u64)seconds * NSEC_PER_SEC));
	hrtimer_start(&trial->timer, trial->ends, HRTIMER_MODE_ABS);
}

void og_trial_commit(struct og_net *og, struct og_reservation *reservation,
		     const struct og_edit *edit)
{
	mutex_lock(&og->lock);
	if (!og->closing) {
		og_publish_commit(og, reservation, edit);
		if (edit->trial)
			start_locked(og, edit->trial);
	}
	mutex_unlock(&og->lock);
	og_publish_cancel(og, reservation);
}

static int end(struct og_net *og, enum og_trial_end how)
{
	int err = -ESRCH;

	mutex_lock(&og->lock);
	if (og->back && !og->closing) {
		end_locked(og, how);
		err = 0;
	}
	mutex_unlock(&og->lock);
	return err;
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

	/* over, and not yet put back: not nothing */
	return left > 0 ? DIV_ROUND_UP_ULL(left, NSEC_PER_SEC) : 1;
}

u32 og_trial_left(const struct og_net *og)
{
	ktime_t ends = READ_ONCE(og->trial.ends);

	return ends ? seconds_until(ends) : 0;
}

void og_trial_read(struct og_net *og, struct og_trial_state *state)
{
	const struct og_trial *trial = &og->trial;

	mutex_lock(&og->lock);
	state->last = trial->last;
	state->left = og->back ? seconds_until(trial->ends) : 0;
	if (og->back) {
		state->seconds = trial->seconds;
		state->elapsed_ms = ktime_ms_delta(ktime_get_boottime(), trial->began);
		state->generation = og_live_locked(og)->generation;
		state->back = og->back->policy;
	}
	mutex_unlock(&og->lock);
}

int og_trial_start(void)
{
	trials = alloc_workqueue(KBUILD_MODNAME, WQ_MEM_RECLAIM | WQ_UNBOUND, 0);
	return trials ? 0 : -ENOMEM;
}

void og_trial_stop(void)
{
	destroy_workqueue(trials);
}

void og_trial_prepare(struct og_net *og)
{
	og_hrtimer_setup(&og->trial.timer, fire, CLOCK_BOOTTIME, HRTIMER_MODE_ABS);
	INIT_WORK(&og->trial.work, expire);
}

void og_trial_end(struct og_net *og)
{
	hrtimer_cancel(&og->trial.timer);
	cancel_work_sync(&og->trial.work);
}
