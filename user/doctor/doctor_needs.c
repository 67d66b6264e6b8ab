// SPDX-License-Identifier: GPL-2.0-only
/* What this machine needs and the policy in force does not list: ssh, DHCP, tunnels and others. Lint knows. */
#include "base/need.h"
#include "doctor_groups.h"
#include "lint/lint.h"
#include "module/module_files.h"
#include "policy/policy_text.h"

#include <stdlib.h>
#include <string.h>

/* Rules of lint's whose remedy is a line of the policy, and without which the machine is cut off. */
static bool is_needed(const char *rule)
{
	static const char *const rules[] = { "ssh", "dhcp", "tunnel", "ipsec", "vrrp", "igmp", "no-icmp", "no-loopback" };
	size_t i;

	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (!strcmp(rule, rules[i]))
			return true;
	return false;
}

/* False: nothing is in force that could be read. */
static bool read_policy(struct lint *lint)
{
	struct og_error error;
	char *text;
	size_t size;
	bool read = !module_read_policy(&text, &size);

	if (read) {
		source_set(&lint->text, "the policy in force", text);
		free(text);
		read = policy_lay(&lint->text, &lint->policy, &error);
	}
	return read;
}

static void take_findings(struct doctor *doctor, const struct lint *lint)
{
	struct finding *finding;
	size_t i, others = 0;

	for (i = 0; i < lint->found.count; i++) {
		const struct finding *found = &lint->found.list[i];

		if (!is_needed(found->rule) || (found->severity != SEVERITY_WARNING && strcmp(found->rule, "ssh"))) {
			others++;
			continue;
		}
		finding = doctor_add(doctor, found->severity, found->rule);
		finding->what = need_text("%s", found->what);
		finding->why = need_text("%s", found->why);
		finding->todo = need_text("echo '%.*s' | ogctl apply -", (int)strcspn(found->todo, "("), found->todo);
	}
	doctor_saw(doctor, others ? "ogctl lint has %zu more to say of the policy" : "lint has nothing else to say of it",
		   others);
}

void doctor_needs(struct doctor *doctor)
{
	struct lint *lint = need(sizeof(*lint));

	if (read_policy(lint)) {
		lint->elsewhere = doctor->elsewhere;
		if (module_read_tally(&lint->seen))
			lint->seen = (struct tally){ 0 };
		listeners_read(&lint->listeners);
		lint_all(lint);
		take_findings(doctor, lint);
	} else {
		doctor_saw(doctor, "no policy is in force that could be read: ogctl lint FILE looks at one of a file");
	}
	lint_free(lint);
	free(lint);
}
