// SPDX-License-Identifier: GPL-2.0-only
#include "nft_chains.h"
#include "base/need.h"
#include "base/system_file.h"
#include "netlink.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define TRIES	5	/* while rules come and go */

/* Names are somebody else's, and end on a terminal. */
static void take_text(char *text, size_t room, const void *first, size_t size, unsigned int type)
{
	size_t found;
	const char *value = netlink_attribute(first, size, type, 1, &found);

	snprintf(text, room, "%.*s", value ? (int)strnlen(value, found) : 0, value ? value : "");
	for (; *text; text++)
		if (iscntrl((unsigned char)*text))
			*text = '?';
}

static u32 word_of(const void *first, size_t size, unsigned int type)
{
	size_t found;
	const void *value = netlink_attribute(first, size, type, sizeof(u32), &found);
	u32 word = 0;

	if (value)
		memcpy(&word, value, sizeof(word));
	return ntohl(word);
}

void nft_chains_take(struct nft_chains *chains, const struct nlmsghdr *answer)
{
	const struct nfgenmsg *head = NLMSG_DATA(answer);
	size_t skip = NLMSG_LENGTH(sizeof(*head)), size, found;
	struct nft_chain chain = { 0 };
	const char *first = (const char *)answer + skip;
	const void *hook;

	if (answer->nlmsg_len < skip)
		return;
	size = answer->nlmsg_len - skip;
	hook = netlink_attribute(first, size, NFTA_CHAIN_HOOK, 0, &found);
	if (!hook)
		return;
	chain.family = head->nfgen_family;
	chain.hook = word_of(hook, found, NFTA_HOOK_HOOKNUM);
	chain.priority = (int)word_of(hook, found, NFTA_HOOK_PRIORITY);
	take_text(chain.table, sizeof(chain.table), first, size, NFTA_CHAIN_TABLE);
	take_text(chain.name, sizeof(chain.name), first, size, NFTA_CHAIN_NAME);
	take_text(chain.type, sizeof(chain.type), first, size, NFTA_CHAIN_TYPE);
	chains->rows = need_room(chains->rows, &chains->room, chains->count, sizeof(chain));
	chains->rows[chains->count++] = chain;
}

static void take_chain(void *to, const struct nlmsghdr *answer)
{
	nft_chains_take(to, answer);
}

static bool has_nft(void)
{
	char *path = system_path("/sys/module/nf_tables");
	bool has = !system_is_elsewhere() && !access(path, F_OK);

	free(path);
	return has;
}

int nft_chains_read(struct nft_chains *chains)
{
	struct {
		struct nlmsghdr header;
		struct nfgenmsg family;
	} question;
	int error = -EINTR, tries;

	*chains = (struct nft_chains){ 0 };
	if (!has_nft())
		return 0;
	for (tries = 0; error == -EINTR && tries < TRIES; tries++) {
		chains->count = 0;
		memset(&question, 0, sizeof(question));
		question.header.nlmsg_len = sizeof(question);
		question.header.nlmsg_type = NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_GETCHAIN;
		question.header.nlmsg_flags = NLM_F_DUMP;
		error = netlink_ask(NETLINK_NETFILTER, &question.header, take_chain, chains);
	}
	return error;
}

void nft_chains_release(struct nft_chains *chains)
{
	free(chains->rows);
	*chains = (struct nft_chains){ 0 };
}
