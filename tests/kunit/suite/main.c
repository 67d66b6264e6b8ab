// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module's main.c, but that it starts at "off" and that its tests run as
 * soon as it is loaded.
 */
#include <linux/module.h>
#include <linux/vmalloc.h>

#include "fixture.h"

int og_fixture_other_pid;
module_param_named(other_pid, og_fixture_other_pid, int, 0444);
MODULE_PARM_DESC(other_pid, "a process in another network namespace");

static int __init suite_begin(void)
{
	static const char boot[] = "mode off";
	struct og_parser *parser = vmalloc(sizeof(*parser));
	int err = -EINVAL;

	if (!parser)
		return -ENOMEM;
	og_parse_begin(parser);
	if (og_parse_text(parser, boot, strlen(boot)))
		err = og_trial_start();
	if (!err) {
		err = og_net_start(&parser->edit);
		if (err)
			og_trial_stop();
	}
	vfree(parser);
	return err;
}

static void __exit suite_end(void)
{
	og_net_stop();
	og_trial_stop();
}

module_init(suite_begin);
module_exit(suite_end);

MODULE_AUTHOR("The outlook_guard authors");
MODULE_DESCRIPTION("KUnit tests of outlook_guard");
MODULE_LICENSE("GPL");
