// SPDX-License-Identifier: GPL-2.0-only
#include "nft_remark.h"
#include "base/need.h"

#include <stdlib.h>
#include <string.h>

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* %22 is a byte that nft's comments cannot have, in place. */
static void undo(char *text)
{
	char *to = text;

	while (*text) {
		if (*text == '%' && digit(text[1]) >= 0 && digit(text[2]) >= 0) {
			*to++ = digit(text[1]) << 4 | digit(text[2]);
			text += 3;
		} else {
			*to++ = *text++;
		}
	}
	*to = '\0';
}

static void said(struct nft_remarks *remarks, struct ruleset *set, const char *place)
{
	char *text;

	close_text(remarks->out);
	remarks->out = NULL;
	undo(remarks->begun);
	text = arena_text(&set->arena, remarks->begun, strlen(remarks->begun));
	ruleset_remark(set, text, place, &(struct og_error){ 0 });
	nft_remarks_free(remarks);
}

bool nft_remark(struct nft_remarks *remarks, struct ruleset *set, const char *comment, const char *place)
{
	unsigned int piece = 1, pieces = 1;
	int behind = -1;

	if (!strncmp(comment, "ogctl: ", 7))
		behind = 6;
	else if (sscanf(comment, "ogctl %5u/%5u:%n", &piece, &pieces, &behind) < 2 || behind < 0 || comment[behind] != ' ')
		return true;
	if (piece != remarks->piece + 1 || piece > pieces || (remarks->pieces && pieces != remarks->pieces))
		return false;
	if (!remarks->out)
		remarks->out = open_text(&remarks->begun, &remarks->size);
	/* a blank behind the colon is ours, the next is the piece's */
	fputs(comment + behind + 1, remarks->out);
	remarks->piece = piece;
	remarks->pieces = pieces;
	if (piece == pieces)
		said(remarks, set, place);
	return true;
}

bool nft_remarks_whole(const struct nft_remarks *remarks)
{
	return !remarks->piece;
}

void nft_remarks_free(struct nft_remarks *remarks)
{
	if (remarks->out)
		close_text(remarks->out);
	free(remarks->begun);
	*remarks = (struct nft_remarks){ 0 };
}
