// SPDX-License-Identifier: GPL-2.0-only
#include "fast_devices.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"

#include <errno.h>
#include <net/if_arp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* What nft takes between quotes, and a device can be called. */
static bool is_name(const char *name)
{
	size_t length = strlen(name), i;

	if (!length || length >= IF_NAMESIZE)
		return false;
	for (i = 0; i < length; i++)
		if (name[i] <= ' ' || name[i] > '~' || strchr("\"/\\*", name[i]))
			return false;
	return true;
}

bool fast_devices_add(struct fast_devices *devices, const char *name)
{
	size_t at = 0;
	int order = 1;

	if (!is_name(name))
		return false;
	while (at < devices->count) {
		order = strcmp(devices->names[at], name);
		if (order >= 0)
			break;
		at++;
	}
	if (!order)
		return true;
	if (devices->count == FAST_DEVICES_MAX)
		return false;
	memmove(devices->names[at + 1], devices->names[at],
		(devices->count - at) * sizeof(devices->names[0]));
	memset(devices->names[at], 0, sizeof(devices->names[at]));
	memcpy(devices->names[at], name, strlen(name));
	devices->count++;
	return true;
}

char *fast_devices_text(const struct fast_devices *devices)
{
	size_t size, i;
	char *text;
	FILE *out = open_text(&text, &size);

	for (i = 0; i < devices->count; i++)
		fprintf(out, "%s%s", i ? " " : "", devices->names[i]);
	close_text(out);
	return text;
}

bool fast_devices_equal(const struct fast_devices *a, const struct fast_devices *b)
{
	size_t i;

	if (a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++)
		if (strcmp(a->names[i], b->names[i]))
			return false;
	return true;
}

void fast_devices_look(const struct fast_devices *devices, struct fast_devices *there,
		       struct fast_devices *missing)
{
	size_t i;

	there->count = 0;
	if (missing)
		missing->count = 0;
	for (i = 0; i < devices->count; i++)
		if (if_nametoindex(devices->names[i]))
			fast_devices_add(there, devices->names[i]);
		else if (missing)
			fast_devices_add(missing, devices->names[i]);
}

static bool ask(int fd, unsigned long what, const char *name, struct ifreq *request)
{
	memset(request, 0, sizeof(*request));
	snprintf(request->ifr_name, sizeof(request->ifr_name), "%s", name);
	return !ioctl(fd, what, request);
}

/* Up, and Ethernet; one that vanished meanwhile is not. */
static bool is_suitable(int fd, const char *name)
{
	struct ifreq request;

	if (!ask(fd, SIOCGIFFLAGS, name, &request))
		return false;
	if (!(request.ifr_flags & IFF_UP) || request.ifr_flags & IFF_LOOPBACK)
		return false;
	return ask(fd, SIOCGIFHWADDR, name, &request) &&
	       request.ifr_hwaddr.sa_family == ARPHRD_ETHER;
}

static int complain_named(const char *name, const char *why)
{
	complain("\"%s\" %s; nothing was changed. \"ip link\" lists the devices", name, why);
	return EXIT_USAGE;
}

static int complain_too_many(const char *name)
{
	complain("\"%s\" is one device too many: a fast path takes %d. Name those that forward most, as in "
		 "\"ogctl fast on eth0 eth1\"; nothing was changed", name, FAST_DEVICES_MAX);
	return EXIT_USAGE;
}

static int take_named(struct fast_devices *devices, int fd, const char *name)
{
	struct ifreq request;

	if (!is_name(name))
		return complain_named(name, "cannot be a network device's name");
	if (!ask(fd, SIOCGIFFLAGS, name, &request))
		return complain_named(name, "is no network device here");
	if (request.ifr_flags & IFF_LOOPBACK)
		return complain_named(name, "is the loopback device, which forwards nothing");
	if (!fast_devices_add(devices, name))
		return complain_too_many(name);
	return 0;
}

static int take_all(struct fast_devices *devices, int fd)
{
	struct if_nameindex *list = if_nameindex();
	int code = 0;
	size_t i;

	/* A name that nft cannot say is left out; one that has no room is not left out quietly. */
	for (i = 0; list && list[i].if_index && !code; i++)
		if (is_name(list[i].if_name) && is_suitable(fd, list[i].if_name) &&
		    !fast_devices_add(devices, list[i].if_name))
			code = complain_too_many(list[i].if_name);
	if (list)
		if_freenameindex(list);
	if (devices->count)
		return code;
	complain("no Ethernet device is up here, so there is nothing to take packets from: "
		 "name the devices, as in \"ogctl fast on eth0 eth1\"; nothing was changed");
	return EXIT_USAGE;
}

int fast_devices_choose(struct fast_devices *devices, int count, char **names)
{
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), code = 0, i;

	devices->count = 0;
	if (fd < 0) {
		complain("cannot look at the network devices: %s", strerror(errno));
		return EXIT_MODULE;
	}
	for (i = 0; i < count && !code; i++)
		code = take_named(devices, fd, names[i]);
	if (!count)
		code = take_all(devices, fd);
	close(fd);
	return code;
}
