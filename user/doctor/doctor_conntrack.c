// SPDX-License-Identifier: GPL-2.0-only
/* The kernel's table of connections, which the gate goes by: its room, and settings that make it forget. */
#include "base/need.h"
#include "base/system_file.h"
#include "doctor_groups.h"
#include "look.h"
#include "machine/conntrack_table.h"

#include <stdlib.h>
#include <string.h>

#define HIGH_PERCENT	80
#define SYSCTL		"net.netfilter.nf_conntrack_"
/* RFC 5382, REQ-5: a connection may be silent for 2 hours and 4 minutes. */
#define SILENT_SECONDS	7440

/* For now, and from the next start on, when the setting has to be there before it can be set. */
static char *how_to_set(const char *name, long value)
{
	return need_text("sysctl -w " SYSCTL "%s=%ld && echo '" SYSCTL "%s = %ld' >>/etc/sysctl.d/60-conntrack.conf && "
			 "echo nf_conntrack >/etc/modules-load.d/nf_conntrack.conf", name, value, name, value);
}

static void check_room(struct doctor *doctor)
{
	struct conntrack_table table;
	struct finding *finding;
	bool full;

	conntrack_table_read(&table);
	if (table.max <= 0) {
		doctor_saw(doctor, "nobody tracks connections here");
		return;
	}
	full = conntrack_table_is_full(&table);
	if (!full && (double)table.count < HIGH_PERCENT * ((double)table.max / 100)) {
		doctor_saw(doctor, "%ld connections of %ld", table.count, table.max);
		return;
	}
	finding = doctor_add(doctor, full ? SEVERITY_WARNING : SEVERITY_HINT, full ? "full" : "nearly-full");
	finding->what = need_text("%ld connections of %ld are known", table.count, table.max);
	finding->why = need_text("when the table is full the kernel drops new ones, listed ports' too, before the gate is asked");
	finding->todo = how_to_set("max", 2 * table.max);
}

static void check_dropped(struct doctor *doctor)
{
	unsigned long dropped = 0, early = 0, columns[16];
	char *text, *rest, *line;
	struct finding *finding;
	size_t size;
	int i;

	if (system_read_file("/proc/net/stat/nf_conntrack", &text, &size))
		return;
	for (rest = text; (line = strsep(&rest, "\n"));) {
		for (i = 0; i < 16 && sscanf(line, " %lx", &columns[i]) == 1; i++) {
			line += strspn(line, " ");
			line += strcspn(line, " ");
		}
		/* entries ... insert insert_failed drop early_drop: 8, 9, 10, 11 */
		dropped += i > 11 ? columns[10] : 0;
		early += i > 11 ? columns[11] : 0;
	}
	free(text);
	if (!dropped && !early)
		return;
	finding = doctor_add(doctor, SEVERITY_HINT, "dropped");
	finding->what = need_text("since the start %lu new connections were dropped and %lu others forgotten for want of room",
				  dropped, early);
	finding->why = need_text("that was the kernel's table, before any filter: no counter of the module's shows it");
	finding->todo = need_text("conntrack -S; conntrack -C; sysctl " SYSCTL "max");
}

static long number_of(const char *name)
{
	char *path = need_text("/proc/sys/net/netfilter/nf_conntrack_%s", name), *line = look_line(path);
	long number = line ? strtol(line, NULL, 10) : -1;

	free(line);
	free(path);
	return number;
}

static void check_settings(struct doctor *doctor)
{
	long silent = number_of("tcp_timeout_established");
	struct finding *finding;

	if (!number_of("tcp_loose")) {
		finding = doctor_add(doctor, SEVERITY_HINT, "not-loose");
		finding->what = need_text(SYSCTL "tcp_loose is 0");
		finding->why = need_text("connections that are open when the module is loaded, or that the table forgot, are "
					 "not picked up again: they are cut");
		finding->todo = how_to_set("tcp_loose", 1);
	}
	if (silent >= 0 && silent < SILENT_SECONDS) {
		finding = doctor_add(doctor, SEVERITY_HINT, "forgets-soon");
		finding->what = need_text("a tcp connection is forgotten after %ld seconds of silence", silent);
		finding->why = need_text("IMAP IDLE is silent for 29 minutes, and RFC 5382 asks for 7,440 seconds: answers to "
					 "a connection that is forgotten are dropped");
		finding->todo = how_to_set("tcp_timeout_established", 432000);
	}
}

struct saved {
	char *path;		/* that sets something of conntrack's */
	bool loaded;		/* and somebody loads it before */
};

static bool take_line(void *to, const struct config_line *line)
{
	struct saved *saved = to;

	if (!saved->path && (!strncmp(line->text, SYSCTL, strlen(SYSCTL)) ||
			     !strncmp(line->text, "net/netfilter/nf_conntrack_", 27)))
		saved->path = config_shown(line->path);
	saved->loaded |= !strncmp(line->text, "nf_conntrack", 12);
	return true;
}

/* What is in sysctl.d is set before anybody has loaded conntrack, and lost. */
static void check_saved(struct doctor *doctor)
{
	static const char *const patterns[] = {
		"/etc/sysctl.conf", "/etc/sysctl.d/*.conf", "/etc/modules", "/etc/modules-load.d/*.conf",
	};
	struct config_files files = { 0 };
	struct saved saved = { 0 };
	struct finding *finding;
	size_t i;

	for (i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++)
		config_files_add(&files, patterns[i]);
	config_files_each(&files, take_line, &saved);
	config_files_release(&files);
	if (saved.path && !saved.loaded) {
		finding = doctor_add(doctor, SEVERITY_HINT, "set-too-early");
		finding->what = need_text("%s sets conntrack's settings, and nothing loads nf_conntrack before that", saved.path);
		finding->why = need_text("at the start there is no such setting yet, and systemd-sysctl passes over it");
		finding->todo = need_text("echo nf_conntrack >/etc/modules-load.d/nf_conntrack.conf");
	}
	free(saved.path);
}

void doctor_conntrack(struct doctor *doctor)
{
	check_room(doctor);
	check_dropped(doctor);
	check_settings(doctor);
	check_saved(doctor);
}
