// SPDX-License-Identifier: GPL-2.0-only
/* The command line, with argp: options of all commands, of some, and of one. */
#include "base/duration.h"
#include "base/need.h"
#include "base/request.h"
#include "command.h"
#include "outlook_guard.h"

#include <stdio.h>
#include <stdlib.h>

#define KEY_DRY_RUN	0x1000
#define KEY_POLICY	0x1001
#define KEY_TRIAL	0x1002
#define KEY_WAIT	0x1003
#define KEY_FORCE	0x1004
#define KEY_REVOKE	0x1005
#define KEY_SAVE	0x1006

const char *argp_program_version = "ogctl " OG_VERSION;

static const struct argp_option common_options[] = {
	{ "json", 'j', NULL, 0, "Answer in JSON", 0 },
	{ "netns", 'n', "NETNS", 0,
	  "Act in this network namespace: a name of \"ip netns\", or the id of a process in it", 0 },
	{ 0 },
};

/* Commands that have nothing to do with a namespace. */
static const struct argp_option json_options[] = {
	{ "json", 'j', NULL, 0, "Answer in JSON", 0 },
	{ 0 },
};

static const struct argp_option dry_run_options[] = {
	{ "dry-run", KEY_DRY_RUN, NULL, 0, "Say what would change, and change nothing", 0 },
	{ 0 },
};

static const struct argp_option revoke_options[] = {
	{ "revoke", KEY_REVOKE, NULL, 0,
	  "Then end those live connections that the policy would not admit any more, and say which it cannot", 0 },
	{ 0 },
};

static const struct argp_option policy_options[] = {
	{ "policy", KEY_POLICY, "FILE", 0,
	  "Answer on this file, laid over the built-in policy, instead of on what is in force; "
	  "- is standard input", 0 },
	{ 0 },
};

static const struct argp_option trial_options[] = {
	{ "trial", KEY_TRIAL, "TIME", 0,
	  "Put it on trial: unless \"ogctl trial keep\" is said within TIME (120, 90s, 2m, 1h), the "
	  "kernel puts the old policy back", 0 },
	{ "wait", KEY_WAIT, NULL, 0,
	  "Wait for the end of the trial, also where there is no terminal", 0 },
	{ "save", KEY_SAVE, NULL, 0, "Then write it to disk too, for the next start", 0 },
	{ 0 },
};

static const struct argp_option force_options[] = {
	{ "force", KEY_FORCE, NULL, 0, "Do it although it would lock you out of ssh", 0 },
	{ 0 },
};

