/* SPDX-License-Identifier: GPL-2.0-only */
/* What rules of iptables and nft call things. False, or NULL: it is none, or none that has a place in a policy. */
#ifndef OGCTL_IMPORT_MATCH_WORDS_H
#define OGCTL_IMPORT_MATCH_WORDS_H

#include "box.h"

bool match_protocol(const char *text, u8 *proto);
/* "192.0.2.0/24", also with a mask in place of the prefix; bits behind it are put off, as iptables does. */
bool match_network(const char *text, struct og_network *network);
bool match_network_of(const char *address, unsigned int prefix, struct og_network *network);
/* "eth1", or with @any behind it whatever begins so. */
bool match_device(const char *text, char any, struct og_device *device);
/* "22,80:90,smtp" */
const struct ports *match_ports(struct arena *arena, const char *text);
/* "NEW,ESTABLISHED", in any case of letters. */
bool match_states(const char *text, u8 *states);
bool match_types(const char *text, u8 *types);

#endif
