// SPDX-License-Identifier: GPL-2.0-only
/* Who brings the gate at the next start, and before whom: systemd's units. */
#include "base/need.h"
#include "doctor_groups.h"
#include "look.h"

#include <stdlib.h>
#include <string.h>

#define UNIT	"outlook-guard.service"

static bool has_unit(void)
{
	return look_is_there("/lib/systemd/system/" UNIT) || look_is_there("/usr/lib/systemd/system/" UNIT) ||
	       look_is_there("/etc/systemd/system/" UNIT);
}

static void say(struct finding *finding, const char *what, const char *why, const char *todo)
{
	finding->what = need_text("%s", what);
	finding->why = need_text("%s", why);
	finding->todo = need_text("%s", todo);
}

/* A word of a list that blanks separate. */
static bool has_word(const char *list, const char *word)
{
	size_t length = strlen(word);
	const char *at;

	for (at = list; (at = strstr(at, word)); at += length)
		if ((at == list || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
			return true;
	return false;
}

static void check_enabled(struct doctor *doctor, const char *said)
{
	char state[32] = "";

	look_field(said, "UnitFileState=", state, sizeof(state));
	if (!strcmp(state, "masked"))
		say(doctor_add(doctor, SEVERITY_WARNING, "masked"), UNIT " is masked",
		    "nothing brings the policy after the next start",
		    "systemctl unmask " UNIT " && systemctl enable " UNIT);
	else if (!strcmp(state, "disabled"))
		say(doctor_add(doctor, SEVERITY_WARNING, "disabled"), UNIT " is not enabled",
		    "nothing brings the policy after the next start", "systemctl enable " UNIT);
}

/* systemd breaks a cycle by leaving a unit out: enabled, and never started. */
static void check_started(struct doctor *doctor, const char *said)
{
	char active[32] = "", enabled[32] = "";

	look_field(said, "ActiveState=", active, sizeof(active));
	look_field(said, "UnitFileState=", enabled, sizeof(enabled));
	if (!strcmp(active, "failed"))
		say(doctor_add(doctor, SEVERITY_WARNING, "failed"), UNIT " has failed",
		    "journalctl -b -u " UNIT " says why; what holds now: ogctl status --check",
		    "systemctl restart " UNIT ", once that is mended");
	else if (!strcmp(active, "inactive") && !strcmp(enabled, "enabled"))
		say(doctor_add(doctor, SEVERITY_WARNING, "not-started"), UNIT " is enabled, and was not started",
		    "it was stopped, or systemd left it out at the start for an ordering cycle, which "
		    "\"journalctl -b -g 'ordering cycle'\" names",
		    "systemctl start " UNIT " && systemd-analyze verify " UNIT);
	else
		doctor_saw(doctor, UNIT ": %s, %s", *active ? active : "of no state", *enabled ? enabled : "not asked");
}

static void check_order(struct doctor *doctor, const char *said)
{
	char before[4096] = "";

	if (look_field(said, "Before=", before, sizeof(before)) && !has_word(before, "network-pre.target"))
		say(doctor_add(doctor, SEVERITY_WARNING, "order"), UNIT " is not ordered before network-pre.target",
		    "at the start the network can be up before the gate; a drop-in or a copy in /etc/systemd/system has changed it",
		    "systemctl revert " UNIT);
}

/* One block of "systemctl show": who brings the network up has to wait for network-pre.target. */
static void check_network_unit(struct doctor *doctor, const char *said)
{
	char name[64] = "", active[32] = "", after[4096] = "";
	struct finding *finding;

	look_field(said, "Id=", name, sizeof(name));
	look_field(said, "ActiveState=", active, sizeof(active));
	look_field(said, "After=", after, sizeof(after));
	if (strcmp(active, "active") || has_word(after, "network-pre.target"))
		return;
	finding = doctor_add(doctor, SEVERITY_WARNING, "network-unit");
	finding->what = need_text("%s does not wait for network-pre.target", name);
	finding->why = need_text("it can bring addresses up before " UNIT " has run");
	finding->todo = need_text("mkdir -p /etc/systemd/system/%s.d && printf '[Unit]\\nWants=network-pre.target\\n"
				  "After=network-pre.target\\n' >/etc/systemd/system/%s.d/outlook-guard.conf && "
				  "systemctl daemon-reload", name, name);
}

static void check_network(struct doctor *doctor)
{
	static const char *const ask[] = {
		"show", "--property=Id,ActiveState,After", "networking.service", "NetworkManager.service",
		"systemd-networkd.service", "dhcpcd.service", "connman.service", NULL,
	};
	char *said = look_ask("systemctl", false, ask), *block, *next;

	for (block = said; block && *block; block = next) {
		next = strstr(block, "\n\n");
		if (next) {
			*next = '\0';
			next += 2;
		}
		check_network_unit(doctor, block);
	}
	free(said);
}

void doctor_units(struct doctor *doctor)
{
	static const char *const ask[] = {
		"show", "--property=ActiveState,UnitFileState,Before", UNIT, NULL,
	};
	char *said;

	if (!has_unit()) {
		say(doctor_add(doctor, SEVERITY_WARNING, "no-unit"), "there is no " UNIT,
		    "nothing brings the policy on disk after a start, and nothing falls back where the module is missing",
		    "apt-get install --reinstall outlook-guard");
		return;
	}
	if (!look_is_there("/run/systemd/system")) {
		doctor_saw(doctor, "systemd does not run here: no unit can be asked after");
		return;
	}
	said = look_ask("systemctl", false, ask);
	if (said) {
		check_enabled(doctor, said);
		check_started(doctor, said);
		check_order(doctor, said);
	}
	free(said);
	check_network(doctor);
}
