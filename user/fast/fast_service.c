// SPDX-License-Identifier: GPL-2.0-only
#include "fast_service.h"
#include "base/durable_file.h"
#include "base/need.h"
#include "base/out.h"
#include "base/program.h"
#include "base/request.h"
#include "base/system_file.h"
#include "fast_watch.h"
#include "machine/netns.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define UNIT	"outlook-guard-fast.service"
#define RUN	"/run/outlook-guard"
#define DEVICES	RUN "/fast-devices"	/* the unit reads it as its environment, until the next start of the machine */

static bool is_there(void)
{
	static const char *const units[] = { "/usr/lib/systemd/system/" UNIT, "/usr/local/lib/systemd/system/" UNIT };
	size_t i;

	if (system_is_elsewhere() || access("/run/systemd/system", F_OK) || netns_of("self") != netns_of("1"))
		return false;
	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (!access(units[i], F_OK))
			return true;
	return false;
}

static int write_devices(const struct fast_devices *devices)
{
	char *names = fast_devices_text(devices), *text = need_text("FAST_DEVICES=%s\n", names);
	int error = mkdir(RUN, 0755) && errno != EEXIST ? -errno :
		    durable_file_write(DEVICES, text, strlen(text), 0644);

	free(text);
	free(names);
	return error;
}

static int start(const struct fast_devices *devices)
{
	static const char *const arguments[] = { "restart", UNIT, NULL };
	struct program_answer answer;
	int error = write_devices(devices);

	if (error) {
		complain("could not write " DEVICES ": %s", strerror(-error));
		return EXIT_MODULE;
	}
	program_run("systemctl", &answer, "", arguments);
	error = answer.status;
	program_release(&answer);
	if (!error)
		return 0;
	complain(UNIT " did not begin; why: journalctl -n 20 -u " UNIT);
	return EXIT_MODULE;
}

int fast_begin(const char *netns, const struct fast_devices *devices)
{
	return !netns && is_there() ? start(devices) : fast_watch_start(netns, devices);
}
