// SPDX-License-Identifier: GPL-2.0-only
/* What is loaded, what would be loaded, and this tool: whether they are of one version, and nobody forbids loading. */
#include "base/need.h"
#include "doctor_groups.h"
#include "look.h"
#include "module/module_build.h"
#include "module/module_files.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct forbidden {
	char *path;		/* printable */
};

static bool is_ours(const char *word)
{
	return !strncmp(word, "outlook_guard", 13) || !strncmp(word, "outlook-guard", 13);
}

static bool take_line(void *to, const struct config_line *line)
{
	static const char *const verbs[] = { "blacklist", "install" };
	struct forbidden *forbidden = to;
	size_t i, length;

	for (i = 0; i < 2; i++) {
		length = strlen(verbs[i]);
		if (strncmp(line->text, verbs[i], length) || !strchr(" \t", line->text[length]))
			continue;
		if (is_ours(line->text + length + strspn(line->text + length, " \t")))
			forbidden->path = config_shown(line->path);
	}
	return !forbidden->path;
}

static void check_forbidden(struct doctor *doctor)
{
	static const char *const patterns[] = {
		"/etc/modprobe.d/*.conf", "/run/modprobe.d/*.conf", "/usr/lib/modprobe.d/*.conf", "/lib/modprobe.d/*.conf",
	};
	struct forbidden forbidden = { 0 };
	struct config_files files = { 0 };
	struct finding *finding;
	size_t i;

	for (i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++)
		config_files_add(&files, patterns[i]);
	config_files_each(&files, take_line, &forbidden);
	config_files_release(&files);
	if (!forbidden.path)
		return;
	finding = doctor_add(doctor, SEVERITY_WARNING, "forbidden");
	finding->what = need_text("%s keeps the module from being loaded", forbidden.path);
	finding->why = need_text("a line there begins with \"blacklist\" or \"install\" and names it");
	finding->todo = need_text("sed -i -E '/^[[:space:]]*(blacklist|install)[[:space:]]+outlook[-_]guard/d' %s",
				  forbidden.path);
	free(forbidden.path);
}

static void not_loaded(struct doctor *doctor, int error)
{
	struct finding *finding = doctor_add(doctor, SEVERITY_WARNING, error == -ENOENT ? "not-loaded" : "not-asked");

	finding->what = error == -ENOENT ? need_text("the module is not loaded") :
			need_text("the module did not answer: %s", strerror(-error));
	finding->why = need_text("nothing here is filtered by it");
	finding->todo = need_text(look_is_there("/lib/systemd/system/outlook-guard.service") ?
				  "systemctl restart outlook-guard.service; journalctl -b -u outlook-guard.service says what went wrong" :
				  "modprobe outlook_guard 'policy=\"mode audit\"'; sleep 10; ogctl lint; ogctl enforce");
}

/* The loaded one answers for its version; a file that is another sort of the same version is told by its sources. */
static void check_versions(struct doctor *doctor, const struct module *module)
{
	struct module_build build;
	bool built = module_build_read(&build), same = !built || module_build_is_loaded(&build);
	struct finding *finding;

	if (module->fits && same) {
		doctor_saw(doctor, "version %s is loaded, and fits this tool", module->version);
		return;
	}
	finding = doctor_add(doctor, module->fits ? SEVERITY_HINT : SEVERITY_WARNING, "version");
	finding->what = need_text("version %s is loaded, this tool is " OG_VERSION "%s%s", module->version,
				  built && !same ? ", and on disk is another build, " : "", built && !same ? build.version : "");
	finding->why = need_text(module->fits ? "what was mended since is not in force" :
				 "the tool says little of a module of another version, and changes nothing there");
	finding->todo = need_text(built && !same ? "ogctl reload" : "dkms install outlook_guard/" OG_VERSION " && ogctl reload");
}

/* A tool that make install left is found first, by most PATHs. */
static void check_second_tool(struct doctor *doctor)
{
	struct finding *finding;

	if (!look_is_there("/usr/local/sbin/ogctl") || !look_is_there("/usr/sbin/ogctl"))
		return;
	finding = doctor_add(doctor, SEVERITY_WARNING, "two-tools");
	finding->what = need_text("there are two tools: /usr/local/sbin/ogctl and /usr/sbin/ogctl");
	finding->why = need_text("root's PATH finds the first, which \"make install\" left, and it may be an older one");
	finding->todo = need_text("rm /usr/local/sbin/ogctl && hash -r");
}

void doctor_module(struct doctor *doctor)
{
	struct module module;
	int error = module_probe(&module);

	if (error)
		not_loaded(doctor, error);
	else
		check_versions(doctor, &module);
	check_forbidden(doctor);
	check_second_tool(doctor);
}
