// SPDX-License-Identifier: GPL-2.0-only
#include "history.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "history_folder.h"
#include "policy/policy_text.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static const char *const kinds[HISTORY_KINDS] = {
	[HISTORY_CHANGE] = "change", [HISTORY_TRIAL] = "trial", [HISTORY_KEEP] = "keep",
	[HISTORY_REVERT] = "revert", [HISTORY_FOUND] = "found",
};

const char *history_kind_name(enum history_kind kind)
{
	return kinds[kind];
}

/* A line of the comment that a file begins with: "# name value". */
static void take_line(char *line, struct history_entry *entry)
{
	char *name = line + strlen("# "), *value = strchr(name, ' ');
	struct tm when = { 0 };
	unsigned int k;

	line[strcspn(line, "\n")] = '\0';
	if (!value)
		return;
	*value++ = '\0';
	if (!strcmp(name, "user")) {
		snprintf(entry->user, sizeof(entry->user), "%s", value);
	} else if (!strcmp(name, "sudo")) {
		snprintf(entry->sudo, sizeof(entry->sudo), "%s", value);
	} else if (!strcmp(name, "connection")) {
		snprintf(entry->connection, sizeof(entry->connection), "%s", value);
	} else if (!strcmp(name, "command")) {
		snprintf(entry->command, sizeof(entry->command), "%s", value);
	} else if (!strcmp(name, "generation")) {
		entry->generation = strtoull(value, NULL, 10);
	} else if (!strcmp(name, "trial")) {
		entry->trial = strtoul(value, NULL, 10);
	} else if (!strcmp(name, "time") && strptime(value, "%Y-%m-%dT%H:%M:%SZ", &when)) {
		entry->when = timegm(&when);
	} else if (!strcmp(name, "kind")) {
		for (k = 0; k < HISTORY_KINDS; k++)
			if (!strcmp(value, kinds[k]))
				entry->kind = k;
	}
}

static bool read_entry(struct history_entry *entry)
{
	FILE *file = fopen(entry->path, "re");
	char *line = NULL;
	size_t room = 0;

	if (!file)
		return false;
	while (getline(&line, &room, file) > 0 && !strncmp(line, "# ", 2))
		take_line(line, entry);
	free(line);
	(void)fclose(file);
	return true;
}

static bool is_entry(const char *file)
{
	size_t digits = strspn(file, "0123456789");

	return digits && digits < 10 && !strcmp(file + digits, ".policy");
}

static int by_number(const void *a, const void *b)
{
	const struct history_entry *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

static void read_folder(DIR *dir, const char *folder, struct history *history)
{
	struct dirent *found;

	while ((found = readdir(dir))) {
		struct history_entry entry = { 0 };

		if (!is_entry(found->d_name))
			continue;
		entry.number = strtoul(found->d_name, NULL, 10);
		entry.path = need_text("%s/%s", folder, found->d_name);
		if (!read_entry(&entry)) {
			free(entry.path);
			continue;
		}
		history->entries = need_room(history->entries, &history->room, history->count, sizeof(entry));
		history->entries[history->count++] = entry;
	}
	if (history->count)
		qsort(history->entries, history->count, sizeof(*history->entries), by_number);
}

int history_load(struct history *history)
{
	char *folder = history_folder();
	int error = 0;
	DIR *dir;

	*history = (struct history){ 0 };
	if (!folder)
		return -ENODATA;
	dir = opendir(folder);
	if (dir) {
		read_folder(dir, folder, history);
		closedir(dir);
	} else if (errno != ENOENT) {
		error = -errno;
	}
	free(folder);
	return error;
}

int history_read(struct history *history)
{
	int error = history_load(history);

	switch (error) {
	case 0:
		return 0;
	case -ENODATA:
		complain("this network namespace has no history: it has no name that \"ip netns\" knows");
		return EXIT_USAGE;
	case -EACCES:
	case -EPERM:
		complain("not permitted to read the history: run it as root or with sudo");
		return EXIT_MODULE;
	default:
		complain("cannot read the history: %s", strerror(-error));
		return EXIT_MODULE;
	}
}

void history_free(struct history *history)
{
	size_t i;

	for (i = 0; i < history->count; i++)
		free(history->entries[i].path);
	free(history->entries);
	*history = (struct history){ 0 };
}

const struct history_entry *history_find(const struct history *history, unsigned int number)
{
	size_t i;

	for (i = 0; i < history->count; i++)
		if (history->entries[i].number == number)
			return &history->entries[i];
	if (history->count)
		complain("there is no policy %u in the history: it has %u to %u; see \"ogctl history\"",
			 number, history->entries[0].number,
			 history->entries[history->count - 1].number);
	else
		complain("the history is empty: no policy was applied by ogctl here yet");
	return NULL;
}

bool history_policy(const struct history_entry *entry, struct og_policy *policy)
{
	struct source source;
	struct og_error error;
	bool good;

	if (source_read(&source, entry->path))
		return false;
	good = policy_lay(&source, policy, &error);
	source_free(&source);
	return good;
}

const struct history_entry *history_previous(const struct history *history,
					     const struct og_policy *now)
{
	struct og_policy *policy = need(sizeof(*policy));
	const struct history_entry *found = NULL, *entry;
	size_t i;

	for (i = history->count; i-- && !found;) {
		entry = &history->entries[i];
		if (entry->kind != HISTORY_TRIAL && history_policy(entry, policy) &&
		    !og_policy_equal(policy, now))
			found = entry;
	}
	free(policy);
	return found;
}

const char *history_outcome(const struct history *history, const struct history_entry *entry)
{
	const struct history_entry *next, *end = history->entries + history->count;

	if (entry->kind != HISTORY_TRIAL)
		return "";
	for (next = entry + 1; next < end && next->kind != HISTORY_TRIAL; next++) {
		if (next->kind == HISTORY_KEEP)
			return "kept";
		if (next->kind == HISTORY_REVERT)
			return "reverted";
	}
	return "not kept";
}

char *history_path(const char *argument, int *code)
{
	const char *digits = argument + (*argument == '@');
	size_t length = strspn(digits, "0123456789");
	const struct history_entry *entry;
	struct history history;
	char *path = NULL;

	*code = 0;
	if (!length || length > 9 || digits[length])
		return NULL;
	*code = history_read(&history);
	if (*code)
		return NULL;
	entry = history_find(&history, strtoul(digits, NULL, 10));
	if (entry)
		path = need_copy(entry->path);
	else
		*code = EXIT_USAGE;
	history_free(&history);
	return path;
}
