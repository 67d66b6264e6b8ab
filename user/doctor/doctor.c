// SPDX-License-Identifier: GPL-2.0-only
#include "doctor.h"
#include "doctor_groups.h"
#include "look.h"

#include <stdio.h>
#include <stdlib.h>

static const struct {
	const char *name;
	void (*look)(struct doctor *doctor);
} groups[] = {
	{ "kernel", doctor_kernel },
	{ "dkms", doctor_dkms },
	{ "signature", doctor_signature },
	{ "module", doctor_module },
	{ "units", doctor_units },
	{ "fallback", doctor_fallback },
	{ "disk", doctor_disk },
	{ "addresses", doctor_addresses },
	{ "conntrack", doctor_conntrack },
	{ "others", doctor_others },
	{ "needs", doctor_needs },
};

const char *doctor_group_name(size_t index)
{
	return index < sizeof(groups) / sizeof(groups[0]) ? groups[index].name : NULL;
}

void doctor_all(struct doctor *doctor, bool elsewhere)
{
	char *release = look_line("/proc/sys/kernel/osrelease");
	size_t i;

	*doctor = (struct doctor){ .elsewhere = elsewhere };
	snprintf(doctor->release, sizeof(doctor->release), "%s", release ? release : "");
	free(release);
	for (i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		doctor->group = groups[i].name;
		groups[i].look(doctor);
	}
}
