// SPDX-License-Identifier: GPL-2.0-only
/* Secure Boot: whether the kernel asks for a signature, and takes the one that the module has. */
#include "base/need.h"
#include "doctor_groups.h"
#include "look.h"
#include "machine/secure_boot.h"
#include "module/module_build.h"
#include "outlook_guard.h"

#include <stdlib.h>
#include <string.h>

/* NULL: it takes any module. Else why not, behind "the kernel wants a signature: ". */
static const char *who_wants_it(void)
{
	char *enforce = look_line("/sys/module/module/parameters/sig_enforce");
	char *lockdown = look_line("/sys/kernel/security/lockdown");
	const char *why = NULL;

	if (secure_boot())
		why = "Secure Boot is on";
	else if (enforce && *enforce == 'Y')
		why = "module.sig_enforce is on";
	else if (lockdown && (strstr(lockdown, "[integrity]") || strstr(lockdown, "[confidentiality]")))
		why = "it is locked down";
	free(enforce);
	free(lockdown);
	return why;
}

/* The certificate of the key that DKMS signs with, Debian's place and Ubuntu's; NULL: there is none. */
static const char *certificate(void)
{
	static const char *const places[] = { "/var/lib/dkms/mok.pub", "/var/lib/shim-signed/mok/MOK.der" };
	size_t i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (look_is_there("%s", places[i]))
			return places[i];
	return NULL;
}

#define AT_CONSOLE \
	"restart, and be at the console: within ten seconds of MokManager's blue screen press a key, Enroll MOK, " \
	"Continue, Yes, the password, Reboot"

static void not_enrolled(struct doctor *doctor, const char *place, bool waits)
{
	struct finding *finding = doctor_add(doctor, SEVERITY_WARNING, waits ? "mok-waits" : "mok");

	finding->what = need_text(waits ? "the key that signs the module waits to be enrolled" :
				  "the key that signs the module is not enrolled");
	finding->why = need_text("with Secure Boot on the kernel refuses the module: \"Key was rejected by service\"%s",
				 waits ? ". MokManager asks once, at the next start; missed, the key has to be imported again" : "");
	finding->todo = waits ? need_text(AT_CONSOLE "; if that is missed: mokutil --import %s, and once more", place) :
			need_text("mokutil --import %s   (it asks for a password, for once); then " AT_CONSOLE
				  "; if that is missed: import it again", place);
}

enum key { KEY_UNKNOWN, KEY_NEW, KEY_WAITS, KEY_ENROLLED };

/* mokutil --test-key says it in words (0.6.0); its status is 1 for all but "is not enrolled". */
static enum key key_state(const char *said)
{
	static const struct {
		const char *words;
		enum key key;
	} known[] = {
		{ "is not enrolled", KEY_NEW },
		{ "is already in the enrollment request", KEY_WAITS },
		{ "is already enrolled", KEY_ENROLLED },
		{ "is already in db", KEY_ENROLLED },
		{ "is already in the built-in trusted keyring", KEY_ENROLLED },
	};
	size_t i;

	for (i = 0; said && i < sizeof(known) / sizeof(known[0]); i++)
		if (strstr(said, known[i].words))
			return known[i].key;
	return KEY_UNKNOWN;
}

static void key_unknown(struct doctor *doctor, const char *place, const struct module_build *build)
{
	struct finding *finding = doctor_add(doctor, SEVERITY_HINT, "mok-unknown");

	finding->what = need_text("whether the key that signs the module (%s) is enrolled cannot be told", build->signer);
	finding->why = need_text(place ? "mokutil, which knows, is not installed, or did not answer" :
				 "there is no certificate at /var/lib/dkms/mok.pub");
	finding->todo = need_text(place ? "apt-get install mokutil && ogctl doctor" :
				  "dkms install --force outlook_guard/" OG_VERSION);
}

static void check_key(struct doctor *doctor, const struct module_build *build)
{
	const char *place = certificate();
	const char *test[] = { "--test-key", place, NULL };
	char *said = place ? look_ask("mokutil", true, test) : NULL;
	enum key key = key_state(said);

	free(said);
	if (key == KEY_ENROLLED)
		doctor_saw(doctor, "the module is signed by %s, and that key is enrolled", build->signer);
	else if (key != KEY_UNKNOWN)
		not_enrolled(doctor, place, key == KEY_WAITS);
	else if (!look_is_there(OG_SYS_MODULE))
		key_unknown(doctor, place, build);
}

void doctor_signature(struct doctor *doctor)
{
	const char *why = who_wants_it();
	struct module_build build;
	struct finding *finding;

	if (!why) {
		doctor_saw(doctor, look_is_there("/sys/firmware/efi") ? "Secure Boot is off: no signature is asked for" :
			   "no Secure Boot (started without EFI): no signature is asked for");
		return;
	}
	if (!module_build_read(&build)) {
		doctor_saw(doctor, "%s; there is no module to look at", why);
		return;
	}
	if (*build.signer) {
		check_key(doctor, &build);
		return;
	}
	finding = doctor_add(doctor, SEVERITY_WARNING, "unsigned");
	finding->what = need_text("%s, and the module is not signed: %s", why, build.file);
	finding->why = need_text("the kernel refuses it: \"Key was rejected by service\"; strip takes a signature off, too");
	finding->todo = need_text("dkms install --force outlook_guard/" OG_VERSION "   (DKMS signs what it builds)");
}
