// SPDX-License-Identifier: GPL-2.0-only
#include "trial_wait.h"
#include "base/duration.h"
#include "base/need.h"
#include "base/out.h"
#include "fast/fast_follow.h"
#include "module/complaints.h"
#include "module/in_force.h"
#include "policy/policy_text.h"

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

bool trial_is_audit(const struct module_trial *trial, const struct og_policy *now)
{
	return trial->running && now->setting[OG_SET_MODE] == OG_MODE_AUDIT &&
	       trial->back.setting[OG_SET_MODE] != OG_MODE_AUDIT;
}

static bool on_terminal(const struct options *options)
{
	return isatty(STDOUT_FILENO) && isatty(STDERR_FILENO) && !options->json;
}

/* Short: a terminal may be 80 columns wide and far away, so a line is drawn once a second. */
static void draw(const struct options *options, const struct module_trial *trial, bool audit)
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

/* It is running, and the one that runs is no later one: a trial over another goes on with it, and ends it. */
static bool goes_on(const struct module_trial *trial, u8 ended)
{
	return trial->running && trial->ended == ended;
}

/* 0: it has ended; negative errno. Or we were interrupted. @ended: trials that ended before it. */
static int watch(const struct options *options, struct module_trial *trial, u8 ended, bool audit)
{
	bool drawn = on_terminal(options);
	struct sigaction catch = { .sa_handler = interrupt }, before;
	const struct timespec pause = { .tv_nsec = LOOK_NS };
	unsigned int shown = 0;
	int error;

	sigaction(SIGINT, &catch, &before);
	while (!(error = module_read_trial(trial)) && goes_on(trial, ended) && !interrupted) {
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

static void say_how(const struct options *options, const struct module_trial *trial, bool audit)
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

/* Kept is what was on trial at its end: a change for good may have taken back what ours had put there. */
static int say_kept(const struct trial_watched *watched)
{
	struct og_policy *now = need(sizeof(*now));
	int code = policy_read_live(now);
	bool holds = policy_holds(watched->edit, watched->after, now);

	free(now);
	if (code)
		return code;
	if (holds) {
		note("kept: the policy stays");
		return EXIT_YES;
	}
	complain("kept, but not as it was put on trial: it was changed meanwhile. See \"ogctl show\"");
	return EXIT_NO;
}

static int say_end(const struct trial_watched *watched, const char *how)
{
	if (!strcmp(how, "kept"))
		return say_kept(watched);
	/* A fast path is in line again before anything is said. */
	fast_follow_change();
	if (watched->audit)
		note("the audit has ended: the old policy is back");
	else if (!strcmp(how, "reverted"))
		complain("reverted: the old policy is back");
	else if (!strcmp(how, "expired"))
		complain("nobody kept it in time: the kernel put the old policy back");
	else
		complain("it has ended, and so have others since: how is not known any more. See \"ogctl show\"");
	return EXIT_REVERTED;
}

static int say_that_it_goes_on(const struct options *options, const struct module_trial *trial, bool audit)
{
	char left[DURATION_SIZE];

	note("the %s goes on, %s are left; \"%s\" ends it at once", audit ? "audit" : "trial",
	     duration_text(trial->left, left), trial_command(options, "revert"));
	return EXIT_YES;
}

/* How many had ended before it. Where others came between our looks the next that ends is taken for it. */
static u8 ended_before(const struct trial_watched *watched, const struct module_trial *trial)
{
	const struct module_trial *before = watched->before;

	return trial->running && trial->begun == (u16)(before->begun + 1) ? trial->ended : before->ended;
}

int trial_follow(const struct options *options, const struct trial_watched *watched)
{
	struct module_trial *trial = need(sizeof(*trial));
	int error = module_read_trial(trial), code = EXIT_YES;
	u8 ended = ended_before(watched, trial);

	fflush(stdout);
	if (!error && goes_on(trial, ended))
		say_how(options, trial, watched->audit);
	if (!error && (options->wait || (on_terminal(options) && !watched->audit)))
		error = watch(options, trial, ended, watched->audit);
	if (error)
		code = module_complain(error, "look at the trial");
	else if (!goes_on(trial, ended))
		code = say_end(watched, module_trial_end(trial, ended));
	else if (interrupted)
		code = say_that_it_goes_on(options, trial, watched->audit);
	free(trial);
	return code;
}
