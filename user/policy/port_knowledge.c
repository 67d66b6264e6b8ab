// SPDX-License-Identifier: GPL-2.0-only
#include "port_knowledge.h"
#include "base/need.h"
#include "policy_text.h"
#include "profiles.h"
#include "zone_words.h"

#include <stdlib.h>

#define TCP	OG_TRANSPORT_BIT(OG_TCP)
#define UDP	OG_TRANSPORT_BIT(OG_UDP)
#define BOTH	OG_TRANSPORT_BOTH

/* Ports that no profile lists, for whoever lists one says more of it. */
static const struct {
	u16 port;
	u8 transports;
	const char *why, *source, *risk;
} table[] = {
	{ 21, TCP, "files by FTP", "RFC 959",
	  "passwords in plain text; its data connections need a conntrack helper, which can be talked into opening ports" },
	{ 23, TCP, "a terminal by telnet", "RFC 854",
	  "passwords in plain text; the port that is tried most on the internet" },
	{ 67, UDP, "clients ask a DHCP server or relay on this machine for an address", "RFC 2131",
	  "on input, and only where such a server runs; whoever asks gets an address" },
	{ 69, UDP, "devices fetch their system by TFTP", "RFC 1350",
	  "no password at all" },
	{ 137, UDP, "Windows looks names up (NetBIOS)", "RFC 1002",
	  "every Windows PC calls it out; nothing of today needs it through a gateway" },
	{ 138, UDP, "Windows announces itself (NetBIOS)", "RFC 1002",
	  "every Windows PC calls it out; nothing of today needs it through a gateway" },
	{ 139, TCP, "file shares in their old form (NetBIOS)", "RFC 1002",
	  "worms spread over it; 445 is what Windows uses since 2000" },
	{ 161, UDP, "monitoring asks for a machine's figures (SNMP)", "RFC 1157",
	  "its password goes in plain text in versions 1 and 2; reflection" },
	{ 162, UDP, "a machine reports to its monitoring (SNMP)", "RFC 1157", "little" },
	{ 443, UDP, "web pages over QUIC; browsers fall back to 443/tcp without", "RFC 9114",
	  "passes the proxy by, with everything that it would filter" },
	{ 500, UDP, "keys for IPsec (IKE)", "RFC 7296", "a way out that nobody can look into" },
	{ 514, UDP, "logs are sent to another machine", "RFC 5426", "plain text" },
	{ 547, UDP, "clients ask a DHCPv6 server or relay on this machine for an address", "RFC 8415",
	  "on input, and only where such a server runs; whoever asks gets an address" },
	{ 853, TCP, "name resolution over TLS", "RFC 7858",
	  "passes the own resolver by, with what it would filter" },
	{ 1194, UDP, "OpenVPN", "IANA's registry", "a way out that nobody can look into" },
	{ 1433, TCP, "Microsoft's SQL Server", "IANA's registry",
	  "passwords are guessed at from everywhere" },
	{ 1900, UDP, "devices look for each other (UPnP)", "UPnP Device Architecture",
	  "reflection; nothing needs it through a gateway" },
	{ 3130, UDP, "caches ask each other for pages (ICP)", "RFC 2186", "says what was visited" },
	{ 3389, TCP, "Remote Desktop", "Microsoft, \"Service overview and network port requirements for Windows\"",
	  "passwords are guessed at from everywhere" },
	{ 3401, UDP, "Squid's figures by SNMP", "Squid's documentation, snmp_port",
	  "reveals what the proxy does, when its access rules do not restrict it" },
	{ 3478, BOTH, "calls find their way through NAT (STUN); Teams, among others", "RFC 8489",
	  "calls pass the proxy by" },
	{ 4500, UDP, "IPsec through NAT", "RFC 3948", "a way out that nobody can look into" },
	{ 4789, UDP, "networks are joined by VXLAN", "RFC 7348",
	  "whoever can send to it is in the network inside: it asks for no key" },
	{ 4827, BOTH, "caches ask each other for pages (HTCP)", "RFC 2756", "says what was visited" },
	{ 5060, BOTH, "telephones by SIP", "RFC 3261", "plain text; calls at others' expense" },
	{ 5061, TCP, "telephones by SIP over TLS", "RFC 3261", "calls at others' expense" },
	{ 5353, UDP, "devices look for each other (mDNS)", "RFC 6762",
	  "means the own network only; nothing needs it through a gateway" },
	{ 5355, UDP, "Windows looks names up (LLMNR)", "RFC 4795",
	  "means the own network only; who answers first gets the password's hash" },
	{ 6081, UDP, "networks are joined by Geneve", "RFC 8926",
	  "whoever can send to it is in the network inside: it asks for no key" },
	{ 9100, TCP, "pages are sent to a printer", "CUPS's documentation, socket backend",
	  "no password at all" },
	{ 51820, UDP, "a tunnel by WireGuard; the port is its custom", "WireGuard, \"Quick Start\"",
	  "little: it answers nobody who has no key" },
};

