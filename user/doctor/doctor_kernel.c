// SPDX-License-Identifier: GPL-2.0-only
/* Each kernel that can be started: whether modprobe would find the module there, and DKMS headers to build it. */
#include "base/need.h"
#include "base/system_file.h"
#include "doctor_groups.h"
#include "look.h"
#include "outlook_guard.h"

#include <stdlib.h>
#include <string.h>

/* A folder of modules is left behind by kernels that are gone. */
static bool can_start(const char *release)
{
	return look_is_there("/boot/vmlinuz-%s", release) || look_is_there("/lib/modules/%s/vmlinuz", release);
}

static bool has_file(const char *release)
{
	return look_is_there("/lib/modules/%s/updates/dkms/" OG_NAME ".ko*", release) ||
	       look_is_there("/lib/modules/%s/updates/" OG_NAME ".ko*", release) ||
	       look_is_there("/lib/modules/%s/extra/" OG_NAME ".ko*", release);
}

/* What modprobe goes by. */
static bool is_indexed(const char *release)
{
	char *path = need_text("/lib/modules/%s/modules.dep", release), *text;
	size_t size;
	bool is;

	if (system_read_file(path, &text, &size)) {
		free(path);
		return false;
	}
	is = strstr(text, "/" OG_NAME ".ko");
	free(text);
	free(path);
	return is;
}

static char *how_to_build(const char *release)
{
	if (look_is_there("/lib/modules/%s/build", release))
		return need_text("dkms install outlook_guard/" OG_VERSION " -k %s", release);
	return need_text("apt-get install linux-headers-%s && dkms install outlook_guard/" OG_VERSION " -k %s",
			 release, release);
}

static void check_one(struct doctor *doctor, const char *release)
{
	bool running = !strcmp(release, doctor->release), headers = look_is_there("/lib/modules/%s/build", release);
	const char *which = running ? "the running kernel" : "another kernel that can be started";
	struct finding *finding;

	if (is_indexed(release)) {
		doctor_saw(doctor, "%s, %s: the module is there%s", release, which, headers ? ", and headers" : "");
		if (headers)
			return;
		finding = doctor_add(doctor, SEVERITY_HINT, "no-headers");
		finding->what = need_text("%s, %s, has no headers", release, which);
		finding->why = need_text("a newer version of the module could not be built for it");
		finding->todo = need_text("apt-get install linux-headers-%s", release);
		return;
	}
	finding = doctor_add(doctor, SEVERITY_WARNING, running ? "no-module" : "next-kernel");
	if (has_file(release)) {
		finding->what = need_text("%s, %s, has the module, but not in its index", release, which);
		finding->why = need_text("modprobe goes by the index, and finds none");
		finding->todo = need_text("depmod %s", release);
		return;
	}
	finding->what = need_text("%s, %s, has no module%s", release, which, headers ? "" : ", and no headers to build one");
	finding->why = need_text("started with it, this machine has no gate by the module; %s",
				 headers ? "DKMS did not build it, or was not asked" :
				 "DKMS passes over a kernel without headers, and apt ends well");
	finding->todo = how_to_build(release);
}

/* linux-image-amd64 brings the next kernel; only linux-headers-amd64 brings what DKMS needs for it. */
static void check_packages(struct doctor *doctor)
{
	struct config_files images;
	struct finding *finding;
	size_t i;

	look_for(&images, "/var/lib/dpkg/info/linux-image-[a-z]*.list");
	for (i = 0; i < images.count; i++) {
		const char *flavour = look_name(images.paths[i]) + strlen("linux-image-");
		int length = strlen(flavour) - strlen(".list");

		if (strstr(flavour, "-dbg") || look_is_there("/var/lib/dpkg/info/linux-headers-%s", flavour))
			continue;
		finding = doctor_add(doctor, SEVERITY_WARNING, "headers-package");
		finding->what = need_text("linux-image-%.*s is installed, and linux-headers-%.*s is not", length, flavour,
					  length, flavour);
		finding->why = need_text("it brings the next kernel without headers, for which DKMS then builds no module");
		finding->todo = need_text("apt-get install linux-headers-%.*s", length, flavour);
	}
	config_files_release(&images);
}

void doctor_kernel(struct doctor *doctor)
{
	struct config_files folders;
	bool seen = false;
	size_t i;

	look_for(&folders, "/lib/modules/[0-9]*");
	for (i = 0; i < folders.count; i++) {
		const char *release = look_name(folders.paths[i]);
		bool running = !strcmp(release, doctor->release);

		seen |= running;
		if (running || can_start(release))
			check_one(doctor, release);
	}
	config_files_release(&folders);
	if (!seen && *doctor->release)
		check_one(doctor, doctor->release);
	check_packages(doctor);
}
