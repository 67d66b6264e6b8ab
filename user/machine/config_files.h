/* SPDX-License-Identifier: GPL-2.0-only */
/* Other programs' configuration: their files, and those that these include. */
#ifndef OGCTL_CONFIG_FILES_H
#define OGCTL_CONFIG_FILES_H

#include <stdbool.h>
#include <stddef.h>

#define CONFIG_FILES_MAX	64u	/* files that include each other come to an end */

/* Paths of the system, without OG_PROC_ROOT. Zeroed at first; released at last. */
struct config_files {
	char *paths[CONFIG_FILES_MAX];
	size_t count;
};

/* Each file that @pattern stands for. */
void config_files_add(struct config_files *files, const char *pattern);
/*
 * Those that the words of @line, but its first, stand for; what does not begin with a slash is
 * beside the file that includes them. Takes @line apart.
 */
void config_files_include(struct config_files *files, const char *from, char *line);
void config_files_release(struct config_files *files);

/*
 * Each line of each of them, in their order, without the blanks before it; a visit may change the line, and add files
 * to be looked at behind the others. Lines hold whatever bytes the file has. False ends it.
 */
struct config_line {
	struct config_files *files;
	const char *path;
	bool first;		/* of its file */
	char *text;
};
typedef bool (*config_visit)(void *to, const struct config_line *line);
void config_files_each(struct config_files *files, config_visit visit, void *to);

/* A path, or a name beside it, for a sentence: what is no ASCII that can be seen is "?". Free it. */
char *config_shown(const char *text);

#endif