/* The same of protocols that no profile lists. */
static const struct {
	u8 proto;
	const char *why, *source, *risk;
} protocol_table[] = {
	{ 2, "routers ask who takes part in multicast (IGMP)", "RFC 3376",
	  "little: who is in the same segment can ask" },
	{ 4, "packets inside packets (ipip)", "RFC 2003",
	  "asks for no key: let its other end alone send it" },
	{ 41, "IPv6 inside packets (sit, 6in4, ip6tnl)", "RFC 4213",
	  "asks for no key: let its other end alone send it" },
	{ 47, "packets inside packets (GRE, PPTP)", "RFC 2784",
	  "asks for no key: let its other end alone send it" },
	{ 50, "encrypted packets of IPsec (ESP)", "RFC 4303", "little: it takes a key" },
	{ 51, "signed packets of IPsec (AH); keepalived's auth_type AH", "RFC 4302",
	  "little: it takes a key" },
};

#define PROTOCOLS	(sizeof(protocol_table) / sizeof(protocol_table[0]))

#define TABLE	(sizeof(table) / sizeof(table[0]))

/* Whose word comes first, for an administrator of Outlook's gateway. */
static const char *const preferred[] = {
	"outlook-modern", "outlook-classic", "mail-ldap", "exchange-onprem", "ad-member",
	"safesquid-outlook", "mgmt", "squid",
};

#define PREFERRED	(sizeof(preferred) / sizeof(preferred[0]))

static bool read_profile(struct known_profile *known, const struct profile *profile)
{
	struct og_edit *edit = need(sizeof(*edit));
	struct og_error error;
	bool good = !source_read(&known->source, profile->path);

	memset(&known->policy, 0, sizeof(known->policy));
	if (good && (!policy_try(&known->source, edit, &error) ||
		     !policy_fit(&known->source, edit, &known->policy, &error))) {
		source_free(&known->source);
		good = false;
	}
	if (good)
		known->name = need_copy(profile->name);
	free(edit);
	return good;
}

void knowledge_read(struct knowledge *knowledge)
{
	struct profile *profiles;
	size_t count = profiles_all(&profiles), i;

	*knowledge = (struct knowledge){ .profiles = need((count + 1) * sizeof(struct known_profile)) };
	for (i = 0; i < count; i++)
		if (read_profile(&knowledge->profiles[knowledge->count], &profiles[i]))
			knowledge->count++;
	profiles_free(profiles, count);
}

void knowledge_free(struct knowledge *knowledge)
{
	size_t i;

	for (i = 0; i < knowledge->count; i++) {
		source_free(&knowledge->profiles[i].source);
		free(knowledge->profiles[i].name);
	}
	free(knowledge->profiles);
	*knowledge = (struct knowledge){ 0 };
}

/* A line of a text, and where the next begins. */
static const char *line_at(const struct source *source, u32 number, size_t *length)
{
	const char *line = source->text, *end = source->text + source->size, *next;
	u32 n;

	for (n = 1; line < end; n++, line = next + 1) {
		next = memchr(line, '\n', end - line);
		if (!next)
			next = end;
		*length = next - line;
		if (n == number)
			return line;
	}
	*length = 0;
	return "";
}

static void append(char *to, size_t size, const char *text, size_t length)
{
	size_t used = strlen(to);

	while (length && *text == ' ') {
		text++;
		length--;
	}
	if (used < size)
		snprintf(to + used, size - used, "%s%.*s", used ? " " : "", (int)length, text);
}

/* The comment right above an item: "#   why:    ...", and lines that go on. */
static void take_comment(struct port_note *note)
{
	const struct source *source = &note->profile->source;
	const struct {
		const char *label;
		char *to;
		size_t size;
	} parts[] = {
		{ "#   why:", note->why, sizeof(note->why) },
		{ "#   source:", note->source, sizeof(note->source) },
		{ "#   risk:", note->risk, sizeof(note->risk) },
	};
	size_t length, p, label, part = 3;
	u32 line = note->place.line;
	const char *text;

	while (line > 1 && *line_at(source, line - 1, &length) == '#')
		line--;
	for (; line < note->place.line; line++) {
		text = line_at(source, line, &length);
		label = 1;
		for (p = 0; p < 3; p++) {
			if (length < strlen(parts[p].label) ||
			    memcmp(text, parts[p].label, strlen(parts[p].label)))
				continue;
			part = p;
			label = strlen(parts[p].label);
		}
		if (part < 3)
			append(parts[part].to, parts[part].size, text + label, length - label);
	}
}

