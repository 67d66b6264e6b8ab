// SPDX-License-Identifier: GPL-2.0-only
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include "session.h"

#include <linux/atomic.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#include "core/text.h"
#include "publish.h"
#include "say.h"
#include "state.h"
#include "trial.h"

/* Bytes taken from user space at once. */
#define OG_CHUNK	512

/* stdio's buffer for a file of /proc, whose st_blksize it is; and the least that others have. */
#define OG_STDIO_BUFFER	1024
#define OG_OTHER_BUFFER	4096

struct og_session {
	struct og_net *og;		/* constant */
	bool appending;			/* constant */
	struct mutex lock;		/* serialises writes; guards all below */
	struct og_parser *parser;	/* from the first write on */
	struct og_reservation reserved;
	int failed;			/* the error that ended it */
	bool cut;			/* ... since the text ends inside a line */
	bool unfit;			/* ... since it does not fit the policies that there are */
	bool late;			/* ... any more, at its end */
	char chunk[OG_CHUNK];
};

struct og_session *og_session_open(struct og_net *og, bool appending)
{
	struct og_session *session = kzalloc(sizeof(*session), GFP_KERNEL_ACCOUNT);

	if (!session)
		return NULL;
	session->og = og;
	session->appending = appending;
	mutex_init(&session->lock);
	return session;
}

struct og_net *og_session_net(const struct og_session *session)
{
	return session->og;
}

/* What is wrong where it is not the text, which says so itself. */
static const char *reason(int err)
{
	switch (err) {
	case -ENOMEM:
		return "the kernel has no memory for it";
	case -EFAULT:
		return "the text is not in the writer's memory";
	case -ENODEV:
		return "the network namespace is going away";
	case -ENOENT:
		return "log nflog: needs the module nfnetlink_log, which is not loaded";
	default:
		return "the kernel's netfilter or connection tracking is not to be had";
	}
}

#define COMPLAINT	"policy refused, nothing changed: "

static const char *hint(const struct og_session *session)
{
	if (session->cut)
		return "; for pipes: ogctl apply -";
	return session->late ? "; another text came in between" : "";
}

/* Why the session fails with @err; without a line end. */
static void complain(const struct og_session *session, int err, char line[OG_COMPLAINT_SIZE])
{
	const struct og_parser *parser = session->parser;

	if (parser && (parser->failed || session->unfit))
		snprintf(line, OG_COMPLAINT_SIZE, COMPLAINT "line %u, column %u: %s%s",
			 parser->error.line, parser->error.column, parser->error.text,
			 hint(session));
	else
		snprintf(line, OG_COMPLAINT_SIZE, COMPLAINT "%s", reason(err));
}

bool og_session_complaint(struct og_session *session, char line[OG_COMPLAINT_SIZE])
{
	int err;

	mutex_lock(&session->lock);
	err = session->failed;
	if (err)
		complain(session, err, line);
	mutex_unlock(&session->lock);
	return err;
}

/* In the log, which has it before the writer has the error. */
static void say(const struct og_session *session, int err)
{
	char line[OG_COMPLAINT_SIZE];

	complain(session, err, line);
	og_notice(session->og, "%s\n", line);
}

static int begin(struct og_session *session)
{
	if (session->parser)
		return 0;
	session->parser = __vmalloc(sizeof(*session->parser),
				    GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!session->parser)
		return -ENOMEM;
	og_parse_begin(session->parser);
	if (session->appending)
		og_parse_append(session->parser);
	return 0;
}

/* Who has not written has nothing reserved, and waits for nobody. */
static void abandon(struct og_session *session)
{
	if (session->parser)
		og_publish_abandon(session->og, &session->reserved);
}

/*
 * A program that writes through a buffer writes when that is full, in the
 * middle of a line if need be. What it writes otherwise is all that there is;
 * if that ends inside a line then so does the text, and what is left of
 * "443/tcp" could be a port as well.
 */
static bool may_go_on(size_t size)
{
	return size >= OG_OTHER_BUFFER || size % OG_STDIO_BUFFER == 0;
}

static int take_text(struct og_session *session, const char __user *text, size_t size)
{
	struct og_parser *parser = session->parser;
	size_t left = size;

	while (left) {
		size_t piece = min_t(size_t, left, OG_CHUNK);

		if (copy_from_user(session->chunk, text, piece))
			return -EFAULT;
		if (!og_parse_piece(parser, session->chunk, piece))
			return -EINVAL;
		text += piece;
		left -= piece;
		cond_resched();
	}
	if (!og_parse_pause(parser))
		return -EINVAL;
	session->cut = !may_go_on(size) && !og_parse_whole(parser);
	return session->cut ? -EINVAL : 0;
}

/*
 * What the text so far wants is had now; of one that is whole the last write
 * has it all, and it may fit only then. Blanks and comments want nothing.
 */
static int reserve(struct og_session *session)
{
	struct og_parser *parser = session->parser;

	if (!og_parse_states(parser))
		return 0;
	session->unfit = og_parse_is_whole(parser) &&
			 !og_publish_fits(session->og, &parser->edit, &parser->error);
	if (session->unfit)
		return -EINVAL;
	return og_publish_reserve(session->og, &session->reserved, &parser->edit);
}

static int write_locked(struct og_session *session, const char __user *text, size_t size)
{
	int err;

	if (session->failed)
		return session->failed;
	err = begin(session);
	if (!err)
		err = take_text(session, text, size);
	if (!err)
		err = reserve(session);
	if (!err)
		return 0;
	session->failed = err;
	say(session, err);
	abandon(session);
	return err;
}

int og_session_write(struct og_session *session, const char __user *text, size_t size)
{
	int err;

	mutex_lock(&session->lock);
	err = write_locked(session, text, size);
	mutex_unlock(&session->lock);
	return err;
}

/* It fitted when it was written: another text came in between. */
static bool commit(struct og_session *session)
{
	struct og_parser *parser = session->parser;

	session->late = !og_trial_commit(session->og, &session->reserved, &parser->edit,
					 &parser->error);
	session->unfit = session->late;
	if (session->late)
		atomic_inc(&session->og->unfit);
	return !session->late;
}

/* The text is all there; what can still be wrong with it is that it is not, or not any more. */
static void finish(struct og_session *session)
{
	struct og_parser *parser = session->parser;

	session->cut = !og_parse_whole(parser);
	if (session->cut)
		atomic_inc(&session->og->unfinished);
	if (session->cut || !og_parse_end(parser) || !commit(session))
		say(session, -EINVAL);
}

void og_session_close(struct og_session *session, bool publish)
{
	if (session->parser && !session->failed && publish)
		finish(session);
	abandon(session);
	vfree(session->parser);
	kfree(session);
}
