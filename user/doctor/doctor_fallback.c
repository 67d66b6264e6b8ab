// SPDX-License-Identifier: GPL-2.0-only
/* What holds when the module cannot be loaded: whether it could, whether it does, and whether it is left behind. */
#include "base/need.h"
#include "base/system_file.h"
#include "change/stand_in.h"
#include "doctor_groups.h"
#include "gate/fallback_policy.h"
#include "gate/in_force_by.h"
#include "look.h"
#include "machine/nft.h"
#include "module/module_files.h"

#include <stdlib.h>
#include <string.h>

#define UNIT	"outlook-guard-fallback.service"

static void say(struct finding *finding, const char *what, const char *why, const char *todo)
{
	finding->what = need_text("%s", what);
	finding->why = need_text("%s", why);
	finding->todo = need_text("%s", todo);
}

static bool kernel_has(const char *release, const char *module)
{
	char *path = need_text("/lib/modules/%s/modules.builtin", release), *text;
	char *file = need_text("/%s.ko", module);
	bool has = look_is_there("/sys/module/%s", module) ||
		   look_is_there("/lib/modules/%s/kernel/net/netfilter/%s.ko*", release, module);
	size_t size;

	if (!has && !system_read_file(path, &text, &size)) {
		has = strstr(text, file);
		free(text);
	}
	free(file);
	free(path);
	return has;
}

/* What is in force tells whoever it drops: nft has a module of its own for that. */
static bool refuses(void)
{
	char *text;
	size_t size;
	bool has;

	if (module_read_policy(&text, &size))
		return false;
	has = strstr(text, "\nrefuse reject");
	free(text);
	return has;
}

/* Could it hold, should it have to? */
static void check_means(struct doctor *doctor)
{
	bool library = look_is_there("/usr/lib/*/libnftables.so.1") || look_is_there("/usr/lib/libnftables.so.1");
	bool unit = look_is_there("/lib/systemd/system/" UNIT) || look_is_there("/etc/systemd/system/" UNIT);
	struct finding *finding;

	if (!unit)
		say(doctor_add(doctor, SEVERITY_WARNING, "no-unit"), "there is no " UNIT,
		    "where the module cannot be loaded, the machine is open", "apt-get install --reinstall outlook-guard");
	if (!library)
		say(doctor_add(doctor, SEVERITY_WARNING, "no-library"), "libnftables is not installed",
		    "the fallback, the fast path and ogctl reload need it", "apt-get install libnftables1");
	if (!kernel_has(doctor->release, "nf_tables")) {
		finding = doctor_add(doctor, SEVERITY_WARNING, "no-nft");
		finding->what = need_text("the running kernel, %s, has no nf_tables", doctor->release);
		finding->why = need_text("where the module cannot be loaded nothing can close the machine but ISOLATE=yes in "
					 "/etc/default/outlook-guard, which takes the links down");
		finding->todo = need_text("apt-get install --reinstall linux-image-%s", doctor->release);
	} else if (refuses() && !kernel_has(doctor->release, "nft_reject_inet")) {
		finding = doctor_add(doctor, SEVERITY_WARNING, "no-reject");
		finding->what = need_text("the running kernel, %s, has no nft_reject_inet, and the policy in force says "
					  "\"refuse reject\"", doctor->release);
		finding->why = need_text("the fallback's rules would not load, and those of last resort would hold: ssh, and "
					 "what is open");
		finding->todo = need_text("apt-get install --reinstall linux-image-%s, or \"refuse drop\" in the policy",
					  doctor->release);
	} else if (unit && library) {
		doctor_saw(doctor, "it could hold: unit, library and nf_tables are there");
	}
}

static void say_at_work(struct doctor *doctor, const struct fallback_state *fallback)
{
	bool last_resort = !strcmp(fallback->rules, "last-resort");
	struct finding *finding = doctor_add(doctor, SEVERITY_WARNING, last_resort ? "last-resort" : "at-work");

	finding->what = last_resort ? need_text("only the rules of last resort are in force: ssh, and what is open") :
			need_text("the fallback is in force in place of the module: %s, by nft",
				  fallback_source_said(fallback->policy));
	finding->why = need_text("the module could not be loaded; the groups kernel, dkms, signature and module say why");
	finding->todo = need_text("systemctl restart outlook-guard.service, once that is mended");
}

void doctor_fallback(struct doctor *doctor)
{
	struct fallback_state fallback;
	enum in_force_by by;

	check_means(doctor);
	if (doctor->elsewhere)
		return;
	by = in_force_by(&fallback);
	if (by == BY_FALLBACK)
		say_at_work(doctor, &fallback);
	if (by == BY_MODULE && fallback_is_there(&fallback))
		say(doctor_add(doctor, SEVERITY_HINT, "left"), "the fallback is still there, beside the module",
		    "what it drops is dropped, though the policy in force may list it", "systemctl stop " UNIT);
	if (by == BY_MODULE && !system_is_elsewhere() && nft_table_look(STAND_IN_TABLE) == NFT_PRESENT)
		say(doctor_add(doctor, SEVERITY_HINT, "left-by-reload"), "an ogctl reload that did not end has left its table",
		    "what it drops is dropped, though the policy in force may list it",
		    "nft delete table inet " STAND_IN_TABLE);
}
