// SPDX-License-Identifier: GPL-2.0-only
#include "journal.h"
#include "base/letters.h"
#include "base/need.h"
#include "base/out.h"
#include "base/shown.h"
#include "change_words.h"
#include "journal_send.h"
#include "machine/netns.h"
#include "origin.h"
#include "outlook_guard.h"
#include "own_command.h"
#include "text.h"
#include "who.h"

#include <errno.h>
#include <stdlib.h>
#include <syslog.h>
#include <unistd.h>

#define CHANGE_COLUMNS	500	/* of MESSAGE; all of it is in OG_CHANGE */

/* All that a line tells, each on one line, and none of it able to move a terminal. */
struct line {
	const struct journal_event *event;
	const struct journal_words *words;
	struct who who;
	struct origin origin;
	char *netns;		/* NULL: the first */
	char *change, *command, *message;
};

/* Free it. */
static char *on_one_line(const char *text)
{
	size_t size;
	char *line;
	FILE *out = open_text(&line, &size);

	shown_put_line(out, text);
	close_text(out);
	return line;
}

/* A name is a word: what would end it, and let the rest of it say from where, becomes a '?'. */
static void make_word(char *name)
{
	char *line = on_one_line(name), *c;

	for (c = line; *c; c++)
		if (!(*c & 0x80) && !letter_is(*c) && !letter_is_digit(*c) && !strchr("._-$@+\\", *c))
			*c = '?';
	memcpy(name, line, strlen(line) + 1);
	free(line);
}

static char *where_we_are(void)
{
	ino_t ours = netns_of("self"), first = netns_of("1");
	char *name, *line;

	if (ours == first || !first)
		return NULL;
	name = netns_name(ours);
	if (!name)
		return need_text("net:[%lu]", (unsigned long)ours);
	line = on_one_line(name);
	free(name);
	return line;
}

static char *all_that_changed(const struct journal_event *event)
{
	char *words, *line;

	if (!event->before || !event->after)
		return on_one_line(event->what ? event->what : "");
	words = change_words(event->before, event->after);
	line = on_one_line(words);
	free(words);
	return line;
}

static char *the_command(void)
{
	size_t size;
	char *line;
	FILE *out = open_text(&line, &size);

	own_command_put(out);
	close_text(out);
	return line;
}

static void put_subject(FILE *out, const struct line *line)
{
	fprintf(out, "%s%s%s", line->who.user, *line->who.sudo ? " as " : "", line->who.sudo);
	switch (line->origin.kind) {
	case ORIGIN_SSH:
		fprintf(out, " from %s", line->origin.from);
		break;
	case ORIGIN_UNPROVED:
		fprintf(out, " (unproved: from %s)", line->origin.from);
		break;
	case ORIGIN_CONSOLE:
		fputs(" at the console", out);
		break;
	case ORIGIN_NONE:
		if (line->who.by == WHO_PROCESS)
			fputs(" (no login)", out);
		break;
	}
}

/* What others have a say in comes last: it cannot be taken for what stands in front of it. */
static char *the_message(const struct line *line)
{
	size_t size, fits = shown_fit(line->change, CHANGE_COLUMNS);
	char *text;
	FILE *out = open_text(&text, &size);

	put_subject(out, line);
	fprintf(out, " %s", line->words->sentence);
	if (line->event->trial)
		fprintf(out, " for %u s", line->event->trial);
	if (line->netns)
		fprintf(out, " in network namespace %s", line->netns);
	if (line->event->failed)
		fputs(", AND THAT FAILED", out);
	if (*line->change)
		fprintf(out, ": %.*s%s", (int)fits, line->change, line->change[fits] ? " ..." : "");
	fprintf(out, " (%s)", line->command);
	close_text(out);
	return text;
}

static void gather(struct line *line, const struct journal_event *event)
{
	*line = (struct line){ .event = event, .words = journal_words_of(event->kind) };
	who_find(&line->who);
	make_word(line->who.user);
	make_word(line->who.sudo);
	origin_find(&line->origin);
	line->netns = where_we_are();
	line->change = all_that_changed(event);
	line->command = the_command();
	line->message = the_message(line);
}

static void let_go(struct line *line)
{
	free(line->netns);
	free(line->change);
	free(line->command);
	free(line->message);
}

static void put_who(FILE *out, const struct line *line)
{
	static const char *const by[] = {
		[WHO_LOGIN] = "login", [WHO_SUDO] = "sudo", [WHO_PROCESS] = "process",
	};
	const struct origin *origin = &line->origin;

	journal_put(out, "OG_USER", line->who.user);
	journal_put(out, "OG_USER_BY", by[line->who.by]);
	if (*line->who.sudo)
		journal_put(out, "OG_SUDO", line->who.sudo);
	journal_put(out, "OG_ORIGIN", origin_name(origin->kind));
	if (origin->kind == ORIGIN_SSH) {
		journal_put(out, "OG_FROM", origin->from);
		journal_put(out, "OG_CONNECTION", origin->connection);
	} else if (origin->kind == ORIGIN_UNPROVED) {
		journal_put(out, "OG_FROM_UNPROVED", origin->from);
	}
}

static void put_what(FILE *out, const struct line *line)
{
	const struct journal_event *event = line->event;

	journal_put(out, "OG_ACTION", line->words->action);
	journal_put(out, "OG_OUTCOME", event->failed ? "failed" : event->kind == JOURNAL_REFUSED ? "refused" : "done");
	if (*line->change)
		journal_put(out, event->kind == JOURNAL_REFUSED ? "OG_REASON" : "OG_CHANGE", line->change);
	if (event->after)
		journal_put(out, "OG_MODE", og_mode_name(event->after->setting[OG_SET_MODE]));
	if (event->trial)
		journal_put_number(out, "OG_TRIAL_SECONDS", event->trial);
	if (event->generation)
		journal_put_number(out, "OG_GENERATION", event->generation);
	if (line->netns)
		journal_put(out, "OG_NETNS", line->netns);
	journal_put(out, "OG_COMMAND", line->command);
	journal_put(out, "OG_VERSION", OG_VERSION);
}

static int priority_of(const struct line *line)
{
	return line->event->failed ? LOG_ERR : line->words->priority;
}

static char *entry_of(const struct line *line, size_t *size)
{
	char *entry;
	FILE *out = open_text(&entry, size);

	journal_put(out, "MESSAGE", line->message);
	journal_put(out, "MESSAGE_ID", line->words->id);
	journal_put_number(out, "PRIORITY", priority_of(line));
	journal_put(out, "SYSLOG_IDENTIFIER", "ogctl");
	journal_put_number(out, "SYSLOG_FACILITY", LOG_FAC(LOG_AUTHPRIV));
	journal_put_number(out, "SYSLOG_PID", getpid());
	put_who(out, line);
	put_what(out, line);
	close_text(out);
	return entry;
}

void journal_tell(const struct journal_event *event)
{
	struct line *line = need(sizeof(*line));
	size_t size;
	char *entry;
	int error;

	gather(line, event);
	entry = entry_of(line, &size);
	error = journal_send(entry, size, priority_of(line), line->message);
	if (error)
		note("it could not be written into the journal: %s", strerror(-error));
	free(entry);
	let_go(line);
	free(line);
}
