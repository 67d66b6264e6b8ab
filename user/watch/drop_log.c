// SPDX-License-Identifier: GPL-2.0-only
#include "drop_log.h"
#include "base/need.h"
#include "outlook_guard.h"

#include <errno.h>
#include <libnetfilter_log/libnetfilter_log.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define COPIED		256	/* bytes of each packet: room for headers, also IPv6's */
#define ANSWER_MAX	65536
#define GROUPS_FILE	"/proc/net/netfilter/nfnetlink_log"

struct drop_log {
	struct nflog_handle *handle;
	struct nflog_g_handle *group;
	drop_visit visit;
	void *to;
};

bool drop_parse_prefix(struct drop *drop, const char *prefix)
{
	char verdict[16];

	if (sscanf(prefix, OG_NAME " %7s %15s %15s", drop->chain, verdict, drop->reason) != 3)
		return false;
	drop->would = !strcmp(verdict, "would-drop");
	return drop->would || !strcmp(verdict, "drop");
}

static void take_device(struct drop *drop, u32 index)
{
	char name[IF_NAMESIZE];

	*drop->device = '\0';
	if (index && if_indextoname(index, name))
		snprintf(drop->device, sizeof(drop->device), "%s", name);
}

static int take_packet(struct nflog_g_handle *group, struct nfgenmsg *message,
		       struct nflog_data *data, void *to)
{
	struct drop_log *log = to;
	const char *prefix = nflog_get_prefix(data);
	struct drop drop;
	char *bytes;
	int size = nflog_get_payload(data, &bytes);

	(void)group;
	(void)message;
	if (prefix && size > 0 && drop_parse_prefix(&drop, prefix) &&
	    packet_parse(&drop.packet, (const u8 *)bytes, size)) {
		take_device(&drop, nflog_get_indev(data));
		log->visit(log->to, &drop);
	}
	return 0;
}

/* The kernel says "not permitted" for a group that another has, too. */
static bool is_taken(u16 group)
{
	FILE *file = fopen(GROUPS_FILE, "re");
	unsigned int number;
	bool taken = false;

	while (file && !taken && fscanf(file, " %u%*[^\n]", &number) == 1)
		taken = number == group;
	if (file)
		(void)fclose(file);
	return taken;
}

int drop_log_open(struct drop_log **result, u16 group)
{
	struct drop_log *log = need(sizeof(*log));
	int error;

	errno = 0;
	log->handle = nflog_open();
	if (log->handle)
		log->group = nflog_bind_group(log->handle, group);
	/* Each packet at once: there are few, and somebody waits. */
	if (log->group && nflog_set_mode(log->group, NFULNL_COPY_PACKET, COPIED) >= 0 &&
	    nflog_set_qthresh(log->group, 1) >= 0) {
		nflog_callback_register(log->group, take_packet, log);
		*result = log;
		return 0;
	}
	error = errno ? -errno : -EIO;
	if (error == -EPERM && is_taken(group))
		error = -EBUSY;
	drop_log_close(log);
	return error;
}

void drop_log_close(struct drop_log *log)
{
	if (log->group)
		nflog_unbind_group(log->group);
	if (log->handle)
		nflog_close(log->handle);
	free(log);
}

int drop_log_fd(const struct drop_log *log)
{
	return nflog_fd(log->handle);
}

int drop_log_read(struct drop_log *log, drop_visit visit, void *to)
{
	char *buffer = need(ANSWER_MAX);
	int error = 0;
	ssize_t size;

	log->visit = visit;
	log->to = to;
	while (!error) {
		size = recv(drop_log_fd(log), buffer, ANSWER_MAX, MSG_DONTWAIT);
		if (size <= 0)
			error = size ? -errno : -EIO;
		else
			nflog_handle_packet(log->handle, buffer, size);
		if (error == -EINTR)
			error = 0;
	}
	free(buffer);
	return error == -EAGAIN ? 0 : error;
}
