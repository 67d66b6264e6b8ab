// SPDX-License-Identifier: GPL-2.0-only
/* How transactions end, and loads that are refused. */
#include "driver.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "outlook_guard.h"

static void say(const char *what, bool good, struct count *count)
{
	printf("%s: %s\n", good ? "ok" : "FAIL", what);
	count->passed += good;
	count->failed += !good;
}

/* A process of its own writes and goes without closing its file: by a signal, or by itself. */
static void write_and_go(const char *text, bool killed)
{
	int fd, status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid) {
		waitpid(pid, &status, 0);
		return;
	}
	fd = open(OG_PROC_LINK, O_WRONLY);
	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text))
		_exit(1);
	if (killed)
		raise(SIGKILL);
	_exit(0);
}

static void refused_load(const char *parameters, struct count *count)
{
	static struct state before, after;
	char what[128];
	int err;

	guard_state(&before);
	err = guard_load(parameters, 0);
	guard_state(&after);
	snprintf(what, sizeof(what), "load is refused with %s", parameters);
	say(what, err == -EINVAL && !after.module && !after.link &&
		  !strcmp(before.hooks, after.hooks), count);
}

void manners_absent(struct count *count)
{
	refused_load("policy=bogus", count);
	refused_load("policy=\"+443/tcp; 70000/tcp\"", count);
	refused_load("policy=\"+443/tcp; trial 30\"", count);
}

void manners_loaded(struct count *count)
{
	static struct state before, after;

	guard_state(&before);
	write_and_go("none\n", true);
	guard_state(&after);
	say("a writer that is killed publishes nothing",
	    !strcmp(before.policy, after.policy) && !strcmp(before.hooks, after.hooks), count);
	write_and_go("none\n", false);
	guard_state(&after);
	say("a writer that exits has written to the end",
	    strstr(after.policy, "\ninput none\nforward none\n"), count);
	say("reset", !guard_write("reset\n"), count);
	guard_state(&after);
	say("everything is as it was",
	    !strcmp(before.policy, after.policy) && !strcmp(before.hooks, after.hooks), count);
}
