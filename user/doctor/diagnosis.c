// SPDX-License-Identifier: GPL-2.0-only
#include "diagnosis.h"
#include "base/need.h"

#include <stdlib.h>

void doctor_release(struct doctor *doctor)
{
	size_t i;

	for (i = 0; i < doctor->fact_count; i++)
		free(doctor->facts[i].text);
	free(doctor->facts);
	findings_release(&doctor->found);
}

void doctor_saw(struct doctor *doctor, const char *format, ...)
{
	struct doctor_fact *fact;
	va_list args;

	doctor->facts = need_room(doctor->facts, &doctor->fact_room, doctor->fact_count, sizeof(*fact));
	fact = &doctor->facts[doctor->fact_count++];
	fact->group = doctor->group;
	va_start(args, format);
	fact->text = need_vtext(format, args);
	va_end(args);
}

struct finding *doctor_add(struct doctor *doctor, enum severity severity, const char *rule)
{
	struct finding *finding = findings_add(&doctor->found, severity, rule);

	finding->group = doctor->group;
	return finding;
}
