// SPDX-License-Identifier: GPL-2.0-only
#include "who.h"
#include "base/system_file.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NOBODY	0xffffffffu	/* (uid_t)-1: not logged in, see proc_pid_loginuid(5) */

/* Who logged in, as the kernel keeps it for every process since; NOBODY: no login, as in a container. */
static unsigned int login_user(void)
{
	char *path = system_path("/proc/self/loginuid");
	FILE *file = fopen(path, "re");
	unsigned int uid = NOBODY;

	free(path);
	if (!file)
		return NOBODY;
	if (fscanf(file, "%u", &uid) != 1)
		uid = NOBODY;
	(void)fclose(file);
	return uid;
}

void who_find(struct who *who)
{
	const char *sudo = getenv("SUDO_USER"), *name;
	unsigned int login = login_user(), uid = login == NOBODY ? getuid() : login;
	struct passwd *user = getpwuid(uid);
	char number[16];

	*who = (struct who){ .by = login != NOBODY ? WHO_LOGIN : sudo && *sudo ? WHO_SUDO : WHO_PROCESS };
	snprintf(number, sizeof(number), "%u", uid);
	name = user ? user->pw_name : number;
	if (!sudo || !*sudo) {
		snprintf(who->user, sizeof(who->user), "%s", name);
	} else if (login == NOBODY) {
		snprintf(who->user, sizeof(who->user), "%s", sudo);
	} else {
		snprintf(who->user, sizeof(who->user), "%s", name);
		if (strcmp(sudo, name))
			snprintf(who->sudo, sizeof(who->sudo), "%s", sudo);
	}
}
