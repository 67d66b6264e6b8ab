// SPDX-License-Identifier: GPL-2.0-only
#include "base/clock.h"
#include "base/json_answer.h"
#include "base/out.h"
#include "base/request.h"
#include "base/shown.h"
#include "command.h"
#include "module/complaints.h"
#include "watch/monitor.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define KEY_COUNT	0x5100
#define PERIOD_MS	1000

static unsigned long count_wanted;	/* 0: no end */

static const struct argp_option options_list[] = {
	{ "count", KEY_COUNT, "N", 0, "End after N seconds", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	char *end;

	if (key != KEY_COUNT)
		return ARGP_ERR_UNKNOWN;
	errno = 0;
	count_wanted = strtoul(arg, &end, 10);
	if (errno || *end || *arg == '-' || !count_wanted || count_wanted > 1000000000)
		argp_error(state, "--count takes a number from 1 on, not \"%s\"", arg);
	return 0;
}

static const struct argp own_argp = { options_list, parse, NULL, NULL, NULL, NULL, NULL };

static volatile sig_atomic_t told_to_stop;

static void stop(int number)
{
	(void)number;
	told_to_stop = 1;
}

static void catch_signals(void)
{
	const struct sigaction action = { .sa_handler = stop };

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
}

/* The two looks that rates are made of; the older becomes the newer. */
struct looks {
	struct sample before, now;
};

static int look_again(struct looks *looks)
{
	sample_release(&looks->before);
	looks->before = looks->now;
	return sample_take(&looks->now);
}

static void wait_until(u64 ms)
{
	u64 now = clock_ms();
	struct timespec rest;

	if (now >= ms)
		return;
	rest = (struct timespec){ (ms - now) / 1000, (ms - now) % 1000 * 1000000 };
	nanosleep(&rest, NULL);
}

static int print_lines(struct looks *looks)
{
	u64 next = looks->now.ms;
	unsigned long lines = 0;
	int error = 0;

	while (!error && (!count_wanted || lines < count_wanted)) {
		next += PERIOD_MS;
		while (!told_to_stop && clock_ms() < next)
			wait_until(next);
		if (told_to_stop)
			break;
		error = look_again(looks);
		if (error)
			break;
		json_print_line(monitor_json(&looks->before, &looks->now));
		lines++;
		/* Whoever reads it has gone. */
		if (fflush(stdout))
			break;
	}
	return error;
}

static void put_line(void *to, int row, const char *text)
{
	(void)to;
	mvaddnstr(row, 0, text, (int)shown_fit(text, COLS));
}

/* What has changed since the last time is all that curses sends. */
static void draw(const struct looks *looks)
{
	const struct monitor_page page = { .width = COLS, .height = LINES, .line = put_line };

	erase();
	monitor_draw(&page, &looks->before, &looks->now);
	refresh();
}

/* All that was typed; false: it is time to end. */
static bool take_keys(const struct looks *looks)
{
	int key;

	timeout(0);
	while ((key = getch()) != ERR) {
		if (key == 'q' || key == 'Q')
			return false;
		/* Somebody wrote over it, or the terminal is another size. */
		if (key == 'L' - '@')
			clearok(curscr, TRUE);
		if (key == KEY_RESIZE || key == 'L' - '@')
			draw(looks);
	}
	return true;
}

/* Whether the terminal has gone. It is readable then, without end, and nothing is ever read. */
static bool is_dead(short events)
{
	int waiting;

	if (events & (POLLHUP | POLLERR | POLLNVAL))
		return true;
	return events & POLLIN && (ioctl(STDIN_FILENO, FIONREAD, &waiting) || !waiting);
}

/* Keys, until the end of the period: false when it is time to end. */
static bool wait_for_key(const struct looks *looks, u64 next)
{
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };
	u64 now = clock_ms();

	while (now < next && !told_to_stop) {
		input.revents = 0;
		/* A new size ends it as well, and is a key. */
		poll(&input, 1, (int)(next - now));
		if (is_dead(input.revents) || !take_keys(looks))
			return false;
		now = clock_ms();
	}
	return !told_to_stop;
}

static int show_screen(struct looks *looks)
{
	SCREEN *screen = newterm(NULL, stdout, stdin);
	u64 next = looks->now.ms;
	unsigned long rounds = 0;
	int error = 0;

	if (!screen) {
		complain("the terminal \"%s\" is not known here: set TERM, or use \"ogctl monitor -j\"",
			 getenv("TERM") ? getenv("TERM") : "");
		return 1;
	}
	cbreak();
	noecho();
	keypad(stdscr, TRUE);
	curs_set(0);
	catch_signals();
	do {
		draw(looks);
		next += PERIOD_MS;
		if (!wait_for_key(looks, next))
			break;
		error = look_again(looks);
	} while (!error && (!count_wanted || ++rounds < count_wanted));
	endwin();
	delscreen(screen);
	return error;
}

static int run(const struct options *options)
{
	struct looks looks = { 0 };
	int code = module_require(), error;

	if (code)
		return code;
	if (!options->json && (!isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO))) {
		complain("the monitor draws on a terminal, and there is none: "
			 "\"ogctl monitor -j\" prints a line of JSON a second");
		return EXIT_USAGE;
	}
	error = sample_take(&looks.now);
	/* At first nothing is known of before: no rates. */
	looks.before.ms = looks.now.ms;
	if (!error && options->json) {
		catch_signals();
		error = print_lines(&looks);
	} else if (!error) {
		error = show_screen(&looks);
	}
	sample_release(&looks.before);
	sample_release(&looks.now);
	if (error > 0)
		return EXIT_USAGE;
	return error ? module_complain(error, "look at the module") : EXIT_YES;
}

const struct command cmd_monitor = {
	.name = "monitor",
	.args = "",
	.summary = "See it live: drops, reasons, busiest ports, a trial's clock",
	.details = "A full screen, drawn anew each second; q quits. Only what has changed is sent, so it "
		   "is usable over a slow ssh. With -j a line of JSON a second. Works without privilege "
		   "too, but then without the ports. Those need the tally, which \"ogctl ports on\" "
		   "turns on.\n\n"
		   "Examples:\n"
		   "  ogctl monitor\n"
		   "  ogctl monitor -j --count 10",
	.own = &own_argp,
	.run = run,
};
