/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * nft(8) as a library, libnftables, so that the socket which made a table is ours: the kernel removes a table
 * that has an owner when its socket closes, however that comes. Loaded where it is needed: whoever has neither
 * fast path nor fallback need not have it.
 */
#ifndef OGCTL_NFT_H
#define OGCTL_NFT_H

#include <stdbool.h>

/* A socket to the nf_tables of the network namespace that it was opened in. */
struct nft;

struct nft_answer {
	int status;	/* 0: done; -ENOENT: there is no libnftables; else why not is in @err */
	char *err;
};

/* NULL: there is no libnftables. */
struct nft *nft_open(void);
void nft_close(struct nft *nft);
/* Its descriptor, for who keeps it open somewhere else, too; -1: it cannot be told. */
int nft_socket(const struct nft *nft);

/* @nft may be NULL. Release the answer. */
void nft_run(struct nft *nft, struct nft_answer *answer, const char *text);
/* Only whether it could be done. */
void nft_try(struct nft *nft, struct nft_answer *answer, const char *text);
void nft_release(struct nft_answer *answer);

enum nft_presence { NFT_ABSENT, NFT_PRESENT, NFT_UNKNOWN };

/*
 * Whether there is a table inet @name, by nft's netlink, so also without libnftables. NFT_ABSENT also where the kernel
 * has no nft; NFT_UNKNOWN: this needs CAP_NET_ADMIN.
 */
enum nft_presence nft_table_look(const char *name);

/* Say why it could not do it; EXIT_MODULE. */
int nft_complain(const struct nft_answer *answer, const char *while_doing);

#endif
