// SPDX-License-Identifier: GPL-2.0-only
#include "way.h"
#include "base/system_file.h"
#include "way_ipv6.h"
#include "way_rules.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/rtnetlink.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

int way_ground_read(struct way_ground *ground)
{
	int error = devices_read(&ground->devices), rules = routing_rules_read(&ground->rules);

	return error ? error : rules;
}

void way_ground_release(struct way_ground *ground)
{
	devices_release(&ground->devices);
	routing_rules_release(&ground->rules);
}

static void __attribute__((format(printf, 2, 3))) end(struct way *way, const char *format, ...)
{
	va_list args;

	way->kind = WAY_NONE;
	way->reason = "routing";
	va_start(args, format);
	vsnprintf(way->why, sizeof(way->why), format, args);
	va_end(args);
}

/* A number of /proc/sys/net; -1 where there is none. */
static int setting(enum og_family family, const char *device, const char *name)
{
	char path[128], *text;
	size_t size;
	int value;

	snprintf(path, sizeof(path), "/proc/sys/net/%s/conf/%s/%s",
		 family == OG_IPV6 ? "ipv6" : "ipv4", device, name);
	if (system_read_file(path, &text, &size))
		return -1;
	value = atoi(text);
	free(text);
	return value;
}

/* The kernel's errno in words; its own say little to who did not write it. */
static void refuse(const struct way_ground *ground, const struct way_packet *packet,
		   const struct device *in, int error, struct way *way)
{
	enum og_family family = packet->to->family;
	bool own = packet->from && devices_own(&ground->devices, packet->from);

	switch (-error) {
	case EXDEV:
		end(way, "the way back to its source does not lead through %s (rp_filter)", in->name);
		break;
	case EACCES:
		end(way, "a route prohibits it");
		break;
	case EHOSTUNREACH:
	case ENETUNREACH:
		if (in && family == OG_IPV4 && !setting(family, in->name, "forwarding"))
			end(way, "forwarding is off (net.ipv4.conf.%s.forwarding)", in->name);
		else
			end(way, "there is no route to it");
		break;
	case EINVAL:
		if (in && own)
			end(way, "its source is this machine's own, and yet it comes in on %s", in->name);
		else if (in && address_is_group(packet->to))
			end(way, "nobody here has joined this group on %s", in->name);
		else
			end(way, "an address of it is none that a packet may have there, or a route is a blackhole");
		break;
	default:
		end(way, "%s", strerror(-error));
	}
}

static void ask(const struct way_ground *ground, const struct way_packet *packet,
		const struct address *from, const struct device *in, struct way *way)
{
	struct route_question question = { .to = packet->to, .from = from, .in = in ? in->index : 0 };
	struct route_answer answer;
	int error;

	way_rules_carry(&ground->rules, packet, &question);
	error = route_ask(&question, &answer);
	if (error) {
		refuse(ground, packet, in, error, way);
		return;
	}
	way->in = question.in;
	way->out = answer.out;
	way->copied = !in && answer.type != RTN_LOCAL && answer.way == ROUTE_HERE;
	if (!in && (answer.type == RTN_MULTICAST || answer.type == RTN_BROADCAST || address_is_group(packet->to)))
		way->kind = WAY_OUTGOING;
	else if (!in)
		way->kind = answer.way == ROUTE_HERE ? WAY_INPUT : WAY_OUTGOING;
	else
		way->kind = answer.way == ROUTE_HERE ? WAY_INPUT : WAY_FORWARD;
}

static bool is_from_here(const struct way_ground *ground, const struct way_packet *packet)
{
	return packet->from ? devices_own(&ground->devices, packet->from) : address_is_loopback(packet->to);
}


/* Whether what goes to a group by this device comes back to this machine as well. */
static bool has_joined(u32 device, const struct address *group)
{
	bool joined;
	char *text;
	size_t size;

	if (system_read_file("/proc/net/igmp6", &text, &size))
		return false;
	joined = ipv6_has_joined(text, device, group);
	free(text);
	return joined;
}

/* To another it goes out; to itself over lo, whichever of its addresses it takes. */
static void from_here(const struct way_ground *ground, const struct way_packet *packet, struct way *way,
		      struct caveats *caveats)
{
	bool own = packet->from && devices_own(&ground->devices, packet->from);

	ask(ground, packet, own ? packet->from : NULL, NULL, way);
	way->loopback = way->kind == WAY_INPUT;
	if (way->kind == WAY_OUTGOING && (packet->to->family == OG_IPV6 ? has_joined(way->out, packet->to) :
					  way->copied))
		caveats_add(caveats, "copy", "this machine takes part in it: a copy comes back, and input judges it");
}

/* A group: the routing of IPv6 knows only that it is one, and does not tell that of what comes in. */
static void to_group(const struct way_packet *packet, const struct device *in, struct way *way)
{
	way->kind = WAY_INPUT;
	if (has_joined(in->index, packet->to))
		return;
	if (setting(OG_IPV6, "all", "mc_forwarding") > 0)
		way->kind = WAY_FORWARD;
	else
		end(way, "nobody here has joined this group on %s", in->name);
}

