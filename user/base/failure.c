// SPDX-License-Identifier: GPL-2.0-only
#include "failure.h"
#include "json_answer.h"
#include "need.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define UNSAID	"what went wrong is said on standard error"

static struct {
	pid_t process;		/* not of one that it began */
	char *said;
	size_t size;
	FILE *record;		/* of what was said */
} failure;

/* "-j", "--json" and its beginnings, wherever it stands: argp stops at the first mistake. */
static bool asks_for_json(const char *argument)
{
	static const char json[] = "--json";

	return !strncmp(argument, "-j", 2) ||
	       (strlen(argument) > 2 && !strncmp(argument, json, strlen(argument)));
}

static ssize_t say_and_keep(void *to, const char *text, size_t size)
{
	size_t done = 0;
	ssize_t written;

	(void)to;
	fwrite(text, 1, size, failure.record);
	while (done < size) {
		written = write(STDERR_FILENO, text + done, size - done);
		if (written < 0 && errno != EINTR)
			break;
		done += written < 0 ? 0 : written;
	}
	/* A stderr that is closed is no reason to say less on stdout. */
	return size;
}

/* Behind "ogctl: " and "ogctl test: ", by which path it was called. */
static const char *without_name(const char *line)
{
	static const char name[] = "ogctl";
	const char *colon = strstr(line, ": "), *at;

	for (at = line; colon && at < colon; at++)
		if ((at == line || at[-1] == '/') && !strncmp(at, name, strlen(name)) &&
		    strspn(at, "abcdefghijklmnopqrstuvwxyz ") == (size_t)(colon - at))
			return colon + 2;
	return line;
}

/* The sentences: neither the lines that they point into, nor where to read more. */
static char *sentences(char *said)
{
	char *text, *line;
	size_t size;
	FILE *out = open_text(&text, &size);

	while ((line = strsep(&said, "\n"))) {
		if (!*line || *line == ' ' || !strncmp(line, "Try `", 5))
			continue;
		fprintf(out, "%s%s", ftell(out) ? "\n" : "", without_name(line));
	}
	close_text(out);
	return text;
}

static void answer(int status, void *unused)
{
	json_t *object, *error;
	char *text;

	(void)unused;
	if (!status || json_is_answered() || getpid() != failure.process)
		return;
	(void)fflush(failure.record);
	text = sentences(failure.said);
	error = json_object();
	json_object_set_new(error, "exit", json_integer(status));
	json_object_set_new(error, "text", json_text(*text ? text : UNSAID));
	object = json_answer();
	json_object_set_new(object, "error", error);
	json_print(object);
	(void)fflush(stdout);
	free(text);
}

void failure_watch(int argc, char **argv)
{
	const cookie_io_functions_t tee = { .write = say_and_keep };
	int i;

	for (i = 1; i < argc && !asks_for_json(argv[i]); i++)
		if (!strcmp(argv[i], "--"))
			return;
	if (i >= argc)
		return;
	failure.process = getpid();
	failure.record = open_text(&failure.said, &failure.size);
	if (on_exit(answer, NULL))
		abort();
	/* A variable in glibc, so that argp and getopt speak to it too. */
	stderr = fopencookie(NULL, "w", tee);
	if (!stderr)
		abort();
	(void)setvbuf(stderr, NULL, _IONBF, 0);
}
