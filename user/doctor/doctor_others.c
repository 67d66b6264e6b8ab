// SPDX-License-Identifier: GPL-2.0-only
/* Who else has a say in packets here: filters that may drop what the gate lets pass, and NAT before it. */
#include "base/need.h"
#include "doctor_groups.h"
#include "look.h"
#include "module/held.h"
#include "outlook_guard.h"
#include "way/droppers.h"
#include "way/filter_tools.h"
#include "way/other_filters.h"

#include <stdlib.h>
#include <string.h>

/* Their names, each once. NULL: there are none. Free it. */
static char *rewriters(const struct other_filters *others)
{
	char *text;
	size_t size, i;
	FILE *out = open_text(&text, &size);

	for (i = 0; i < others->count; i++) {
		const struct other_filter *other = &others->list[i];

		if (other->station != STATION_PREROUTING || !other->rewrites)
			continue;
		fflush(out);
		if (!strstr(text, other->name))
			fprintf(out, "%s%s", *text ? "; " : "", other->name);
	}
	close_text(out);
	if (*text)
		return text;
	free(text);
	return NULL;
}

/* "ufw (nft's table ip filter, chain INPUT); another filter (...)"; free it. */
static char *droppers_text(const struct droppers *droppers)
{
	char *text;
	size_t size, i;
	FILE *out = open_text(&text, &size);

	for (i = 0; i < droppers->count; i++)
		fprintf(out, "%s%s (%s)", i ? "; " : "", droppers->list[i].who, droppers->list[i].where);
	close_text(out);
	return text;
}

static void say_droppers(struct doctor *doctor, const struct droppers *droppers)
{
	char *text = droppers_text(droppers);
	struct finding *finding = doctor_add(doctor, SEVERITY_HINT, "other-filters");

	finding->what = need_text("others may drop packets here, too: %s", text);
	finding->why = need_text("a packet passes when all let it pass: what one of these drops is not open, whatever is listed");
	finding->todo = need_text("nft list ruleset; ogctl test --to ADDRESS --dport PORT says who has a say in one packet; "
				  "docs/neighbours.md has what to set in each");
	free(text);
}

static bool has_firewalld(const struct other_filters *others)
{
	unsigned int firewalld = filter_tools_of("firewalld", "");
	size_t i;

	for (i = 0; i < others->count; i++)
		if (others->list[i].by & firewalld)
			return true;
	return false;
}

/* Its complete reload calls rmmod for whatever /proc/modules has as a user of nf_conntrack. */
static void say_unloader(struct doctor *doctor, const struct other_filters *others)
{
	struct finding *finding;

	if (doctor->elsewhere || !has_firewalld(others) || !look_is_there(OG_SYS_MODULE) || module_is_held())
		return;
	finding = doctor_add(doctor, SEVERITY_WARNING, "unloader");
	finding->what = need_text("firewalld can unload the module, and then nothing of it filters");
	finding->why = need_text("\"firewall-cmd --complete-reload\" unloads every module that uses conntrack, and so does its stop "
				 "where CleanupModulesOnExit=yes");
	finding->todo = need_text("echo options outlook_guard held=1 >/etc/modprobe.d/outlook-guard-held.conf; "
				  "echo 1 >" OG_SYS_MODULE "/parameters/held");
}

void doctor_others(struct doctor *doctor)
{
	struct other_filters others;
	struct finding *finding;
	struct droppers droppers;
	char *nat;

	other_filters_read(&others);
	droppers_find(&others, &droppers);
	nat = rewriters(&others);
	if (droppers.count)
		say_droppers(doctor, &droppers);
	say_unloader(doctor, &others);
	if (nat) {
		finding = doctor_add(doctor, SEVERITY_HINT, "nat");
		finding->what = need_text("destinations are rewritten here: %s", nat);
		finding->why = need_text("the policy has to list the port that a packet is rewritten to, and the chain that it then goes by");
		finding->todo = need_text("ogctl explain PORT says what becomes of it; ogctl test --to ADDRESS --dport PORT");
	}
	if (others.unasked)
		doctor_saw(doctor, "of some filters it is not to be known without root: sudo ogctl doctor");
	else if (!droppers.count && !nat)
		doctor_saw(doctor, "nobody else drops or rewrites packets here");
	droppers_release(&droppers);
	free(nat);
	other_filters_release(&others);
}
