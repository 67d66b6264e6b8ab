/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One opened policy file, from open to close: a transaction, if anything is
 * written. Process context, may sleep; the functions of one session may be
 * called by several threads at once.
 */
#ifndef OG_SESSION_H
#define OG_SESSION_H

#include <linux/types.h>

struct og_place;
struct og_session;

/* NULL: no memory. */
struct og_session *og_session_open(struct og_place *place);

struct og_place *og_session_place(const struct og_session *session);

/*
 * The next piece of the text, from user space. 0, or the error that ends the
 * session: -EINVAL for the text (the kernel log says where and why), -EFAULT,
 * or what og_place_make() or reserving for it gave. After an error nothing will be published.
 */
int og_session_write(struct og_session *session, const char __user *text, size_t size);

/* Publish what was written, all or nothing, if @commit; free the session. */
void og_session_close(struct og_session *session, bool commit);

#endif
