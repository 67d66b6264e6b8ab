/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The policy language: text in (parse.c), text out (print.c).
 *
 *	statement = "mode" ("enforce" | "audit" | "off")
 *		  | "ipv6" ("filter" | "ignore")
 *		  | "early" ("on" | "off")
 *		  | "tally" ("on" | "off")
 *		  | "log" ("off" | "nflog:" GROUP)
 *		  | "trial" SECONDS
 *		  | "reset"
 *		  | [ "input" | "forward" ] ( item... | "none" | "any" )
 *		  | "zone" NAME ( member... | "none" )
 *		  | [ "input" | "forward" ] "from" NAME ( item... | "none" | "any" )
 *		  | "refuse" ( "drop" | "reject" NAME... )
 *	item      = [ "+" | "-" ] ( "established" | "related" | "reply" | "untracked"
 *		  | "loopback" | "icmp" | "proto:" NUMBER | PORT [ "-" PORT ] [ "/tcp" | "/udp" ] )
 *	member    = [ "+" | "-" ] ( ADDRESS [ "/" PREFIX ] | DEVICE [ "*" ] )
 *
 * A line or ';' ends a statement, '#' starts a comment, blanks and commas
 * separate. Pure C: nothing allocates, locks or sleeps.
 */
#ifndef OG_CORE_TEXT_H
#define OG_CORE_TEXT_H

#include "outlook_guard.h"
#include "policy.h"

#define OG_TOKEN_MAX	63u

/* What a group's number follows, behind "log". */
#define OG_LOG_NFLOG	"nflog:"

/* Where and why a text was refused; line and column start at 1, in bytes. */
struct og_error {
	u32 line, column;
	u32 length;		/* of what is wrong, for an underline; at least 1 */
	char text[160];
};

/*
 * What a text says, as it is read, token by token: for whoever asks what it
 * means and where it stands. Pointers are good until the listener returns.
 */
enum og_said_kind {
	OG_SAID_SETTING,	/* @setting, or a trial, has @value; place: its name */
	OG_SAID_RESET,
	OG_SAID_NONE,		/* the list of @chains, of @zone if there is one, is empty */
	OG_SAID_ANY,		/* ... accepts anything */
	OG_SAID_ITEM,		/* ... has @item, stated or edited */
	OG_SAID_ZONE_NONE,	/* @zone goes, with its lists */
	OG_SAID_MEMBER,		/* @zone has @member, stated or edited */
	OG_SAID_REFUSE,		/* @value: enum og_refuse; ZONES with @zone, once for each */
	OG_SAID_END,		/* of a statement; place: all of it, without what is behind it */
};

struct og_said {
	enum og_said_kind kind;
	char sign;			/* '+', '-', or ' ' for stated */
	u32 line, column, length;	/* as in struct og_error; with the sign */
	unsigned int chains;		/* OG_CHAIN_BIT()s */
	enum og_setting setting;
	u32 value;
	const char *zone;		/* "": everybody's list */
	const struct og_item *item;
	const struct og_member *member;
};

typedef void (*og_hear)(void *to, const struct og_said *said);

/*
 * The parser takes a text in pieces of any size, cut anywhere. It is large
 * (about 141 KiB): allocate it. All but @edit and @error is its own.
 */
struct og_parser {
	struct og_edit edit;		/* the result, after og_parse_end() */
	struct og_error error;		/* after any function returned false */

	struct og_items stated;		/* of the statement at hand */
	u32 line, column;		/* of the next byte */
	u32 size;			/* bytes so far */
	u32 token_column;
	u8 token_length;
	char token[OG_TOKEN_MAX + 1];
	u8 place;			/* enum place in meaning.h */
	u8 setting;			/* enum og_setting, of the statement */
	u8 chains;			/* OG_CHAIN_BIT()s of the statement */
	bool named;			/* ... by a chain's name */
	bool beyond_ports;		/* ... states more than ports */
	bool comment;			/* inside a comment */
	bool failed;
	bool begun;			/* something else than blanks stands on the line at hand */
	bool appending;			/* see og_parse_append() */
	og_hear hear;			/* NULL: nobody listens */
	void *hear_to;
	u32 begin_line, begin_column;	/* of the statement */
	u32 end_column;			/* behind its last token */
	u8 zone;			/* slot in edit.zones; OG_ZONES: the statement has none */
	u32 statements;
	u32 said_line[7 + OG_SAYINGS];	/* where each thing was said (enum said); 0: not yet */
};

void og_parse_begin(struct og_parser *parser);

/* From now on @hear is told of all that is said; at OG_SAID_END @edit has the statement. */
void og_parse_listen(struct og_parser *parser, og_hear hear, void *to);

/* The next piece. False: @error says why, and the parser takes no more. */
bool og_parse_piece(struct og_parser *parser, const char *text, size_t size);

/*
 * From the next piece on only edits and settings are taken: what would state
 * a chain anew is refused, since its writer means to add.
 */
void og_parse_append(struct og_parser *parser);

/*
 * What has come so far was one write. False when it ends in a token that
 * nothing that could follow would mend; a token that may still grow waits.
 */
bool og_parse_pause(struct og_parser *parser);

/*
 * Whether what has come so far is whole: the last line that holds more than
 * blanks is ended. False: @error says that the text may have been cut.
 */
bool og_parse_whole(struct og_parser *parser);

/* The same, of a text that may go on: nothing is refused. Any time. */
bool og_parse_is_whole(const struct og_parser *parser);

/* Whether a line that is ended, or ';', has stated anything so far. Any time. */
bool og_parse_states(const struct og_parser *parser);

/* The end of the text, whose last line it ends. False also when no statement was made. */
bool og_parse_end(struct og_parser *parser);

/* A whole text: all of the above. */
bool og_parse_text(struct og_parser *parser, const char *text, size_t size);

/*
 * Takes the printed text, piece by piece; pieces are not terminated. False: it
 * has no room, and what was to follow need not be printed.
 */
typedef bool (*og_emit)(void *to, const char *text, size_t size);

/*
 * The canonical form: sorted, neighbours merged into ranges, every line ended.
 * Parsed again over any policy it gives the same policy and the same bytes.
 */
void og_print_policy(const struct og_policy *policy, og_emit emit, void *to);
/* The items of one chain on one line, without its name and line end. */
void og_print_items(const struct og_items *items, og_emit emit, void *to);

/* The spelling of words; "" never occurs for a value of the enum. */
const char *og_word_name(enum og_word word);
const char *og_mode_name(enum og_mode mode);
/* Of a setting, or OG_SET_TRIAL: its word, and what may follow it, for errors. */
const char *og_setting_name(enum og_setting setting);
const char *og_setting_values(enum og_setting setting);
/*
 * How @policy says the value of one of its settings, which a trial is not,
 * into @text, which it returns; NULL is a policy that nobody has written: off.
 */
#define OG_SETTING_TEXT_SIZE	24u
const char *og_setting_text(const struct og_policy *policy, enum og_setting setting,
			    char text[OG_SETTING_TEXT_SIZE]);
const char *og_chain_name(enum og_chain_id chain);
const char *og_transport_name(enum og_transport transport);
/* Whether @length bytes of text are a word of the language, which no zone may be called. */
bool og_is_word(const char *text, u32 length);
/* The last and the first word of a reason's counter. */
const char *og_reason_name(enum og_reason reason);
const char *og_reason_verdict(enum og_reason reason);

#endif
