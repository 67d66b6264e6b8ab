// SPDX-License-Identifier: GPL-2.0-only
/* From bytes to tokens and lines, and the errors' places. */
#include "text.h"
#include "statement.h"

static bool fail_at(struct og_parser *parser, u32 column, u32 length, const char *text)
{
	parser->failed = true;
	parser->error.line = parser->line;
	parser->error.column = column;
	og_error_set(&parser->error, 0, length, "%s", text);
	return false;
}

static bool end_token(struct og_parser *parser)
{
	if (!parser->token_length)
		return true;
	parser->error.line = parser->line;
	parser->error.column = parser->token_column;
	parser->failed = !og_statement_take(parser, &parser->error);
	parser->token_length = 0;
	return !parser->failed;
}

static bool end_statement(struct og_parser *parser)
{
	if (!end_token(parser))
		return false;
	parser->error.line = parser->line;
	parser->error.column = parser->column;
	parser->failed = !og_statement_end(parser, &parser->error);
	return !parser->failed;
}

/* What some editors put before a text, and do not show, begins with one of these. */
static bool is_byte_order_mark(const struct og_parser *parser, char c)
{
	return parser->line == 1 && parser->column == 1 &&
	       ((u8)c == 0xef || (u8)c == 0xfe || (u8)c == 0xff);
}

static bool refuse_foreign(struct og_parser *parser, char c)
{
	if (is_byte_order_mark(parser, c))
		return fail_at(parser, parser->column, 1,
			       "a byte order mark: save the text as UTF-8 without one");
	return fail_at(parser, parser->column, 1, "a byte that is not ASCII, outside a comment");
}

static bool take_character(struct og_parser *parser, char c)
{
	if ((u8)c >= 0x80)
		return refuse_foreign(parser, c);
	if (!parser->token_length)
		parser->token_column = parser->column;
	if (parser->token_length == OG_TOKEN_MAX)
		return fail_at(parser, parser->token_column, OG_TOKEN_MAX,
			       "a word of more than 63 characters");
	parser->token[parser->token_length++] = c;
	return true;
}

static bool refuse_control(struct og_parser *parser, char c)
{
	if (!c)
		return fail_at(parser, parser->column, 1, "a NUL byte");
	if (c == '\r')
		return fail_at(parser, parser->column, 1,
			       "a carriage return: the text has DOS line ends");
	return fail_at(parser, parser->column, 1, "a control character");
}

static bool take_byte(struct og_parser *parser, char c)
{
	if (((u8)c < ' ' && c != '\n' && c != '\t') || c == 0x7f)
		return refuse_control(parser, c);
	if (c == '\n') {
		parser->comment = false;
		parser->begun = false;
		return end_statement(parser);
	}
	if (parser->comment)
		return true;
	switch (c) {
	case ' ':
	case '\t':
	case ',':
		return end_token(parser);
	case ';':
		return end_statement(parser);
	case '#':
		parser->comment = true;
		parser->begun = true;
		return end_token(parser);
	default:
		parser->begun = true;
		return take_character(parser, c);
	}
}

/* What does nothing but make a word longer. */
static bool is_plain(char c)
{
	return c > ' ' && c < 0x7f && c != '#' && c != ',' && c != ';';
}

/*
 * Plain characters at once, for most of a long text is them: as many as there
 * are, and as the word and the text may have. What is left is take_byte()'s.
 */
static size_t take_plain(struct og_parser *parser, const char *text, size_t size)
{
	size_t most = OG_TOKEN_MAX - parser->token_length, n = 0;

	if (parser->comment)
		return 0;
	if (most > size)
		most = size;
	if (most > OG_TEXT_MAX - parser->size)
		most = OG_TEXT_MAX - parser->size;
	while (n < most && is_plain(text[n]))
		n++;
	if (!n)
		return 0;
	if (!parser->token_length)
		parser->token_column = parser->column;
	memcpy(parser->token + parser->token_length, text, n);
	parser->token_length += n;
	parser->begun = true;
	parser->size += n;
	parser->column += n;
	return n;
}

void og_parse_begin(struct og_parser *parser)
{
	memset(parser, 0, sizeof(*parser));
	og_edit_init(&parser->edit);
	parser->line = 1;
	parser->column = 1;
	og_statement_begin(parser);
}

void og_parse_listen(struct og_parser *parser, og_hear hear, void *to)
{
	parser->hear = hear;
	parser->hear_to = to;
}

void og_parse_append(struct og_parser *parser)
{
	parser->appending = true;
}

/* The token that the text broke off, when nothing that may follow could mend it. */
static bool try_token(struct og_parser *parser)
{
	struct og_error *error = &parser->error;

	if (!parser->token_length)
		return true;
	error->line = parser->line;
	error->column = parser->token_column;
	parser->failed = og_statement_try(parser, error) == OG_TOKEN_BAD;
	return !parser->failed;
}

bool og_parse_piece(struct og_parser *parser, const char *text, size_t size)
{
	size_t i;

	if (parser->failed)
		return false;
	for (i = 0; i < size; i++) {
		i += take_plain(parser, text + i, size - i);
		if (i == size)
			break;
		if (parser->size == OG_TEXT_MAX)
			return fail_at(parser, parser->column, 1,
				       "the text is longer than 1 MiB");
		parser->size++;
		if (!take_byte(parser, text[i]))
			return false;
		parser->column++;
		if (text[i] == '\n') {
			parser->line++;
			parser->column = 1;
		}
	}
	return true;
}

bool og_parse_pause(struct og_parser *parser)
{
	return !parser->failed && try_token(parser);
}

bool og_parse_is_whole(const struct og_parser *parser)
{
	return !parser->failed && !parser->begun;
}

bool og_parse_whole(struct og_parser *parser)
{
	if (parser->failed)
		return false;
	if (!og_parse_is_whole(parser))
		return fail_at(parser, parser->column, 1,
			       "the text ends inside a line, as if it were cut: end it with a newline");
	return true;
}

bool og_parse_states(const struct og_parser *parser)
{
	return parser->statements;
}

bool og_parse_end(struct og_parser *parser)
{
	if (parser->failed || !end_statement(parser))
		return false;
	if (!parser->statements)
		return fail_at(parser, parser->column, 1,
			       "the text states nothing; to accept nothing, write none");
	return true;
}

bool og_parse_text(struct og_parser *parser, const char *text, size_t size)
{
	og_parse_begin(parser);
	return og_parse_piece(parser, text, size) && og_parse_pause(parser) &&
	       og_parse_end(parser);
}
