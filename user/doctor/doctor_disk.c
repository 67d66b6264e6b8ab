// SPDX-License-Identifier: GPL-2.0-only
/* The policy on disk: that it is one, what is in force is it, nobody else may change it, and there is room to save. */
#include "base/need.h"
#include "base/system_file.h"
#include "disk/policy_file.h"
#include "doctor_groups.h"
#include "gate/fallback_policy.h"
#include "look.h"
#include "module/in_force.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

static void compare(struct doctor *doctor, const struct disk_policy *disk)
{
	struct og_policy *now = need(sizeof(*now));
	struct finding *finding;

	if (module_read_live(now)) {
		doctor_saw(doctor, DISK_POLICY " is a policy; what is in force could not be read");
	} else if (og_policy_equal(now, &disk->policy)) {
		doctor_saw(doctor, DISK_POLICY " is what is in force");
	} else {
		finding = doctor_add(doctor, SEVERITY_HINT, "differs");
		finding->what = need_text(DISK_POLICY " is not what is in force");
		finding->why = need_text("the next start puts the one on disk in force");
		finding->todo = need_text("ogctl save   (to take the one on disk instead: ogctl apply --disk)");
	}
	free(now);
}

static void check_good(struct doctor *doctor, const struct disk_policy *disk)
{
	struct finding *finding;

	compare(doctor, disk);
	if (disk->policy.setting[OG_SET_MODE] == OG_MODE_ENFORCE)
		return;
	finding = doctor_add(doctor, SEVERITY_WARNING, "mode");
	finding->what = need_text("the policy on disk has mode %s", og_mode_name(disk->policy.setting[OG_SET_MODE]));
	finding->why = need_text("from the next start on nothing is dropped, by the module or a fallback");
	finding->todo = need_text("ogctl enforce && ogctl save");
}

static void check_other(struct doctor *doctor, const struct disk_policy *disk)
{
	struct finding *finding;

	if (disk->found == DISK_UNREADABLE && (disk->error == -EACCES || disk->error == -EPERM)) {
		doctor_saw(doctor, DISK_POLICY " is root's to read: sudo ogctl doctor");
		return;
	}
	finding = doctor_add(doctor, SEVERITY_WARNING, disk->found == DISK_NONE ? "none" : "bad");
	if (disk->found == DISK_NONE)
		finding->what = need_text("there is no " DISK_POLICY);
	else if (disk->found == DISK_BAD)
		finding->what = need_text(DISK_POLICY ":%u:%u: %s", disk->wrong.line, disk->wrong.column, disk->wrong.text);
	else
		finding->what = need_text(DISK_POLICY " cannot be read: %s", strerror(-disk->error));
	finding->why = need_text("the next start puts in force %s", fallback_said_without_disk());
	finding->todo = need_text(disk->found == DISK_BAD ?
				  "ogctl check " DISK_POLICY " shows it; mended: ogctl apply --disk. Or, for what is in force: ogctl save" :
				  "ogctl save");
}

/* Whoever may write there decides what passes. */
static void check_owner(struct doctor *doctor)
{
	char *path = system_path("%s", DISK_POLICY);
	struct finding *finding;
	struct stat file;

	if (!stat(path, &file) && file.st_mode & (S_IWGRP | S_IWOTH)) {
		finding = doctor_add(doctor, SEVERITY_WARNING, "writable");
		finding->what = need_text("others than root may write " DISK_POLICY);
		finding->why = need_text("what they write there is in force from the next start on");
		finding->todo = need_text("chmod go-w " DISK_POLICY);
	}
	free(path);
}

static void check_room(struct doctor *doctor, const char *folder)
{
	char *path = system_path("%s", folder);
	struct finding *finding;
	struct statvfs room;

	if (!statvfs(path, &room) && (room.f_flag & ST_RDONLY || !room.f_bavail)) {
		finding = doctor_add(doctor, SEVERITY_WARNING, "no-room");
		finding->what = need_text(room.f_flag & ST_RDONLY ? "%s is read-only" : "%s is full", folder);
		finding->why = need_text("no policy can be saved there");
		finding->todo = room.f_flag & ST_RDONLY ?
			need_text("dmesg says why it is so; mount -o remount,rw $(findmnt -no TARGET -T %s)", folder) :
			need_text("df -h %s; apt-get clean; journalctl --vacuum-size=100M", folder);
	}
	free(path);
}

void doctor_disk(struct doctor *doctor)
{
	struct disk_policy *disk;
	struct finding *finding;

	if (doctor->elsewhere) {
		doctor_saw(doctor, "the policy on disk is the first network namespace's, not this one's");
		return;
	}
	disk = disk_read(DISK_POLICY);
	if (disk->found == DISK_GOOD)
		check_good(doctor, disk);
	else
		check_other(doctor, disk);
	if (disk->found == DISK_GOOD && !look_is_there(DISK_LAST_GOOD)) {
		finding = doctor_add(doctor, SEVERITY_HINT, "no-last-good");
		finding->what = need_text("there is no " DISK_LAST_GOOD);
		finding->why = need_text("should " DISK_POLICY " be spoilt, the next start has only the built-in policy");
		finding->todo = need_text("ogctl save");
	}
	disk_free(disk);
	check_owner(doctor);
	check_room(doctor, OG_CONFIG_DIR);
	check_room(doctor, OG_STATE_DIR);
}
