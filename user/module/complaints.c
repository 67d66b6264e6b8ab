// SPDX-License-Identifier: GPL-2.0-only
/* What went wrong with the module, and what to do. */
#include "complaints.h"
#include "base/out.h"
#include "base/request.h"
#include "base/system_file.h"
#include "machine/open_connections.h"
#include "machine/secure_boot.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static void complain_absent(void)
{
	int fd = system_open(OG_SYS_MODULE "/version", O_RDONLY);

	if (fd >= 0) {
		close(fd);
		complain("the module " OG_NAME " is loaded, but " OG_PROC_NET " is not to be seen here: "
			 "is /proc mounted whole, and was ogctl started in a container?");
		return;
	}
	complain("the module " OG_NAME " is not loaded, nothing is filtered by it: "
		 "load it with \"modprobe " OG_NAME "\" as root");
	if (open_connections_unknown())
		note("conntrack knows none of the connections that are open, and those in which the far end speaks next "
		     "would be cut: %s", open_connections_todo);
	if (secure_boot())
		note("Secure Boot is on: if modprobe says \"Key was rejected by service\", enrol the key "
		     "that signs modules with \"mokutil --import /var/lib/dkms/mok.pub\", then reboot");
}

int module_complain(int error, const char *while_doing)
{
	switch (error) {
	case -ENOENT:
		complain_absent();
		break;
	case -EPERM:
	case -EACCES:
		complain("not permitted to %s: run it as root or with sudo", while_doing);
		break;
	case -EINVAL:
		complain("the module refused what this ogctl accepts; the policy is as it was%s%s",
			 *module_refusal() ? ". It says: " : "", module_refusal());
		break;
	case -ENOPKG:
		complain("the kernel's module nfnetlink_log is not loaded, which \"log nflog:GROUP\" needs; "
			 "nothing was changed: load it with \"modprobe nfnetlink_log\", then try again");
		break;
	case -EPROTO:
		complain("the module answers in a form that ogctl " OG_VERSION " does not know: "
			 "module and tool must be of one version");
		break;
	default:
		complain("could not %s: %s", while_doing, strerror(-error));
	}
	return EXIT_MODULE;
}

int module_complain_skew(const struct module *module)
{
	complain("module %s is loaded but ogctl is %s: \"ogctl reload\" takes the module on disk in its place, and keeps the policy "
		 "and the connections that are open",
		 module->version, OG_VERSION);
	return EXIT_MODULE;
}

int module_require(void)
{
	struct module module;
	int error = module_probe(&module);

	if (error)
		return module_complain(error, "look at the module");
	return module.fits ? 0 : module_complain_skew(&module);
}
