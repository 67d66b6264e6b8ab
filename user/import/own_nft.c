// SPDX-License-Identifier: GPL-2.0-only
#include "base/need.h"
#include "export/nft_rules.h"
#include "nft_words.h"
#include "own.h"
#include "remarks.h"

#include <stdlib.h>
#include <string.h>

/* More sets, chains and limits no export has: three sets and two chains for each chain's zone, and what is everybody's. */
#define BLOCKS_MAX	(OG_CHAINS * (OG_ZONES + 1) * 5 + OG_ZONES * OG_FAMILIES + 4)

/* "set input_tcp { ... }", a line each, and what it is called; an export's own have no name. */
struct block {
	const char *name;
	bool is_chain;
	FILE *out;
	char *text;
	size_t size;
};

struct blocks {
	struct block block[BLOCKS_MAX];
	size_t count, tables;
};

static bool is_ours(const char *family, const char *table)
{
	return !strcmp(family, "inet") && !strcmp(table, NFT_EXPORT_TABLE);
}

static struct block *begin(struct blocks *blocks, const char *kind, const char *name)
{
	struct block *block;

	if (blocks->count == BLOCKS_MAX)
		return NULL;
	block = &blocks->block[blocks->count++];
	*block = (struct block){ .name = name, .is_chain = !strcmp(kind, "chain") };
	block->out = open_text(&block->text, &block->size);
	fprintf(block->out, "\t%s ", kind);
	if (!nft_word(block->out, name))
		return NULL;
	fputs(" {\n", block->out);
	return block;
}

static bool put_element(FILE *out, const json_t *element)
{
	json_int_t low, high;
	const char *text;
	bool good;

	if (nft_words_are(element, "{s:[I,I]}", "range", &low, &high))
		return fprintf(out, "%lld-%lld", (long long)low, (long long)high) > 0;
	if (nft_words_are(element, "{s:{s:s,s:I}}", "prefix", "addr", &text, "len", &low)) {
		good = nft_word(out, text);
		fprintf(out, "/%lld", (long long)low);
		return good;
	}
	if (json_is_string(element))
		return nft_word(out, json_string_value(element));
	fprintf(out, "%lld", (long long)json_integer_value(element));
	return json_is_integer(element);
}

static bool put_set(struct blocks *blocks, const json_t *said)
{
	const char *family, *table, *name, *type, *flag;
	json_t *flags, *elements;
	struct block *block;
	json_int_t handle;
	size_t i;

	if (!nft_words_are(said, "{s:s,s:s,s:s,s:s,s?I,s:o,s:o}", "family", &family, "table", &table, "name", &name, "type", &type,
			   "handle", &handle, "flags", &flags, "elem", &elements) || !is_ours(family, table))
		return false;
	/* newer ones write a single flag as a text */
	flag = json_string_value(flags);
	if (!flag && !nft_words_are(flags, "[s]", &flag))
		return false;
	block = begin(blocks, "set", name);
	if (!block || strcmp(flag, "interval") != 0)
		return false;
	fputs("\t\ttype ", block->out);
	if (!nft_word(block->out, type))
		return false;
	fputs("\n\t\tflags interval\n\t\telements = { ", block->out);
	for (i = 0; i < json_array_size(elements); i++) {
		fputs(i ? ", " : "", block->out);
		if (!put_element(block->out, json_array_get(elements, i)))
			return false;
	}
	fputs(" }\n", block->out);
	return json_is_array(elements);
}

static bool put_limit(struct blocks *blocks, const json_t *said)
{
	const char *family, *table, *name, *per;
	json_int_t handle, rate, burst;
	struct block *block;
	bool good;

	if (!nft_words_are(said, "{s:s,s:s,s:s,s?I,s:I,s:s,s:I}", "family", &family, "table", &table, "name", &name, "handle", &handle,
			   "rate", &rate, "per", &per, "burst", &burst) || !is_ours(family, table))
		return false;
	block = begin(blocks, "limit", name);
	if (!block)
		return false;
	fprintf(block->out, "\t\trate %lld/", (long long)rate);
	good = nft_word(block->out, per);
	fprintf(block->out, " burst %lld packets\n", (long long)burst);
	return good;
}

