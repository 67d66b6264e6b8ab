/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files of the history share: where they keep things, and what waits for the lock to be let go. */
#ifndef OGCTL_HISTORY_FOLDER_H
#define OGCTL_HISTORY_FOLDER_H

#include <stdbool.h>

/* Of the network namespace we are in; free it. NULL: it has no name, and so no history. */
char *history_folder(void);
/* Make it where it is missing. 0 or a negative errno. */
int history_folder_make(const char *folder);

bool history_is_held(void);
/* What history_tell() was given meanwhile; the caller holds the lock no more. */
void history_tell_waiting(void);

#endif
