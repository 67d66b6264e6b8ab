// SPDX-License-Identifier: GPL-2.0-only
/*
 * The parameter "held": as long as it is set the module has a reference to
 * itself, and rmmod is refused. firewalld's complete reload unloads whatever
 * uses conntrack, and so would open the gate without a word.
 */
#include <linux/module.h>
#include <linux/moduleparam.h>

/* Under the lock of the module's parameters. */
static bool held;

static int set_held(const char *text, const struct kernel_param *parameter)
{
	bool before = held;
	int err = param_set_bool(text, parameter);

	if (err || held == before)
		return err;
	if (!held) {
		module_put(THIS_MODULE);
		return 0;
	}
	if (try_module_get(THIS_MODULE))
		return 0;
	/* rmmod came first, and waits for whoever has this file open. */
	held = false;
	return -ENODEV;
}

static const struct kernel_param_ops held_ops = {
	.flags = KERNEL_PARAM_OPS_FL_NOARG,
	.set = set_held,
	.get = param_get_bool,
};

module_param_cb(held, &held_ops, &held, 0644);
MODULE_PARM_DESC(held, "rmmod is refused until 0 is written here (default: 0)");
