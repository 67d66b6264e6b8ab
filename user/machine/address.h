/* SPDX-License-Identifier: GPL-2.0-only */
/* An IP address of either family. Pure. */
#ifndef OGCTL_ADDRESS_H
#define OGCTL_ADDRESS_H

#include "policy.h"

#include <stdbool.h>
#include <stddef.h>

struct address {
	enum og_family family;
	u8 bytes[16];		/* as in a packet, its first byte first; IPv4 has four, and zeros behind them */
};

/* An end of a connection. */
struct endpoint {
	struct address address;
	u16 port;		/* host byte order */
};

#define ADDRESS_TEXT	46	/* INET6_ADDRSTRLEN */

/* How many bytes an address of @family has. */
size_t address_size(enum og_family family);
/* Of that many bytes, as packets and netlink have them. */
struct address address_of(enum og_family family, const void *bytes);
/* The same of a socket: one for both families spells IPv4 ::ffff:a.b.c.d, and means a.b.c.d. */
struct address address_of_socket(enum og_family family, const void *bytes);

/* As the core has it: a number. */
struct og_address address_number(const struct address *address);

/* "192.0.2.1", "2001:db8::1". False: it is none. */
bool address_parse(const char *text, struct address *address);
/* The same as servers print whom their socket is connected to: maybe with a zone behind it, "fe80::1%eth0". */
bool address_parse_socket(const char *text, struct address *address);
void address_print(const struct address *address, char text[ADDRESS_TEXT]);

/* Below, at or above 0, as memcmp() has it: IPv4 first; by the address, then by the port. */
int address_compare(const struct address *a, const struct address *b);
int endpoint_compare(const struct endpoint *a, const struct endpoint *b);
/* Whether it begins as @prefix does, which has @bits; an address of the other family does not. */
bool address_in(const struct address *address, const struct address *prefix, unsigned int bits);

/* 224.0.0.0/4, ff00::/8 */
bool address_is_group(const struct address *address);
/* 127.0.0.0/8, ::1 */
bool address_is_loopback(const struct address *address);
/* fe80::/10 */
bool address_is_link_local(const struct address *address);
/* Nobody's: 0.0.0.0, :: */
bool address_is_none(const struct address *address);

#endif
