// SPDX-License-Identifier: GPL-2.0-only
#include "iptables_target.h"

#include <string.h>

/* Every target that iptables 1.4 to 1.8 comes with; of those that are not here nobody knows either. */
static const struct {
	const char *name;
	enum verdict verdict;
} targets[] = {
	{ "ACCEPT", VERDICT_ACCEPT }, { "DROP", VERDICT_DROP }, { "REJECT", VERDICT_REJECT }, { "RETURN", VERDICT_RETURN },
	{ "AUDIT", VERDICT_NONE }, { "CHECKSUM", VERDICT_NONE }, { "CLASSIFY", VERDICT_NONE }, { "CONNMARK", VERDICT_NONE },
	{ "CONNSECMARK", VERDICT_NONE }, { "CT", VERDICT_NONE }, { "DSCP", VERDICT_NONE }, { "HL", VERDICT_NONE },
	{ "IDLETIMER", VERDICT_NONE }, { "LED", VERDICT_NONE }, { "LOG", VERDICT_NONE }, { "MARK", VERDICT_NONE },
	{ "NFLOG", VERDICT_NONE }, { "NOTRACK", VERDICT_NONE }, { "RATEEST", VERDICT_NONE }, { "SECMARK", VERDICT_NONE },
	{ "SET", VERDICT_NONE }, { "TCPMSS", VERDICT_NONE }, { "TEE", VERDICT_NONE }, { "TOS", VERDICT_NONE },
	{ "TRACE", VERDICT_NONE }, { "TTL", VERDICT_NONE }, { "ULOG", VERDICT_NONE },
	{ "CLUSTERIP", VERDICT_UNKNOWN }, { "DNPT", VERDICT_UNKNOWN }, { "ECN", VERDICT_UNKNOWN }, { "HMARK", VERDICT_UNKNOWN },
	{ "MIRROR", VERDICT_UNKNOWN }, { "NAT", VERDICT_UNKNOWN }, { "NFQUEUE", VERDICT_UNKNOWN }, { "QUEUE", VERDICT_UNKNOWN },
	{ "SAME", VERDICT_UNKNOWN }, { "SNPT", VERDICT_UNKNOWN }, { "SYNPROXY", VERDICT_UNKNOWN }, { "TARPIT", VERDICT_UNKNOWN },
	{ "TCPOPTSTRIP", VERDICT_UNKNOWN }, { "TPROXY", VERDICT_UNKNOWN },
	{ "DNAT", VERDICT_UNKNOWN }, { "MASQUERADE", VERDICT_UNKNOWN }, { "NETMAP", VERDICT_UNKNOWN }, { "REDIRECT", VERDICT_UNKNOWN },
	{ "SNAT", VERDICT_UNKNOWN },
};

/* To be translated is to pass the chain that does it. */
static bool translates(const char *table, const char *name)
{
	static const char *const known[] = { "DNAT", "MASQUERADE", "NETMAP", "REDIRECT", "SNAT" };
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (!strcmp(table, "nat") && !strcmp(name, known[i]))
			return true;
	return false;
}

bool iptables_target(const char *table, const char *name, enum verdict *verdict)
{
	size_t i;

	for (i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
		if (strcmp(name, targets[i].name) != 0)
			continue;
		*verdict = translates(table, name) ? VERDICT_ACCEPT : targets[i].verdict;
		return true;
	}
	return false;
}
