// SPDX-License-Identifier: GPL-2.0-only
#include "base/json_answer.h"
#include "base/out.h"
#include "base/shown.h"
#include "command.h"
#include "doctor/doctor.h"
#include "lint/findings_say.h"

#include <stdlib.h>
#include <string.h>

static void print_group(const struct doctor *doctor, const char *group)
{
	size_t i;

	for (i = 0; i < doctor->fact_count; i++) {
		if (strcmp(doctor->facts[i].group, group))
			continue;
		printf("%s: ", group);
		shown_put(stdout, doctor->facts[i].text);
		putchar('\n');
	}
	for (i = 0; i < doctor->found.count; i++) {
		if (strcmp(doctor->found.list[i].group, group))
			continue;
		printf("%s: ", group);
		finding_print(&doctor->found.list[i]);
	}
}

static json_t *answer_json(const struct doctor *doctor)
{
	json_t *answer = json_answer(), *findings = json_array(), *facts = json_array(), *object;
	size_t i;

	for (i = 0; i < doctor->found.count; i++) {
		object = finding_json(&doctor->found.list[i]);
		json_object_set_new(object, "group", json_text(doctor->found.list[i].group));
		json_array_append_new(findings, object);
	}
	for (i = 0; i < doctor->fact_count; i++)
		json_array_append_new(facts, json_pack("{s:o,s:o}", "group", json_text(doctor->facts[i].group),
						       "text", json_text(doctor->facts[i].text)));
	json_object_set_new(answer, "clean", json_boolean(!findings_warnings(&doctor->found)));
	json_object_set_new(answer, "findings", findings);
	json_object_set_new(answer, "seen", facts);
	return answer;
}

static int run(const struct options *options)
{
	struct doctor doctor;
	const char *group;
	size_t i;
	int code;

	doctor_all(&doctor, options->netns);
	if (options->json)
		json_print(answer_json(&doctor));
	for (i = 0; !options->json && (group = doctor_group_name(i)); i++)
		print_group(&doctor, group);
	code = findings_end(&doctor.found, "doctor", options->json);
	doctor_release(&doctor);
	return code;
}

const struct command cmd_doctor = {
	.name = "doctor",
	.summary = "What of this machine keeps the gate from being there",
	.details = "Looks at the kernels that can be started and their headers, DKMS, Secure Boot, whether the module "
		   "that is loaded, the one on disk and this tool fit, systemd's units, the fallback, the policy on disk, addresses that an initramfs gives, the "
		   "table of connections, other filters and NAT, and what this machine needs. Each finding says what, why, and the "
		   "command that mends it; what is as it should be is said on a line. Changes nothing, and needs no module; "
		   "an ordinary user sees less. Exit status 1 when there is a warning; hints alone give 0.\n\n"
		   "Examples:\n"
		   "  ogctl doctor\n"
		   "  ogctl -j doctor | jq -r '.findings[].do'",
	.run = run,
};
