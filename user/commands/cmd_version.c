// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/json_text.h"
#include "base/request.h"
#include "command.h"
#include "module/complaints.h"
#include "module/module_files.h"

#include <errno.h>

static void print_json(const struct module *module, int error)
{
	json_t *answer = json_answer();

	json_object_set_new(answer, "tool", json_text(OG_VERSION));
	json_object_set_new(answer, "module", error ? json_null() : json_text(module->version));
	json_object_set_new(answer, "loaded", json_boolean(error != -ENOENT));
	json_object_set_new(answer, "fits", json_boolean(!error && module->fits));
	json_print(answer);
}

static int run(const struct options *options)
{
	struct module module;
	int error = module_probe(&module);

	if (options->json) {
		print_json(&module, error);
	} else {
		printf("ogctl  %s\n", OG_VERSION);
		if (!error)
			printf("module %s\n", module.version);
	}
	if (error)
		return module_complain(error, "look at the module");
	return module.fits ? EXIT_YES : module_complain_skew(&module);
}

const struct command cmd_version = {
	.name = "version",
	.args = "",
	.summary = "Versions of ogctl and of the loaded module; do they fit?",
	.details = "Exit status 3 when they do not, or when no module is loaded.",
	.run = run,
};
