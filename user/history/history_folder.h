/* SPDX-License-Identifier: GPL-2.0-only */
/* Where history.c and history_record.c keep things. */
#ifndef OGCTL_HISTORY_FOLDER_H
#define OGCTL_HISTORY_FOLDER_H

/* Of the network namespace we are in; free it. NULL: it has no name, and so no history. */
char *history_folder(void);
/* Make it where it is missing. 0 or a negative errno. */
int history_folder_make(const char *folder);

#endif
