// SPDX-License-Identifier: GPL-2.0-only
/* Addresses that are there before any unit is started: an initramfs that has the network up. */
#include "base/need.h"
#include "doctor_groups.h"
#include "look.h"

#include <stdlib.h>
#include <string.h>

struct early_address {
	char *where;		/* who says so, printable; NULL: nobody */
	bool in_file;		/* a line IP= of it */
	bool keeps;		/* dropbear's IFDOWN=none */
	char *keeps_where;
};

static bool is_value(const char *value)
{
	static const char *const none[] = { "", "off", "none", "\"\"", "''" };
	size_t i, length = strcspn(value, " \t\r");

	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (length == strlen(none[i]) && !strncmp(value, none[i], length))
			return false;
	return true;
}

static bool take_line(void *to, const struct config_line *line)
{
	struct early_address *early = to;

	if (!early->where && !strncmp(line->text, "IP=", 3) && is_value(line->text + 3)) {
		early->where = config_shown(line->path);
		early->in_file = true;
	}
	if (!early->keeps && !strncmp(line->text, "IFDOWN=", 7) && strstr(line->text, "none")) {
		early->keeps = true;
		early->keeps_where = config_shown(line->path);
	}
	return true;
}

static void read_command_line(struct early_address *early)
{
	char *line = look_line("/proc/cmdline"), *rest = line, *word;

	while (rest && (word = strsep(&rest, " ")))
		if (!strncmp(word, "ip=", 3) && is_value(word + 3) && !early->where)
			early->where = need_text("the kernel's command line");
	free(line);
}

static void read_early(struct early_address *early)
{
	static const char *const patterns[] = {
		"/etc/initramfs-tools/initramfs.conf", "/etc/initramfs-tools/conf.d/*",
		"/etc/dropbear/initramfs/dropbear.conf", "/etc/dropbear-initramfs/config",
	};
	struct config_files files = { 0 };
	size_t i;

	*early = (struct early_address){ 0 };
	read_command_line(early);
	for (i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++)
		config_files_add(&files, patterns[i]);
	config_files_each(&files, take_line, early);
	config_files_release(&files);
}

/* Who unlocks a disk by ssh needs the address there: only that it goes before systemd starts is advised. */
static void with_dropbear(struct doctor *doctor, const struct early_address *early)
{
	struct finding *finding;

	if (!early->keeps) {
		doctor_saw(doctor, "dropbear is in the initramfs, and takes the network down before systemd starts");
		return;
	}
	finding = doctor_add(doctor, SEVERITY_WARNING, "initramfs-ssh");
	finding->what = need_text("dropbear in the initramfs leaves the network up: IFDOWN=none in %s", early->keeps_where);
	finding->why = need_text("from there on until outlook-guard.service has run this machine has an address and no gate");
	finding->todo = need_text("sed -i '/^IFDOWN=/d' %s && update-initramfs -u", early->keeps_where);
}

static void without_dropbear(struct doctor *doctor, const struct early_address *early)
{
	struct finding *finding = doctor_add(doctor, SEVERITY_HINT, "initramfs-address");

	finding->what = need_text("the initramfs gives this machine an address: %s", early->where);
	finding->why = need_text("until outlook-guard.service has run there is an address and no gate: ping is answered, and "
				 "whoever listens that early; where / is on the network it has to be so");
	finding->todo = early->in_file ? need_text("sed -i 's/^IP=.*/IP=off/' %s && update-initramfs -u", early->where) :
			need_text("sed -i -E 's/[ \"]ip=[^ \"]*//' /etc/default/grub && update-grub");
}

void doctor_addresses(struct doctor *doctor)
{
	struct early_address early;

	read_early(&early);
	if (look_is_there("/usr/share/initramfs-tools/hooks/dropbear"))
		with_dropbear(doctor, &early);
	else if (early.where)
		without_dropbear(doctor, &early);
	else
		doctor_saw(doctor, "no address is there before the units, by the kernel's command line or the initramfs");
	free(early.where);
	free(early.keeps_where);
}
