// SPDX-License-Identifier: GPL-2.0-only
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include "session.h"

#include <linux/err.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#include "core/text.h"
#include "net.h"
#include "place.h"
#include "publish.h"
#include "say.h"
#include "trial.h"

/* Bytes taken from user space at once. */
#define OG_CHUNK	512

struct og_session {
	struct og_place *place;		/* constant */
	struct mutex lock;		/* serialises writes; guards all below */
	struct og_net *og;		/* of the place, from the first write on */
	struct og_parser *parser;	/* from the first write on */
	struct og_reservation reserved;
	int failed;			/* the error that ended it */
	char chunk[OG_CHUNK];
};

struct og_session *og_session_open(struct og_place *place)
{
	struct og_session *session = kzalloc(sizeof(*session), GFP_KERNEL_ACCOUNT);

	if (!session)
		return NULL;
	session->place = place;
	mutex_init(&session->lock);
	return session;
}

struct og_place *og_session_place(const struct og_session *session)
{
	return session->place;
}

static int refuse(const struct og_session *session)
{
	const struct og_error *error = &session->parser->error;

	og_notice(session->og, "policy refused, nothing changed: line %u, column %u: %s\n",
		  error->line, error->column, error->text);
	return -EINVAL;
}

static int begin(struct og_session *session)
{
	struct og_net *og;

	if (session->parser)
		return 0;
	og = og_place_make(session->place);
	if (IS_ERR(og))
		return PTR_ERR(og);
	session->og = og;
	session->parser = __vmalloc(sizeof(*session->parser),
				    GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!session->parser)
		return -ENOMEM;
	og_parse_begin(session->parser);
	return 0;
}

static void give_back(struct og_session *session)
{
	if (session->og)
		og_publish_cancel(session->og, &session->reserved);
}

static int take_text(struct og_session *session, const char __user *text, size_t size)
{
	while (size) {
		size_t piece = min_t(size_t, size, OG_CHUNK);

		if (copy_from_user(session->chunk, text, piece))
			return -EFAULT;
		if (!og_parse_piece(session->parser, session->chunk, piece))
			return refuse(session);
		text += piece;
		size -= piece;
		cond_resched();
	}
	return og_parse_pause(session->parser) ? 0 : refuse(session);
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
		err = og_publish_reserve(session->og, &session->reserved,
					 &session->parser->edit,
					 og_parse_may_set(session->parser));
	if (!err)
		return 0;
	session->failed = err;
	give_back(session);
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

void og_session_close(struct og_session *session, bool commit)
{
	if (session->parser && !session->failed && commit) {
		if (og_parse_end(session->parser))
			og_trial_commit(session->og, &session->reserved,
					&session->parser->edit);
		else
			refuse(session);
	}
	give_back(session);
	vfree(session->parser);
	kfree(session);
}