static bool put_chain(struct blocks *blocks, const json_t *said)
{
	const char *family, *table, *name, *type, *hook, *policy;
	json_int_t handle, priority;
	struct block *block;
	bool plain;

	plain = nft_words_are(said, "{s:s,s:s,s:s,s?I}", "family", &family, "table", &table, "name", &name, "handle", &handle);
	if (!plain && (!nft_words_are(said, "{s:s,s:s,s:s,s?I,s:s,s:s,s:I,s:s}", "family", &family, "table", &table, "name", &name,
				      "handle", &handle, "type", &type, "hook", &hook, "prio", &priority, "policy", &policy) || priority))
		return false;
	block = begin(blocks, "chain", name);
	if (!block || !is_ours(family, table))
		return false;
	if (plain)
		return true;
	fputs("\t\ttype ", block->out);
	if (!nft_word(block->out, type))
		return false;
	fputs(" hook ", block->out);
	if (!nft_word(block->out, hook))
		return false;
	fputs(" priority filter; policy ", block->out);
	if (!nft_word(block->out, policy))
		return false;
	fputs(";\n", block->out);
	return true;
}

static bool put_rule(struct blocks *blocks, const json_t *said)
{
	const char *family, *table, *chain, *comment = NULL;
	struct block *block;
	json_int_t handle;
	json_t *expr;
	size_t i;

	if (!nft_words_are(said, "{s:s,s:s,s:s,s?I,s?s,s:o}", "family", &family, "table", &table, "chain", &chain, "handle", &handle,
			   "comment", &comment, "expr", &expr) || !is_ours(family, table))
		return false;
	for (i = 0; i < blocks->count; i++)
		if (blocks->block[i].is_chain && !strcmp(blocks->block[i].name, chain))
			break;
	if (i == blocks->count)
		return false;
	block = &blocks->block[i];
	fputs("\t\t", block->out);
	if (!nft_words(block->out, expr))
		return false;
	if (comment) {
		fputs(" comment ", block->out);
		if (!nft_quoted(block->out, comment))
			return false;
	}
	fputc('\n', block->out);
	return true;
}

/* All else, also of other tables, is none of an export. */
static bool put_object(struct blocks *blocks, const json_t *object)
{
	const char *family, *table;
	json_int_t handle;
	json_t *said;

	if (nft_words_are(object, "{s:o}", "metainfo", &said))
		return true;
	if (nft_words_are(object, "{s:{s:s,s:s,s?I}}", "table", "family", &family, "name", &table, "handle", &handle))
		return is_ours(family, table) && !blocks->tables++;
	if (nft_words_are(object, "{s:o}", "set", &said))
		return put_set(blocks, said);
	if (nft_words_are(object, "{s:o}", "limit", &said))
		return put_limit(blocks, said);
	if (nft_words_are(object, "{s:o}", "chain", &said))
		return put_chain(blocks, said);
	return nft_words_are(object, "{s:o}", "rule", &said) && put_rule(blocks, said);
}

static bool put_all(struct blocks *blocks, const json_t *all)
{
	bool good = true;
	size_t i;

	for (i = 0; good && i < json_array_size(all); i++)
		good = put_object(blocks, json_array_get(all, i));
	for (i = 0; i < blocks->count; i++) {
		fputs("\t}\n", blocks->block[i].out);
		close_text(blocks->block[i].out);
	}
	return good;
}

/* Where the blocks are listed in another order than they are written in. */
static bool is_among(const struct blocks *blocks, const char *text, size_t size)
{
	size_t i;

	for (i = 0; i < blocks->count; i++)
		if (blocks->block[i].size == size && !memcmp(blocks->block[i].text, text, size))
			return true;
	return false;
}

/* Each is called otherwise than the others, so that as many, each among these, are the same. */
static bool same_blocks(const struct blocks *blocks, const char *text)
{
	const char *at = strstr(text, "\ntable inet " NFT_EXPORT_TABLE " {\n"), *end;
	size_t count = 0;

	for (at = strstr(at + 1, "\t"); at && *at == '\t'; at = end, count++) {
		end = strstr(at, "\n\t}\n") + strlen("\n\t}\n");
		if (!is_among(blocks, at, end - at))
			return false;
	}
	return count == blocks->count;
}

struct og_policy *own_of_nft(const struct ruleset *set, const json_t *all)
{
	struct og_policy *policy = remarks_policy(set);
	struct blocks *blocks;
	bool is_own;
	char *text;
	size_t i;

	if (!policy)
		return NULL;
	blocks = need(sizeof(*blocks));
	text = nft_export_text(NFT_EXPORT_TABLE, policy);
	is_own = put_all(blocks, all) && blocks->tables && same_blocks(blocks, text);
	free(text);
	for (i = 0; i < blocks->count; i++)
		free(blocks->block[i].text);
	free(blocks);
	if (is_own)
		return policy;
	free(policy);
	return NULL;
}
