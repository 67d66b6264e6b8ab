// SPDX-License-Identifier: GPL-2.0-only
/* What DKMS knows of the module: its versions, their sources, and a build that failed. */
#include "base/need.h"
#include "doctor_groups.h"
#include "look.h"
#include "outlook_guard.h"

#include <stdlib.h>
#include <string.h>

#define TREE	"/var/lib/dkms/" OG_NAME

/* Of "DKMS make.log for outlook_guard-0.2.0 for kernel 6.1.0-48-amd64 (x86_64)" the kernel. */
static char *kernel_of_log(const char *path)
{
	static const char before[] = " for kernel ";
	char *line = look_line(path), *at, *kernel;

	at = line ? strstr(line, before) : NULL;
	kernel = at ? need_copy(at + strlen(before)) : need_copy("");
	kernel[strcspn(kernel, " ")] = '\0';
	free(line);
	return kernel;
}

/* DKMS leaves the folder "build" behind only where it failed. */
static void check_build(struct doctor *doctor, const char *version)
{
	char *log = need_text(TREE "/%s/build/make.log", version), *kernel;
	struct finding *finding;

	if (look_is_there("%s", log)) {
		kernel = kernel_of_log(log);
		finding = doctor_add(doctor, SEVERITY_WARNING, "build-failed");
		finding->what = need_text("the last build of %s failed%s%s", version, *kernel ? ", for " : "", kernel);
		finding->why = need_text("its log says why: %s", log);
		finding->todo = need_text("tail %s; then dkms install outlook_guard/%s%s%s", log, version,
					  *kernel ? " -k " : "", kernel);
		free(kernel);
	}
	free(log);
}

static void check_version(struct doctor *doctor, const char *version)
{
	struct finding *finding;

	if (!strcmp(version, OG_VERSION)) {
		check_build(doctor, version);
		if (look_is_there("/usr/src/" OG_NAME "-%s/dkms.conf", version)) {
			doctor_saw(doctor, "%s is known, and its sources are there", version);
			return;
		}
		finding = doctor_add(doctor, SEVERITY_WARNING, "no-sources");
		finding->what = need_text("DKMS knows %s, but /usr/src/" OG_NAME "-%s is not whole", version, version);
		finding->why = need_text("it can build nothing for the next kernel");
		finding->todo = need_text("apt-get install --reinstall outlook-guard-dkms");
		return;
	}
	finding = doctor_add(doctor, SEVERITY_HINT, "old-version");
	finding->what = need_text("DKMS still knows version %s; this tool is " OG_VERSION, version);
	finding->why = need_text("the version that was installed last for a kernel is the one that is loaded, and this can be it");
	finding->todo = need_text("dkms remove outlook_guard/%s --all && dkms install outlook_guard/" OG_VERSION, version);
}

static void check_unknown(struct doctor *doctor)
{
	struct finding *finding = doctor_add(doctor, SEVERITY_WARNING, "not-known");
	bool has = look_is_there("/usr/sbin/dkms") || look_is_there("/sbin/dkms");

	finding->what = need_text("DKMS %s version " OG_VERSION " of the module", has ? "does not know" : "is not installed, nor knows");
	finding->why = need_text("nobody builds the module for the next kernel");
	finding->todo = look_is_there("/usr/src/" OG_NAME "-" OG_VERSION "/dkms.conf") && has ?
		need_text("dkms add outlook_guard/" OG_VERSION " && dkms install outlook_guard/" OG_VERSION) :
		need_text("apt-get install --reinstall outlook-guard-dkms");
}

void doctor_dkms(struct doctor *doctor)
{
	struct config_files versions;
	bool known = false;
	size_t i;

	look_for(&versions, TREE "/[0-9]*");
	for (i = 0; i < versions.count; i++) {
		check_version(doctor, look_name(versions.paths[i]));
		known |= !strcmp(look_name(versions.paths[i]), OG_VERSION);
	}
	config_files_release(&versions);
	if (!known)
		check_unknown(doctor);
}
