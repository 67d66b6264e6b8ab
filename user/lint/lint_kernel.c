// SPDX-License-Identifier: GPL-2.0-only
/* What the kernel is set to, or will be at the next start, that makes a policy mean something else. */
#include "base/need.h"
#include "base/system_file.h"
#include "lint_rules.h"
#include "machine/bridged.h"
#include "machine/config_files.h"
#include "machine/conntrack_table.h"
#include "module/load_parameter.h"

#include <stdlib.h>

static void check_table(struct lint *lint)
{
	const struct text_place place = { .line = 1, .column = 1 };
	struct conntrack_table table;
	struct finding *finding;

	conntrack_table_read(&table);
	if (!conntrack_table_is_full(&table))
		return;
	finding = lint_add(lint, SEVERITY_WARNING, "conntrack-full", &place);
	finding->what = need_text("the table of connections is full: %ld of %ld", table.count, table.max);
	finding->why = need_text("the kernel drops new connections itself, listed ports' too, before this policy is "
				 "asked, or forgets others for them: no counter here shows it");
	finding->todo = need_text("sysctl -w net.netfilter.nf_conntrack_max=%ld, and look at who opens so many: "
				  "conntrack -L", 2 * table.max);
}

/* Whether some bridge joins at least two: then there are packets that only it sees otherwise. */
static bool has_bridged(void)
{
	struct config_files ports = { 0 };
	bool has = false;
	size_t i, length;

	config_files_add(&ports, "/sys/class/net/*/brif/*");
	for (i = 1; i < ports.count && !has; i++) {
		length = strrchr(ports.paths[i], '/') - ports.paths[i] + 1;
		has = !strncmp(ports.paths[i], ports.paths[i - 1], length);
	}
	config_files_release(&ports);
	return has;
}

struct bridge_word {
	const char *path;	/* that says so; NULL: none */
	char *shown;
};

static bool take_bridge_line(void *to, const struct config_line *line)
{
	static const char call[] = "net.bridge.bridge-nf-call-ip";
	struct bridge_word *word = to;
	const char *at = strstr(line->text, "\"icc\"");

	if (!strncmp(line->text, "br_netfilter", 12) ||
	    (!strncmp(line->text, call, strlen(call)) && strstr(line->text, "=") &&
	     strtol(strstr(line->text, "=") + 1, NULL, 10) == 1) ||
	    (at && strstr(at, "false") && strstr(line->path, "docker")))
		word->shown = config_shown(line->path);
	return !word->shown;
}

/* A file by which br_netfilter will be at work at the next start; NULL: none. Free it. */
static char *bridge_word(void)
{
	static const char *const patterns[] = {
		"/etc/modules", "/etc/modules-load.d/*.conf", "/run/modules-load.d/*.conf",
		"/usr/lib/modules-load.d/*.conf", "/etc/sysctl.conf", "/etc/sysctl.d/*.conf",
		"/etc/docker/daemon.json",
	};
	struct bridge_word word = { 0 };
	struct config_files files = { 0 };
	size_t i;

	for (i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++)
		config_files_add(&files, patterns[i]);
	config_files_each(&files, take_bridge_line, &word);
	config_files_release(&files);
	return word.shown;
}

static void check_bridge(struct lint *lint)
{
	bool now = bridged_families();
	char *later = now ? NULL : bridge_word();
	struct finding *finding;

	if ((!now && !later) || lint_is_any(lint, OG_FORWARD)) {
		free(later);
		return;
	}
	finding = lint_add_chain(lint, now && has_bridged() ? SEVERITY_WARNING : SEVERITY_HINT, "bridge",
				 OG_FORWARD);
	finding->what = now ? need_text("br_netfilter is at work: what a bridge carries is judged by forward") :
			need_text("br_netfilter will be at work, by %s: what a bridge carries is judged by forward", later);
	finding->why = need_text("containers and virtual machines on one bridge reach each other at listed ports only");
	finding->todo = need_text("sysctl -w net.bridge.bridge-nf-call-iptables=0 net.bridge.bridge-nf-call-ip6tables=0, "
				  "where nobody needs it (Kubernetes does); else list on forward what they use");
	free(later);
}

static void check_parameter(struct lint *lint)
{
	const struct text_place place = { .line = 1, .column = 1 };
	struct load_parameter parameter;
	struct finding *finding;

	load_parameter_read(&parameter);
	if (parameter.length > LOAD_PARAMETER_MAX) {
		finding = lint_add(lint, SEVERITY_WARNING, "parameter", &place);
		finding->what = need_text("%s gives the module a policy= of %zu bytes; the kernel takes %u",
					  parameter.path, parameter.length, LOAD_PARAMETER_MAX);
		finding->why = need_text("modprobe fails, \"No space left on device\": after the next start the module is "
					 "not loaded, and everything is open");
		finding->todo = need_text("a short policy= there, and after modprobe: ogctl apply FILE");
	}
	load_parameter_release(&parameter);
}

void lint_kernel(struct lint *lint)
{
	check_table(lint);
	check_bridge(lint);
	check_parameter(lint);
}
