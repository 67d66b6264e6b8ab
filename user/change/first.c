// SPDX-License-Identifier: GPL-2.0-only
#include "first.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "base/shown.h"
#include "lint/findings_say.h"
#include "lint/lint.h"
#include "lockout.h"
#include "logins.h"
#include "module/in_force.h"

#include <stdlib.h>
#include <string.h>

/* What somebody would miss at once; the rest of lint's is advice. */
static bool cuts_off(const struct lint *lint, const struct finding *finding)
{
	static const char *const rules[] = { "not-reached", "published", "ssh", "no-loopback", "no-icmp", "no-replies" };
	size_t i;

	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (!strcmp(finding->rule, rules[i]))
			return true;
	if (finding->severity == SEVERITY_WARNING && !strcmp(finding->rule, "tproxy"))
		return true;
	for (i = 0; i < lint->needs.count; i++)
		if (!lint->needs.rows[i].mild && !strcmp(lint->needs.rows[i].rule, finding->rule))
			return true;
	return false;
}

/* Whoever is logged in from where no other connection gets in; that no one does is lint's to say. How many. */
static size_t say_logins(const struct lint *lint)
{
	struct lockout_missing missing;
	struct logins logins;
	size_t i, count = 0;
	char *why;

	logins_find(&logins, &lint->listeners);
	for (i = 0; i < logins.count; i++) {
		const struct ssh_connection *login = &logins.list[i];

		if (lockout_admits(&lint->policy, login, &missing) || missing.carried || !missing.zones)
			continue;
		why = lockout_words(&lint->policy, &missing);
		printf("would be cut off: who is logged in by ssh from %s%s", login->from, *login->device ? " by " : "");
		shown_put(stdout, login->device);
		printf(": %s\n", why);
		free(why);
		count++;
	}
	logins_release(&logins);
	return count;
}

static int say(const struct lint *lint)
{
	size_t i, count = say_logins(lint);

	for (i = 0; i < lint->found.count; i++) {
		if (!cuts_off(lint, &lint->found.list[i]))
			continue;
		count++;
		fputs("would be cut off: ", stdout);
		finding_print(&lint->found.list[i]);
	}
	if (!count)
		return 0;
	note("not enforced: %zu of what works here now would not any more. List it, or leave it shut, then: ogctl enforce --trial 2m",
	     count);
	return EXIT_NO;
}

int first_look(void)
{
	struct lint *lint = need(sizeof(*lint));
	struct options asked = { 0 };
	int code = policy_read_text(&asked, &lint->policy, &lint->text);

	if (!code) {
		lint->policy.setting[OG_SET_MODE] = OG_MODE_ENFORCE;
		listeners_read(&lint->listeners);
		lint_all(lint);
		code = say(lint);
	}
	lint_free(lint);
	free(lint);
	return code;
}
