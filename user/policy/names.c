// SPDX-License-Identifier: GPL-2.0-only
#include "names.h"
#include "base/letters.h"
#include "base/nearest_word.h"
#include "base/need.h"
#include "base/shown.h"

#include <netdb.h>
#include <stdlib.h>

#define TCP	OG_TRANSPORT_BIT(OG_TCP)
#define UDP	OG_TRANSPORT_BIT(OG_UDP)
#define BOTH	OG_TRANSPORT_BOTH

/*
 * Asked before /etc/services: names that Debian's lacks (953, 3128, 3268 ...),
 * IANA's where Debian or habit has another (143 imap, 465 submissions), and
 * the narrow meaning for an allow-list: "https" opens 443/tcp, not QUIC too.
 */
static const struct known {
	u16 port;
	u8 transports;		/* 0: has no service, only a word for people */
	const char *name, *alias;
} known[] = {
	{ 22, TCP, "ssh", NULL },
	{ 25, TCP, "smtp", NULL },
	{ 53, BOTH, "domain", "dns" },
	{ 67, UDP, "bootps", "dhcp-server" },
	{ 68, UDP, "bootpc", "dhcp-client" },
	{ 80, TCP, "http", NULL },
	{ 88, BOTH, "kerberos", NULL },
	{ 110, TCP, "pop3", NULL },
	{ 123, UDP, "ntp", NULL },
	{ 135, TCP, "epmap", NULL },
	{ 143, TCP, "imap", "imap2" },
	{ 389, TCP, "ldap", NULL },
	{ 443, TCP, "https", NULL },
	{ 445, TCP, "microsoft-ds", NULL },
	{ 464, BOTH, "kpasswd", NULL },
	{ 546, UDP, "dhcpv6-client", NULL },
	{ 547, UDP, "dhcpv6-server", NULL },
	{ 465, TCP, "submissions", "smtps" },
	{ 587, TCP, "submission", NULL },
	{ 636, TCP, "ldaps", NULL },
	{ 953, TCP, "rndc", NULL },
	{ 993, TCP, "imaps", NULL },
	{ 995, TCP, "pop3s", NULL },
	{ 1023, 0, "reserved", NULL },
	{ 3128, TCP, "squid", "squid-http" },
	{ 3130, UDP, "icpv2", "icp" },
	{ 3268, TCP, "msft-gc", NULL },
	{ 3269, TCP, "msft-gc-ssl", NULL },
	{ 3401, UDP, "squid-snmp", NULL },
	{ 3478, BOTH, "stun", NULL },
	{ 4789, UDP, "vxlan", NULL },
	{ 4827, BOTH, "htcp", NULL },
	{ 5222, TCP, "xmpp-client", NULL },
	{ 5269, TCP, "xmpp-server", NULL },
	{ 5280, TCP, "xmpp-bosh", NULL },
	{ 6081, UDP, "geneve", NULL },
	{ 8080, TCP, "http-alt", "webcache" },
	{ 8443, TCP, "https-alt", "pcsync-https" },
	{ 8888, TCP, "ddi-tcp-1", NULL },
	{ 51820, UDP, "wireguard", NULL },
};

#define KNOWN	(sizeof(known) / sizeof(known[0]))

/* /etc/services, read once: a policy may list thousands of ports. */
static struct port_name {
	char *name;
	u16 port;
	u8 transport;		/* enum og_transport */
} *port_names;
static size_t port_name_count, port_name_room;
/* A port's first that is no alias: for a long policy thousands are asked for. */
static const char *of_port[OG_TRANSPORTS][OG_PORTS];

/* NULL: a name that nobody could see as it is, or would want on a terminal. */
static const char *add_port_name(const char *name, u16 port, u8 transport)
{
	if (!shown_whole(name))
		return NULL;
	port_names = need_room(port_names, &port_name_room, port_name_count, sizeof(*port_names));
	port_names[port_name_count++] = (struct port_name){
		.name = need_copy(name), .port = port, .transport = transport,
	};
	return port_names[port_name_count - 1].name;
}

