// SPDX-License-Identifier: GPL-2.0-only
#include "nft_chains.h"
#include "base/need.h"
#include "base/system_file.h"
#include "netlink.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <unistd.h>

/* Names are somebody else's, and end on a terminal. */
static void take_text(char *text, size_t room, const struct netlink_attributes *has, u16 type)
{
	snprintf(text, room, "%s", netlink_text(has, type));
	for (; *text; text++)
		if (iscntrl((unsigned char)*text))
			*text = '?';
}

void nft_chains_take(struct nft_chains *chains, const struct nlmsghdr *answer)
{
	const u16 type = NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWCHAIN;
	struct netlink_attributes has, hook;
	const struct nfgenmsg *head = netlink_open(answer, type, sizeof(*head), &has);
	struct nft_chain chain = { 0 };

	if (!head || !has.of[NFTA_CHAIN_HOOK])
		return;
	netlink_nested(&has, NFTA_CHAIN_HOOK, &hook);
	chain.family = head->nfgen_family;
	chain.hook = ntohl(netlink_u32(&hook, NFTA_HOOK_HOOKNUM));
	chain.priority = (int)ntohl(netlink_u32(&hook, NFTA_HOOK_PRIORITY));
	take_text(chain.table, sizeof(chain.table), &has, NFTA_CHAIN_TABLE);
	take_text(chain.name, sizeof(chain.name), &has, NFTA_CHAIN_NAME);
	take_text(chain.type, sizeof(chain.type), &has, NFTA_CHAIN_TYPE);
	chains->rows = need_room(chains->rows, &chains->room, chains->count, sizeof(chain));
	chains->rows[chains->count++] = chain;
}

static void take_chain(void *to, const struct nlmsghdr *answer)
{
	nft_chains_take(to, answer);
}

/* Whether a module is a part of this kernel, which has no folder in /sys then; where that cannot be told, it may be. */
static bool may_be_built_in(const char *file)
{
	struct utsname name;
	char *path, *text;
	size_t size;
	bool may;

	if (uname(&name))
		return true;
	path = need_text("/lib/modules/%s/modules.builtin", name.release);
	if (system_read_file(path, &text, &size)) {
		free(path);
		return true;
	}
	may = strstr(text, file);
	free(text);
	free(path);
	return may;
}

bool nft_is_there(void)
{
	return !system_is_elsewhere() && (!access("/sys/module/nf_tables", F_OK) || may_be_built_in("/nf_tables.ko"));
}

int nft_chains_read(struct nft_chains *chains)
{
	struct netlink_question question;

	*chains = (struct nft_chains){ 0 };
	if (!nft_is_there())
		return 0;
	netlink_begin(&question, NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_GETCHAIN, NLM_F_DUMP, sizeof(struct nfgenmsg));
	return netlink_dump(NETLINK_NETFILTER, &question, take_chain, chains, &chains->count);
}

void nft_chains_release(struct nft_chains *chains)
{
	free(chains->rows);
	*chains = (struct nft_chains){ 0 };
}