/* What IPv6's routing, when asked, does not look at. */
static void forward_ipv6(const struct address *from, const struct device *in, struct way *way)
{
	const char *never = ipv6_never_forwards(from);

	if (!setting(OG_IPV6, "all", "forwarding") && setting(OG_IPV6, in->name, "force_forwarding") <= 0)
		end(way, "forwarding is off (net.ipv6.conf.all.forwarding)");
	else if (never && way->out != in->index)
		end(way, "%s", never);
}

static void come_in(const struct way_ground *ground, const struct way_packet *packet,
		    const struct device *in, struct way *way)
{
	struct address source = packet->from ? *packet->from :
				   devices_neighbour(&ground->devices, in, packet->to->family);
	const char *never = packet->to->family == OG_IPV6 ? ipv6_never_comes_in(&source, packet->to) : NULL;

	way->in = in->index;
	if (never) {
		end(way, "%s", never);
		return;
	}
	if (packet->to->family == OG_IPV6 && address_is_group(packet->to)) {
		to_group(packet, in, way);
		return;
	}
	ask(ground, packet, &source, in, way);
	if (way->kind == WAY_FORWARD && packet->to->family == OG_IPV6)
		forward_ipv6(&source, in, way);
}

/* The device that the routing takes back to the source; 0: it knows none, or there may be several. */
static u32 way_back(const struct way_ground *ground, const struct way_packet *packet)
{
	struct route_question question = { .to = packet->from };
	struct route_answer answer;
	size_t i;

	for (i = 0; i < ground->devices.count; i++)
		if (!strcmp(ground->devices.list[i].kind, "vrf"))
			return 0;
	if (!packet->from || address_is_group(packet->from) || address_is_none(packet->from) ||
	    route_ask(&question, &answer) || answer.way != ROUTE_ON)
		return 0;
	return answer.out;
}

/* What packets come in on: up, not lo, and no device for the sake of others. */
static bool takes_packets(const struct way_ground *ground, const struct device *device)
{
	return device->up && !device->loopback && strcmp(device->kind, "vrf") &&
	       devices_of_ip(&ground->devices, device) == device;
}

static bool same(const struct way *a, const struct way *b)
{
	return a->kind == b->kind && a->loopback == b->loopback;
}

static const char *in_words(const struct way *way)
{
	return way->kind == WAY_INPUT ? "input sees it" : way->kind == WAY_FORWARD ? "forward sees it" :
	       way->why;
}

/*
 * Nobody said where. It may be any device that leads back to the source; where a chain sees it on one of them, that
 * is the answer, and the others are told.
 */
static void come_in_somewhere(const struct way_ground *ground, const struct way_packet *packet,
			      struct way *way, struct caveats *caveats)
{
	const struct devices *devices = &ground->devices;
	u32 back = way_back(ground, packet);
	size_t i, pass, may = 0;
	bool known = false;
	struct way other;

	/* twice: the best first, then what differs from it */
	for (pass = 0; pass < 2; pass++) {
		for (i = 0; i < devices->count; i++) {
			if (!takes_packets(ground, &devices->list[i]) ||
			    (back && devices->list[i].index != back))
				continue;
			may += !pass;
			other = (struct way){ 0 };
			come_in(ground, packet, &devices->list[i], &other);
			if (!pass && (!known || (way->kind == WAY_NONE && other.kind != WAY_NONE)))
				*way = other;
			else if (pass && !same(way, &other))
				caveats_add(caveats, "device", "where it comes in on %s: %s; --in asks of one device",
					    devices->list[i].name, in_words(&other));
			known = true;
		}
	}
	way->in_sure = may == 1;
	if (!known)
		ask(ground, packet, NULL, NULL, way);
	/* Not ours, and no device to come in by: as the routing would send it. */
	if (!known && way->kind == WAY_OUTGOING)
		way->kind = WAY_FORWARD;
}

static void say_vrf(const struct way_ground *ground, const struct way *way, struct caveats *caveats)
{
	const struct device *in = way->in ? devices_find(&ground->devices, way->in) : NULL;
	const struct device *vrf = in ? devices_vrf(&ground->devices, in) : NULL;

	if (vrf && way->kind == WAY_INPUT)
		caveats_add(caveats, "vrf", "%s belongs to the VRF %s: only what listens in it gets the packet",
			    in->name, vrf->name);
	else if (vrf && way->kind == WAY_FORWARD)
		caveats_add(caveats, "vrf", "%s belongs to the VRF %s, whose own routes were asked",
			    in->name, vrf->name);
}

void way_find(const struct way_ground *ground, const struct way_packet *packet, struct way *way,
	      struct caveats *caveats)
{
	const struct device *in = packet->device ? devices_named(&ground->devices, packet->device) : NULL;

	*way = (struct way){ 0 };
	if (in && !in->loopback && devices_of_ip(&ground->devices, in) != in) {
		caveats_add(caveats, "device", "%s is a part of %s, and so that is what it comes in on",
			    in->name, devices_of_ip(&ground->devices, in)->name);
		in = devices_of_ip(&ground->devices, in);
	}
	if (in ? in->loopback : is_from_here(ground, packet))
		from_here(ground, packet, way, caveats);
	else if (in)
		come_in(ground, packet, in, way);
	else
		come_in_somewhere(ground, packet, way, caveats);
	way->in_sure |= in && way->in;
	way_rules_say(&ground->rules, packet, caveats);
	say_vrf(ground, way, caveats);
}