/* What only makes sense beside the profile: its word for a document, a range that holds the port. */
static void widen(struct port_note *note)
{
	static const char page[] = "the page";
	char text[sizeof(note->why)];

	if (!strncmp(note->source, page, strlen(page))) {
		snprintf(text, sizeof(text), "%s", note->source + strlen(page));
		snprintf(note->source, sizeof(note->source),
			 "SafeSquid, \"Allow Outlook To Work Through SafeSquid\"%.160s", text);
	}
	if (strchr(note->place.text, '-') && note->why[0]) {
		snprintf(text, sizeof(text), "%s", note->why);
		snprintf(note->why, sizeof(note->why), "one of %s: %.400s", note->place.text, text);
	}
}

/* Where a profile lists a port for everybody, or else for a zone. */
static bool find_place(const struct known_profile *profile, enum og_chain_id chain,
		       enum og_transport transport, u16 port, struct text_place *place)
{
	u16 zones = zones_listing(&profile->policy, chain, transport, port);
	struct og_flow flow = flow_to_port(transport, port);

	if (chain_lists_port(&profile->policy.chain[chain], transport, port))
		return text_places_find(&profile->source, chain, &flow, place);
	for (; zones; zones &= zones - 1)
		if (text_places_find_from(&profile->source, chain, profile->policy.zones.name[__builtin_ctz(zones)],
					  &flow, place))
			return true;
	return false;
}

bool knowledge_of_profile(const struct known_profile *profile, enum og_chain_id chain,
			  enum og_transport transport, u16 port, struct port_note *note)
{
	*note = (struct port_note){ .profile = profile };
	if (!find_place(profile, chain, transport, port, &note->place))
		return false;
	take_comment(note);
	widen(note);
	return true;
}

static void take_words(struct port_note *note, const char *why, const char *source, const char *risk)
{
	*note = (struct port_note){ 0 };
	snprintf(note->why, sizeof(note->why), "%s", why);
	snprintf(note->source, sizeof(note->source), "%s", source);
	snprintf(note->risk, sizeof(note->risk), "%s", risk);
}

static bool table_of_protocol(u8 proto, struct port_note *note)
{
	size_t i;

	for (i = 0; i < PROTOCOLS; i++) {
		if (protocol_table[i].proto != proto)
			continue;
		take_words(note, protocol_table[i].why, protocol_table[i].source,
			   protocol_table[i].risk);
		return true;
	}
	return false;
}

bool knowledge_of_protocol(const struct knowledge *knowledge, enum og_chain_id chain, u8 proto,
			   struct port_note *note)
{
	const struct og_flow flow = { .state = OG_STATE_NEW, .proto = proto };
	size_t i;

	for (i = 0; i < knowledge->count; i++) {
		*note = (struct port_note){ .profile = &knowledge->profiles[i] };
		if (!text_places_find(&note->profile->source, chain, &flow, &note->place))
			continue;
		take_comment(note);
		return true;
	}
	return table_of_protocol(proto, note);
}

bool knowledge_of_table(enum og_transport transport, u16 port, struct port_note *note)
{
	size_t i;

	*note = (struct port_note){ 0 };
	for (i = 0; i < TABLE; i++) {
		if (table[i].port != port || !(table[i].transports & OG_TRANSPORT_BIT(transport)))
			continue;
		take_words(note, table[i].why, table[i].source, table[i].risk);
		return true;
	}
	return false;
}

static bool ask_chain(const struct knowledge *knowledge, enum og_chain_id chain,
		      enum og_transport transport, u16 port, struct port_note *note)
{
	size_t p, i;

	for (p = 0; p < PREFERRED; p++)
		for (i = 0; i < knowledge->count; i++)
			if (!strcmp(knowledge->profiles[i].name, preferred[p]) &&
			    knowledge_of_profile(&knowledge->profiles[i], chain, transport, port, note))
				return true;
	for (i = 0; i < knowledge->count; i++)
		if (knowledge_of_profile(&knowledge->profiles[i], chain, transport, port, note))
			return true;
	return false;
}

bool knowledge_of_port(const struct knowledge *knowledge, enum og_chain_id chain,
		       enum og_transport transport, u16 port, struct port_note *note)
{
	enum og_chain_id other = chain == OG_INPUT ? OG_FORWARD : OG_INPUT;

	return ask_chain(knowledge, chain, transport, port, note) ||
	       ask_chain(knowledge, other, transport, port, note) ||
	       knowledge_of_table(transport, port, note);
}
