/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One opened policy file, from open to close: a transaction, if anything is
 * written. Process context, may sleep; the functions of one session may be
 * called by several threads at once.
 */
#ifndef OG_SESSION_H
#define OG_SESSION_H

#include <linux/types.h>

struct og_net;
struct og_session;

/* @appending: opened to add, and not to state. NULL: no memory. */
struct og_session *og_session_open(struct og_net *og, bool appending);

struct og_net *og_session_net(const struct og_session *session);

/*
 * The next piece of the text, from user space. 0, or the error that ends the
 * session: -EINVAL for the text, -EFAULT, -ENOMEM, or what reserving for it
 * gave; the kernel log says where and why. -EINVAL is also for zones that a
 * text that is whole so far takes for granted. After an error nothing will be
 * published, and every further piece gives the same one.
 *
 * -EINVAL is also for a piece that ends inside a line, unless a program with a
 * buffer may have cut it there and has the rest still: it is of 4,096 bytes or
 * more, or a multiple of 1,024 long.
 */
int og_session_write(struct og_session *session, const char __user *text, size_t size);

#define OG_COMPLAINT_SIZE	264u

/* What the log says of the error that ended the session, without line end; false: none has. */
bool og_session_complaint(struct og_session *session, char line[OG_COMPLAINT_SIZE]);

/*
 * Publish what was written, all or nothing, if @publish; free the session. A
 * text whose last line is not ended changes nothing, and is counted; so is one
 * that no longer fits what is in force, for another came in between.
 */
void og_session_close(struct og_session *session, bool publish);

#endif
