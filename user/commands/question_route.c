// SPDX-License-Identifier: GPL-2.0-only
#include "question_route.h"
#include "base/out.h"
#include "base/request.h"
#include "question_others.h"

#include <net/if.h>
#include <stdio.h>
#include <string.h>

/* In this network namespace; its policy and its routing know no other. */
static bool has_device(const struct question *question)
{
	if (!question->device || if_nametoindex(question->device))
		return true;
	complain("there is no device \"%s\" here; \"ip link\" lists them", question->device);
	return false;
}

static void take_in(struct question *question, const struct devices *devices, const struct device *in)
{
	if (in)
		snprintf(question->in, sizeof(question->in), "%s", devices_of_chain(devices, in)->name);
}

/* Without --to nothing is routed, and what is said is what counts. */
static void find_in(struct question *question)
{
	struct devices devices;

	if (!devices_read(&devices) && question->device)
		take_in(question, &devices, devices_named(&devices, question->device));
	devices_release(&devices);
}

static void find_routed_in(struct question *question, const struct devices *devices)
{
	size_t i;

	if (question->way.in_sure && !question->way.loopback)
		take_in(question, devices, devices_find(devices, question->way.in));
	for (i = 0; i < devices->count && question->way.loopback; i++)
		if (devices->list[i].loopback)
			take_in(question, devices, &devices->list[i]);
}

int question_route(struct question *question)
{
	const struct way_packet packet = question_packet(question);
	struct caveats unsaid = { 0 };
	struct way_ground ground;
	int error;

	if (!has_device(question))
		return EXIT_USAGE;
	other_filters_read(&question->others);
	if (!question->has_to) {
		find_in(question);
		return 0;
	}
	error = way_ground_read(&ground);
	if (error) {
		complain("could not ask the kernel's routing: %s", strerror(-error));
		way_ground_release(&ground);
		return EXIT_USAGE;
	}
	way_find(&ground, &packet, &question->way, question->has_chain ? &unsaid : &question->caveats);
	if (!question->has_chain)
		question_nat(question, &ground);
	find_routed_in(question, &ground.devices);
	way_ground_release(&ground);
	caveats_release(&unsaid);
	if (!question->device && (question->has_from || !question->has_chain))
		question->flow.loopback = question->way.loopback;
	if (!question->has_chain)
		question->chain = question->way.kind == WAY_INPUT ? OG_INPUT : OG_FORWARD;
	return 0;
}