static error_t parse_shared(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case 'j':
		options->json = true;
		return 0;
	case 'n':
		options->netns = arg;
		return 0;
	case KEY_DRY_RUN:
		options->dry_run = true;
		return 0;
	case KEY_REVOKE:
		options->revoke = true;
		return 0;
	case KEY_POLICY:
		options->policy = arg;
		return 0;
	case KEY_TRIAL:
		if (!duration_parse(arg, &options->trial))
			argp_error(state, "--trial takes seconds, or a time such as 90s, 2m, 1h, 7d, which is the longest; "
				   "not \"%s\"", arg);
		return 0;
	case KEY_WAIT:
		options->wait = true;
		return 0;
	case KEY_FORCE:
		options->force = true;
		return 0;
	case KEY_SAVE:
		options->save = true;
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp common_argp = { common_options, parse_shared, NULL, NULL, NULL, NULL, NULL };
static const struct argp json_argp = { json_options, parse_shared, NULL, NULL, NULL, NULL, NULL };
static const struct argp dry_run_argp = { dry_run_options, parse_shared, NULL, NULL, NULL, NULL, NULL };
static const struct argp trial_argp = { trial_options, parse_shared, NULL, NULL, NULL, NULL, NULL };
static const struct argp force_argp = { force_options, parse_shared, NULL, NULL, NULL, NULL, NULL };
static const struct argp revoke_argp = { revoke_options, parse_shared, NULL, NULL, NULL, NULL, NULL };
static const struct argp policy_argp = { policy_options, parse_shared, NULL, NULL, NULL, NULL, NULL };

struct before {
	struct options *options;
	int verb;		/* index in argv; argc: none */
};

static error_t parse_before(int key, char *arg, struct argp_state *state)
{
	struct before *before = state->input;

	(void)arg;
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = before->options;
		state->child_inputs[1] = before->options;
		return 0;
	case ARGP_KEY_ARG:
		/* All behind the command is the command's. */
		before->verb = state->next - 1;
		state->next = state->argc;
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

/* argp takes the text over and frees it. */
static char *help_before(int key, const char *text, void *input)
{
	char *help;
	size_t size, i;
	FILE *out;

	(void)input;
	if (key != ARGP_KEY_HELP_PRE_DOC)
		return (char *)text;
	out = open_text(&help, &size);
	fprintf(out, "%s\nCommands:\n", text);
	for (i = 0; commands[i]; i++)
		fprintf(out, "  %-9s %s\n", commands[i]->name, commands[i]->summary);
	fputs("\nNo command is the same as \"status\". \"ogctl COMMAND --help\" says more of each.\n"
	      "\nOptions:", out);
	close_text(out);
	return help;
}

int options_before(int argc, char **argv, struct options *options)
{
	static const struct argp_child children[] = {
		{ &common_argp, 0, NULL, 0 }, { &dry_run_argp, 0, NULL, 0 }, { 0 },
	};
	static const struct argp argp = {
		.parser = parse_before,
		.args_doc = "[COMMAND [ARGUMENT...]]",
		.doc = "The gate of a mail-proxy gateway: an allow-list of ports in the kernel.\n"
		       "ogctl shows it, answers questions about it, and changes it.\n"
		       "\v"
		       "Examples:\n"
		       "  ogctl                                 what is in force, and what it did\n"
		       "  ogctl allow imap 8443/tcp             on both chains\n"
		       "  ogctl deny --chain input pop3         no longer to the gateway itself\n"
		       "  ogctl test --to 203.0.113.5 --dport imap\n"
		       "  ogctl audit on --for 1h               let all pass, and see what is used\n"
		       "  ogctl --dry-run apply my.policy       what would that change?\n"
		       "  ogctl apply --trial 120 my.policy     back by itself, unless it is kept\n"
		       "\n"
		       "Exit status: 0 yes, done; 1 no (would drop, differs); 2 usage; 3 module "
		       "absent, not permitted, or of another version; 4 a policy does not parse; 5 refused, for "
		       "it would lock you out; 6 what was on trial is not in force any more.",
		.children = children,
		.help_filter = help_before,
	};
	struct before before = { options, argc };

	argp_err_exit_status = EXIT_USAGE;
	setenv("ARGP_HELP_FMT", "no-dup-args-note", 0);
	argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, &before);
	return before.verb;
}

struct after {
	const struct command *command;
	struct options *options;
	unsigned int shared;	/* children that fill in options; the next is the command's */
};

static void take_args(struct after *after, struct argp_state *state, int count)
{
	const struct command *command = after->command;

	if (count < command->min_args)
		argp_error(state, "it needs %s", command->args);
	if (count > command->max_args)
		argp_error(state, "\"%s\" is one argument too many",
			   state->argv[state->argc - count + command->max_args]);
	after->options->argc = count;
	after->options->argv = state->argv + state->argc - count;
}

static error_t parse_after(int key, char *arg, struct argp_state *state)
{
	struct after *after = state->input;
	unsigned int i;

	(void)arg;
	switch (key) {
	case ARGP_KEY_INIT:
		for (i = 0; i < after->shared; i++)
			state->child_inputs[i] = after->options;
		if (after->command->own)
			state->child_inputs[i] = after->command->own_input;
		return 0;
	case ARGP_KEY_ARGS:
		take_args(after, state, state->argc - state->next);
		return 0;
	case ARGP_KEY_NO_ARGS:
		take_args(after, state, 0);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static char *joined(const char *a, const char *between, const char *b)
{
	char *text;

	text = need_text("%s%s%s", a, between, b);
	return text;
}

void options_after(const struct command *command, int argc, char **argv,
		   struct options *options)
{
	struct argp_child children[8] = { 0 };
	struct after after = { command, options, 0 };
	struct argp argp = {
		.parser = parse_after, .args_doc = command->args, .children = children,
	};
	char *name = joined("ogctl", " ", argv[0]), *verb = argv[0];
	char *doc = joined(command->summary, "\v", command->details);

	children[after.shared++].argp =
		command->takes & TAKES_NO_NETNS ? &json_argp : &common_argp;
	if (command->takes & TAKES_DRY_RUN)
		children[after.shared++].argp = &dry_run_argp;
	if (command->takes & TAKES_REVOKE)
		children[after.shared++].argp = &revoke_argp;
	if (command->takes & TAKES_POLICY)
		children[after.shared++].argp = &policy_argp;
	if (command->takes & TAKES_TRIAL)
		children[after.shared++].argp = &trial_argp;
	if (command->takes & (TAKES_TRIAL | TAKES_FORCE))
		children[after.shared++].argp = &force_argp;
	children[after.shared].argp = command->own;

	argp.doc = doc;
	argv[0] = name;		/* as messages begin */
	argp_parse(&argp, argc, argv, 0, NULL, &after);
	if (options->dry_run && !(command->takes & TAKES_DRY_RUN)) {
		fprintf(stderr, "%s: --dry-run: this command takes none\n", name);
		exit(EXIT_USAGE);
	}
	if (options->netns && command->takes & TAKES_NO_NETNS) {
		fprintf(stderr, "%s: -n: it looks at no namespace\n", name);
		exit(EXIT_USAGE);
	}
	argv[0] = verb;
	free(name);
	free(doc);
}
