/* SPDX-License-Identifier: GPL-2.0-only */
/* nft(8), run with a text and heard out. */
#ifndef OGCTL_FAST_NFT_H
#define OGCTL_FAST_NFT_H

struct nft_answer {
	int status;	/* its exit status; -ENOENT: it is not installed; or another errno */
	char *out, *err;
};

/* @arguments: without "nft" itself, up to a NULL. Release the answer. */
void nft_run(struct nft_answer *answer, const char *input, const char *const *arguments);
void nft_release(struct nft_answer *answer);

/* Say why it could not do it; EXIT_GUARD. */
int nft_complain(const struct nft_answer *answer, const char *while_doing);

#endif
