// SPDX-License-Identifier: GPL-2.0-only
#include "trial_file.h"
#include "base/need.h"
#include "base/system_file.h"
#include "policy/policy_text.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define TRIAL	OG_PROC_NET "/" OG_PROC_TRIAL
#define BACK	"back "

/* "ended 3 kept expired reverted": how many, and how, the newest first. */
static void take_ends(const char *line, struct module_trial *trial)
{
	int length, i;

	if (sscanf(line, "ended %" SCNu8 "%n", &trial->ended, &length) != 1)
		return;
	for (i = 0; i < (int)TRIAL_ENDS; i++) {
		line += length;
		if (sscanf(line, "%15s%n", trial->ends[i], &length) != 1)
			break;
	}
}

static void take_line(const char *line, struct module_trial *trial, FILE *back)
{
	char word[16];

	if (!strncmp(line, BACK, strlen(BACK)))
		fprintf(back, "%s\n", line + strlen(BACK));
	else if (sscanf(line, "state %15s", word) == 1)
		trial->running = !strcmp(word, "running");
	else if (sscanf(line, "last %15s", word) == 1)
		snprintf(trial->last, sizeof(trial->last), "%s", word);
	else if (!strncmp(line, "ended ", 6))
		take_ends(line, trial);
	else if (sscanf(line, "begun %" SCNu16, &trial->begun) != 1 &&
		 sscanf(line, "seconds %u", &trial->seconds) != 1 &&
		 sscanf(line, "left %u", &trial->left) != 1 &&
		 sscanf(line, "elapsed_ms %" SCNu64, &trial->elapsed_ms) != 1)
		(void)sscanf(line, "generation %" SCNu64, &trial->generation);
}

static bool take_back(const char *text, size_t size, struct og_policy *policy)
{
	const struct source source = { .text = (char *)text, .size = size };
	struct og_error error;

	return policy_lay(&source, policy, &error);
}

int module_parse_trial(const char *text, struct module_trial *trial)
{
	char *lines = need_copy(text), *line, *rest, *back;
	size_t size;
	FILE *out = open_text(&back, &size);
	bool good;

	memset(trial, 0, sizeof(*trial));
	for (line = strtok_r(lines, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		take_line(line, trial, out);
	close_text(out);
	good = *trial->last && (!trial->running || take_back(back, size, &trial->back));
	free(back);
	free(lines);
	return good ? 0 : -EPROTO;
}

const char *module_trial_end(const struct module_trial *trial, u8 ended)
{
	u8 since = trial->ended - ended;

	if (!since)
		return trial->last;
	return since <= TRIAL_ENDS ? trial->ends[since - 1] : "";
}

int module_read_trial(struct module_trial *trial)
{
	char *text;
	size_t size;
	int error = system_read_file(TRIAL, &text, &size);
	struct timespec now;

	if (error)
		return error;
	clock_gettime(CLOCK_BOOTTIME, &now);
	error = module_parse_trial(text, trial);
	trial->read_ms = now.tv_sec * 1000ull + now.tv_nsec / 1000000;
	free(text);
	return error;
}

static int say(const char *word)
{
	return system_write_file(TRIAL, word, strlen(word), NULL);
}

int module_keep_trial(void)
{
	return say("keep\n");
}

int module_revert_trial(void)
{
	return say("revert\n");
}
