// SPDX-License-Identifier: GPL-2.0-only
#include "place.h"

#include <linux/err.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "publish.h"
#include "state.h"
#include "trial.h"

/* Where nobody has written; nobody writes to it either, but for its locks. */
static struct og_net blank = {
	.lock = __MUTEX_INITIALIZER(blank.lock),
	.swap = __SPIN_LOCK_UNLOCKED(blank.swap),
};

/* Guards what place.h calls place.c's, of all; whoever holds it cannot be made to wait. */
static DEFINE_SPINLOCK(making);

static struct og_net *make_state(struct net *net)
{
	struct og_net *og = kzalloc(sizeof(*og), GFP_KERNEL_ACCOUNT);

	if (!og)
		return NULL;
	og->net = net;
	mutex_init(&og->lock);
	spin_lock_init(&og->swap);
	og->grace = get_state_synchronize_rcu();
	og_trial_prepare(og);
	return og;
}

struct og_net *og_place_make(struct og_place *place)
{
	struct og_net *og = READ_ONCE(place->og), *mine;

	if (og)
		return og;
	mine = make_state(place->net);
	if (!mine)
		return ERR_PTR(-ENOMEM);
	spin_lock(&making);
	if (!place->og && !place->closed) {
		/* readers look at it without the lock */
		smp_store_release(&place->og, mine);
		mine = NULL;
	}
	og = place->og;
	spin_unlock(&making);
	kfree(mine);
	return og ?: ERR_PTR(-ENODEV);
}

struct og_net *og_place_seen(struct og_place *place)
{
	return READ_ONCE(place->og) ?: &blank;
}

struct og_net *og_place_close(struct og_place *place)
{
	struct og_net *og;

	spin_lock(&making);
	place->closed = true;
	og = place->og;
	spin_unlock(&making);
	return og;
}

void og_place_free(struct og_place *place)
{
	if (!place->og)
		return;
	og_publish_free(place->og);
	kfree(place->og);
	place->og = NULL;
}
