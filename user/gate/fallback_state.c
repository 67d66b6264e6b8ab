// SPDX-License-Identifier: GPL-2.0-only
#include "fallback_state.h"
#include "base/durable_file.h"
#include "base/need.h"
#include "base/system_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER	"/run/outlook-guard"
#define FILE_AT	FOLDER "/fallback"

static void take_line(struct fallback_state *state, char *line)
{
	char *rest, *name = strtok_r(line, " ", &rest), *word = strtok_r(NULL, " ", &rest);

	if (!name || !word)
		return;
	if (!strcmp(name, "holder"))
		state->holder = strtol(word, NULL, 10);
	else if (!strcmp(name, "policy"))
		snprintf(state->policy, sizeof(state->policy), "%s", word);
	else if (!strcmp(name, "rules"))
		snprintf(state->rules, sizeof(state->rules), "%s", word);
	else if (!strcmp(name, "owner"))
		snprintf(state->owner, sizeof(state->owner), "%s", word);
}

int fallback_state_read(struct fallback_state *state)
{
	char *text, *line, *rest;
	size_t size;
	int error = system_read_file(FILE_AT, &text, &size);

	*state = (struct fallback_state){ 0 };
	if (error)
		return error;
	for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		take_line(state, line);
	free(text);
	return 0;
}

int fallback_state_write(const struct fallback_state *state)
{
	char *folder = system_path(FOLDER), *path = system_path(FILE_AT);
	char *text = need_text("holder %d\npolicy %s\nrules %s\nowner %s\n", (int)state->holder, state->policy,
			       state->rules, state->owner);
	int error = mkdir(folder, 0755) && errno != EEXIST ? -errno : durable_file_write(path, text, strlen(text), 0644);

	free(folder);
	free(path);
	free(text);
	return error;
}

void fallback_state_forget(void)
{
	char *path = system_path(FILE_AT);

	unlink(path);
	free(path);
}

bool fallback_state_held(const struct fallback_state *state)
{
	char path[48], *name;
	size_t size;
	bool same;

	snprintf(path, sizeof(path), "/proc/%d/comm", (int)state->holder);
	if (system_read_file(path, &name, &size))
		return false;
	same = !strcmp(name, FALLBACK_HOLDER "\n");
	free(name);
	return same;
}