static void read_services(void)
{
	static bool done;
	struct servent *service;
	const char *name;
	char **alias;
	u16 port;

	if (done)
		return;
	done = true;
	setservent(0);
	while ((service = getservent())) {
		u8 transport = !strcmp(service->s_proto, "tcp") ? OG_TCP : OG_UDP;

		if (transport == OG_UDP && strcmp(service->s_proto, "udp"))
			continue;
		port = ntohs(service->s_port);
		name = add_port_name(service->s_name, port, transport);
		if (!of_port[transport][port])
			of_port[transport][port] = name;
		for (alias = service->s_aliases; *alias; alias++)
			add_port_name(*alias, port, transport);
	}
	endservent();
}

const char *names_of_port(u16 port, enum og_transport transport)
{
	size_t i;

	for (i = 0; i < KNOWN; i++)
		if (known[i].port == port)
			return known[i].name;
	read_services();
	return of_port[transport][port];
}

bool names_find_service(const char *name, struct service *service)
{
	size_t i;

	for (i = 0; i < KNOWN; i++) {
		if (!known[i].transports || (!letters_equal(known[i].name, name) &&
		    (!known[i].alias || !letters_equal(known[i].alias, name))))
			continue;
		*service = (struct service){ known[i].port, known[i].transports };
		return true;
	}
	read_services();
	*service = (struct service){ 0 };
	for (i = 0; i < port_name_count; i++) {
		if (!letters_equal(port_names[i].name, name))
			continue;
		if (service->transports && service->port != port_names[i].port)
			continue;
		service->port = port_names[i].port;
		service->transports |= OG_TRANSPORT_BIT(port_names[i].transport);
	}
	return service->transports;
}

const char *names_nearest(const char *name)
{
	struct nearest_word best = nearest_word_for(name);
	size_t i;

	for (i = 0; i < KNOWN; i++)
		if (known[i].transports)
			nearest_word_try(&best, known[i].name);
	read_services();
	for (i = 0; i < port_name_count; i++)
		nearest_word_try(&best, port_names[i].name);
	return best.word;
}

/*
 * Asked before /etc/protocols, which a small system lacks, and whose "ipip" is 94, that nobody speaks:
 * the tunnels that everybody calls so, Linux's driver too, are 4.
 */
static const struct {
	u8 proto;
	const char *name, *alias;
} protocols[] = {
	{ 1, "icmp", NULL }, { 2, "igmp", NULL }, { 4, "ipip", "ipencap" }, { 6, "tcp", NULL },
	{ 17, "udp", NULL }, { 41, "ipv6", "sit" }, { 47, "gre", NULL }, { 50, "esp", NULL },
	{ 51, "ah", NULL }, { 58, "ipv6-icmp", "icmpv6" }, { 89, "ospf", NULL },
	{ 112, "vrrp", NULL }, { 132, "sctp", NULL }, { 136, "udplite", NULL },
};

#define PROTOCOLS	(sizeof(protocols) / sizeof(protocols[0]))

/* Whether the table gives this name to a protocol, so that it means no other. */
static bool is_taken(const char *name)
{
	size_t i;

	for (i = 0; i < PROTOCOLS; i++)
		if (letters_equal(protocols[i].name, name) ||
		    (protocols[i].alias && letters_equal(protocols[i].alias, name)))
			return true;
	return false;
}

const char *names_of_protocol(u8 proto)
{
	struct protoent *entry;
	size_t i;

	for (i = 0; i < PROTOCOLS; i++)
		if (protocols[i].proto == proto)
			return protocols[i].name;
	entry = getprotobynumber(proto);
	return entry && !is_taken(entry->p_name) && shown_whole(entry->p_name) ? entry->p_name : NULL;
}

bool names_find_protocol(const char *name, u8 *proto)
{
	struct protoent *entry;
	size_t i;

	for (i = 0; i < PROTOCOLS; i++) {
		if (!letters_equal(protocols[i].name, name) &&
		    (!protocols[i].alias || !letters_equal(protocols[i].alias, name)))
			continue;
		*proto = protocols[i].proto;
		return true;
	}
	entry = getprotobyname(name);
	if (!entry || entry->p_proto < 0 || entry->p_proto > 255)
		return false;
	*proto = entry->p_proto;
	return true;
}
