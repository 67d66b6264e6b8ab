// SPDX-License-Identifier: GPL-2.0-only
#include "base/need.h"
#include "base/out.h"
#include "base/shown.h"
#include "base/system_file.h"
#include "history.h"
#include "history_folder.h"
#include "journal/own_command.h"
#include "journal/who.h"
#include "policy/policy_text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define UNFINISHED	".new"

static void put_line(FILE *out, const char *label, const char *name)
{
	fprintf(out, "# %s ", label);
	/* What stands in a line of comment ends no line, whoever wrote it. */
	shown_put_line(out, name);
	fputc('\n', out);
}

static void put_user(FILE *out)
{
	struct who who;

	who_find(&who);
	put_line(out, "user", who.user);
	if (*who.sudo)
		put_line(out, "sudo", who.sudo);
}

static char *entry_text(const struct history_change *change, const struct og_policy *policy,
			size_t *size)
{
	char *text, *lines = policy_text(policy), when[32];
	FILE *out = open_text(&text, size);
	time_t now = time(NULL);

	(void)strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", gmtime(&now));
	fprintf(out, "# A policy that ogctl applied; \"ogctl history\" lists them.\n"
		"# kind %s\n# time %s\n", history_kind_name(change->kind), when);
	if (change->kind != HISTORY_FOUND) {
		put_user(out);
		if (change->connection->state != CONNECTION_NONE)
			fprintf(out, "# connection %s\n", change->connection->text);
		fputs("# command ", out);
		own_command_put(out);
		fputc('\n', out);
	}
	if (change->trial)
		fprintf(out, "# trial %u\n", change->trial);
	fprintf(out, "# generation %llu\n", change->generation);
	fputs(lines, out);
	free(lines);
	close_text(out);
	return text;
}

static int write_all(int fd, const char *text, size_t size)
{
	ssize_t done;

	for (; size; text += done, size -= done) {
		done = write(fd, text, size);
		if (done < 0)
			return -errno;
	}
	return fsync(fd) ? -errno : 0;
}

/* Whole or not at all, whatever ends us meanwhile. */
static int put_entry(int folder, const struct history_change *change,
		     const struct og_policy *policy, unsigned int number)
{
	char name[32], *text;
	int fd = openat(folder, UNFINISHED, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
			0600), error;
	size_t size;

	if (fd < 0)
		return -errno;
	text = entry_text(change, policy, &size);
	error = write_all(fd, text, size);
	free(text);
	close(fd);
	snprintf(name, sizeof(name), "%06u.policy", number);
	if (!error && renameat(folder, UNFINISHED, folder, name))
		error = -errno;
	if (!error && fsync(folder))
		error = -errno;
	if (error)
		unlinkat(folder, UNFINISHED, 0);
	return error;
}

/* Whether the newest entry, or the newest that held, says the same as what was in force. */
static bool is_known(const struct history *history, const struct og_policy *before)
{
	struct og_policy *policy = need(sizeof(*policy));
	bool known = false;
	size_t i;

	for (i = history->count; i-- && !known;) {
		known = history_policy(&history->entries[i], policy) &&
			og_policy_equal(policy, before);
		if (history->entries[i].kind != HISTORY_TRIAL)
			break;
	}
	free(policy);
	return known;
}

static void forget_oldest(const struct history *history, size_t more)
{
	size_t i;

	for (i = 0; i < history->count && history->count + more > HISTORY_MAX + i; i++)
		unlink(history->entries[i].path);
}

static int record(int folder, const struct history_change *change)
{
	struct history_change found = *change;
	struct history history;
	unsigned int next = 1;
	size_t more = 1;
	int error = history_load(&history);

	if (error)
		return error;
	if (history.count)
		next = history.entries[history.count - 1].number + 1;
	if (change->before && !is_known(&history, change->before)) {
		found.kind = HISTORY_FOUND;
		found.trial = 0;
		found.generation--;
		error = put_entry(folder, &found, change->before, next++);
		more++;
	}
	if (!error)
		error = put_entry(folder, change, change->after, next);
	if (!error)
		forget_oldest(&history, more);
	history_free(&history);
	return error;
}

void history_record(const struct history_change *change)
{
	char *path = history_folder();
	int folder = -1, error;

	history_tell(change);
	if (!path)
		return;
	history_hold();
	error = history_folder_make(path);
	if (!error) {
		folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (folder < 0)
			error = -errno;
	}
	if (!error)
		error = record(folder, change);
	if (error)
		note("it could not be written into the history, %s: %s", path, strerror(-error));
	if (folder >= 0)
		close(folder);
	history_let_go();
	free(path);
}
