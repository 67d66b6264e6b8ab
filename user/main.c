// SPDX-License-Identifier: GPL-2.0-only
/* ogctl: a table of commands, one verb a file. */
#include "base/failure.h"
#include "base/nearest_word.h"
#include "base/out.h"
#include "base/request.h"
#include "commands/command.h"
#include "journal/journal.h"
#include "module/enter_netns.h"

#include <locale.h>
#include <string.h>

const struct command *const commands[] = {
	&cmd_status, &cmd_show, &cmd_allow, &cmd_deny, &cmd_zone, &cmd_apply, &cmd_check,
	&cmd_diff, &cmd_test, &cmd_explain, &cmd_lint, &cmd_profile, &cmd_trial,
	&cmd_history, &cmd_rollback, &cmd_audit, &cmd_ports, &cmd_suggest, &cmd_monitor,
	&cmd_drops, &cmd_metrics, &cmd_fast, &cmd_save, &cmd_enforce, &cmd_off,
	&cmd_import, &cmd_export, &cmd_fallback, &cmd_doctor, &cmd_reload, &cmd_version, NULL,
};

static const struct command *find(const char *name)
{
	size_t i;

	for (i = 0; commands[i]; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

static int unknown(const char *name)
{
	struct nearest_word best = nearest_word_for(name);
	size_t i;

	for (i = 0; commands[i]; i++)
		nearest_word_try(&best, commands[i]->name);
	if (best.word)
		complain("there is no command \"%s\"; did you mean \"ogctl %s\"?", name, best.word);
	else
		complain("there is no command \"%s\"; \"ogctl --help\" lists them", name);
	return EXIT_USAGE;
}

int main(int argc, char **argv)
{
	const struct command *command = &cmd_status;
	struct options options = { 0 };
	char *no_args[] = { "status", NULL };
	int verb, code;

	setlocale(LC_CTYPE, "");
	out_watch();
	failure_watch(argc, argv);
	verb = options_before(argc, argv, &options);
	if (verb < argc) {
		command = find(argv[verb]);
		if (!command)
			return unknown(argv[verb]);
		options_after(command, argc - verb, argv + verb, &options);
	} else {
		options_after(command, 1, no_args, &options);
	}
	if (options.netns) {
		code = enter_netns(options.netns);
		if (code)
			return code;
	}
	code = command->run(&options);
	/* Of all that is refused, this is what whoever looks after the machine wants to know: somebody nearly shut it. */
	if (code == EXIT_REFUSED && !options.dry_run)
		journal_tell(&(struct journal_event){ .kind = JOURNAL_REFUSED, .what = complaint_last() });
	return out_finish(code);
}
