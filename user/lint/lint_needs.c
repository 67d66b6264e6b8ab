// SPDX-License-Identifier: GPL-2.0-only
#include "base/need.h"
#include "lint_rules.h"
#include "machine/services.h"
#include "policy/names.h"

static void check_ssh(struct lint *lint)
{
	struct finding *finding;
	bool certain;
	u16 port;

	if (!services_ssh_is_shut(&lint->listeners, &lint->policy, &port, &certain))
		return;
	finding = lint_add_chain(lint, certain ? SEVERITY_WARNING : SEVERITY_HINT, "ssh", OG_INPUT);
	finding->what = need_text("input does not list %u/tcp, where sshd %s", port,
				  certain ? "takes connections" : "would take connections");
	finding->why = need_text("nobody gets in by ssh any more once the present connections end");
	finding->todo = need_text("input +%u/tcp", port);
}

/* Where keepalived is configured, lint_machine.c says it in stronger words. */
static void check_vrrp(struct lint *lint)
{
	const struct og_flow flow = { .state = OG_STATE_NEW, .proto = PROTO_VRRP };
	struct finding *finding;

	if (lint_passes(lint, OG_INPUT, &flow) || services_have_vrrp() ||
	    og_zones_listing(&lint->policy.zones, OG_INPUT, &flow))
		return;
	finding = lint_add_chain(lint, SEVERITY_HINT, "vrrp", OG_INPUT);
	finding->what = need_text("input does not list proto:112 (VRRP)");
	finding->why = need_text("two gateways that share an address by keepalived tell each other so; without it "
				 "both take the address");
	finding->todo = need_text("input +proto:112, if there are two gateways");
}

static void check_tproxy(struct lint *lint)
{
	bool used = services_have_tproxy();
	struct finding *finding;

	if (lint_lists(lint, OG_INPUT, 80) && lint_lists(lint, OG_INPUT, 443))
		return;
	finding = lint_add_chain(lint, used ? SEVERITY_WARNING : SEVERITY_HINT, "tproxy", OG_INPUT);
	finding->what = need_text("input does not list 80/tcp and 443/tcp%s",
				  used ? ", and connections are intercepted by TPROXY here" : "");
	finding->why = need_text("TPROXY leaves clients' connections their own port, unlike REDIRECT and DNAT");
	finding->todo = need_text(used ? "input +80/tcp +443/tcp" :
				  "input +80/tcp +443/tcp, if a proxy intercepts by TPROXY");
}

static void check_console(struct lint *lint)
{
	struct finding *finding;
	bool used = services_have_safesquid();

	if (lint_lists(lint, OG_INPUT, 8443))
		return;
	finding = lint_add_chain(lint, SEVERITY_HINT, "console", OG_INPUT);
	finding->what = need_text("input does not list 8443/tcp, SafeSquid's console%s",
				  used ? ", and SafeSquid is installed here" : "");
	finding->why = need_text("without it the console is reached through the proxy only, by "
				 "http://safesquid.cfg/");
	finding->todo = need_text("input +8443/tcp, if it is to be reached directly");
}

void lint_needs(struct lint *lint)
{
	check_ssh(lint);
	check_vrrp(lint);
	check_tproxy(lint);
	check_console(lint);
}
