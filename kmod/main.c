// SPDX-License-Identifier: GPL-2.0-only
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/printk.h>
#include <linux/vmalloc.h>

#include "core/text.h"
#include "log.h"
#include "net.h"
#include "outlook_guard.h"
#include "procfs.h"
#include "say.h"
#include "trial.h"

static char *policy;
/* Reading a policy is for root. */
module_param(policy, charp, 0400);
MODULE_PARM_DESC(policy, "edits laid over the built-in policy at load, e.g. \"+443/tcp; mode audit\"");

/* The parameter's text, whole, before anything is registered. */
static int __init parse_parameter(struct og_parser *parser)
{
	og_parse_begin(parser);
	if (!policy)
		return 0;
	if (og_parse_text(parser, policy, strlen(policy)) &&
	    og_edit_fits(&parser->edit, NULL, &parser->error)) {
		if (!parser->edit.trial)
			return 0;
		pr_err("parameter policy=: nothing is there that could come back after a trial; the module is not loaded\n");
		return -EINVAL;
	}
	pr_err("parameter policy=, line %u, column %u: %s; the module is not loaded\n",
	       parser->error.line, parser->error.column, parser->error.text);
	return -EINVAL;
}

/* Once, and nothing that a packet or another namespace could cause: no limit is needed. */
static void __init say_in_force(const struct og_edit *edit)
{
	u32 mode = og_edit_sets(edit, OG_SET_MODE) ? edit->setting[OG_SET_MODE] :
		   og_setting_builtin(OG_SET_MODE);

	pr_notice("version %s, in force: the built-in policy%s, mode %s%s\n", OG_VERSION,
		  policy ? " with policy= laid over it" : "", og_mode_name(mode),
		  mode == OG_MODE_ENFORCE ? "" : ": nothing is dropped");
}

static int __init og_init(void)
{
	struct og_parser *parser = vmalloc(sizeof(*parser));
	int err;

	if (!parser)
		return -ENOMEM;
	og_say_start();
	err = parse_parameter(parser);
	if (err)
		goto out_free_parser;
	err = og_trial_start();
	if (err)
		goto out_free_parser;
	og_log_pin();
	err = og_net_start(&parser->edit);
	if (err)
		goto err_stop_trials;
	err = og_procfs_link_create();
	if (err)
		goto err_stop_net;
	say_in_force(&parser->edit);
	goto out_free_parser;

err_stop_net:
	og_net_stop();
err_stop_trials:
	og_log_unpin();
	og_trial_stop();
out_free_parser:
	vfree(parser);
	return err;
}

static void __exit og_exit(void)
{
	og_procfs_link_remove();
	og_net_stop();
	og_log_unpin();
	og_trial_stop();
	pr_notice("gone: nothing is filtered any more\n");
}

module_init(og_init);
module_exit(og_exit);

MODULE_AUTHOR("The outlook_guard authors");
MODULE_DESCRIPTION("Lets Outlook work behind a secure web gateway and drops the rest");
MODULE_LICENSE("GPL");
MODULE_VERSION(OG_VERSION);
/* What "log nflog:GROUP" wants; see log.c. */
MODULE_SOFTDEP("pre: nfnetlink_log");
