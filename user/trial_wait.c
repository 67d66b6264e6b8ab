// SPDX-License-Identifier: GPL-2.0-only
#include "trial_wait.h"
#include "duration.h"
#include "fast_follow.h"
#include "guard.h"
#include "out.h"

#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define LOOK_NS		200000000L	/* so often, while waiting */
#define CLEAR_LINE	"\r\033[K"

static volatile sig_atomic_t interrupted;

static void interrupt(int signal)
{
	(void)signal;
	interrupted = 1;
}

const char *trial_command(const struct options *options, const char *verb)
{
	static char text[256];

	snprintf(text, sizeof(text), "%sogctl %s%s%strial %s", getenv("SUDO_USER") ? "sudo " : "",
		 options->netns ? "-n " : "", options->netns ? options->netns : "",
		 options->netns ? " " : "", verb);
	return text;
}

bool trial_is_audit(const struct guard_trial *trial, const struct og_policy *now)
{
	return trial->running && now->mode == OG_MODE_AUDIT && trial->back.mode != OG_MODE_AUDIT;
}

/* Short: a terminal may be 80 columns wide and far away, so a line is drawn once a second. */
static void draw(const struct options *options, const struct guard_trial *trial, bool audit)
{
	char left[DURATION_SIZE];

	duration_text(trial->left, left);
	if (audit)
		fprintf(stderr, CLEAR_LINE "  the audit ends in %s", left);
	else
		fprintf(stderr, CLEAR_LINE "  back in %s. Open a NEW connection: %s", left,
			trial_command(options, "keep"));
	fflush(stderr);
}

/* 0: it has ended; negative errno. Or we were interrupted. */
static int watch(const struct options *options, struct guard_trial *trial, bool drawn, bool audit)
{
	struct sigaction catch = { .sa_handler = interrupt }, before;
	const struct timespec pause = { .tv_nsec = LOOK_NS };
	unsigned int shown = 0;
	int error;

	sigaction(SIGINT, &catch, &before);
	while (!(error = guard_read_trial(trial)) && trial->running && !interrupted) {
		if (drawn && trial->left != shown)
			draw(options, trial, audit);
		shown = trial->left;
		nanosleep(&pause, NULL);
	}
	sigaction(SIGINT, &before, NULL);
	if (drawn)
		fputs(CLEAR_LINE, stderr);
	return error;
}

static void say_how(const struct options *options, const struct guard_trial *trial, bool audit)
{
	char left[DURATION_SIZE];

	duration_text(trial->left, left);
	if (audit) {
		note("an audit for %s: then the old policy comes back by itself; at once with \"%s\"",
		     left, trial_command(options, "revert"));
		return;
	}
	note("on trial for %s: then the kernel puts the old policy back, unless you open a NEW "
	     "connection and say there", left);
	fprintf(stderr, "    %s\n", trial_command(options, "keep"));
}

static int say_end(const struct options *options, const struct guard_trial *trial, bool audit, int error)
{
	char left[DURATION_SIZE];

	if (error)
		return guard_complain(error, "look at the trial");
	if (trial->running) {
		note("the %s goes on, %s are left; \"%s\" ends it at once", audit ? "audit" : "trial",
		     duration_text(trial->left, left), trial_command(options, "revert"));
		return EXIT_YES;
	}
	if (!strcmp(trial->last, "kept")) {
		note("kept: the policy stays");
		return EXIT_YES;
	}
	/* A fast path is in line again before anything is said. */
	fast_follow_change();
	if (audit)
		note("the audit has ended: the old policy is back");
	else if (!strcmp(trial->last, "reverted"))
		complain("reverted: the old policy is back");
	else
		complain("nobody kept it in time: the kernel put the old policy back");
	return EXIT_REVERTED;
}

int trial_follow(const struct options *options, bool audit)
{
	struct guard_trial *trial = need(sizeof(*trial));
	bool terminal = isatty(STDOUT_FILENO) && isatty(STDERR_FILENO) && !options->json;
	int error = guard_read_trial(trial), code = EXIT_YES;

	fflush(stdout);
	if (!error && trial->running)
		say_how(options, trial, audit);
	if (!error && (options->wait || (terminal && !audit)))
		error = watch(options, trial, terminal, audit);
	if (error || !trial->running || interrupted)
		code = say_end(options, trial, audit, error);
	free(trial);
	return code;
}
