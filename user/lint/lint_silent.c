// SPDX-License-Identifier: GPL-2.0-only
/* Where the page is silent: hints, and only to a list that shows that it may mean the thing. */
#include "base/need.h"
#include "lint_rules.h"
#include "machine/services.h"
#include "policy/names.h"
#include "policy/policy_text.h"
#include "policy/zone_words.h"

#include <stdlib.h>

static bool lists_one_of(const struct lint *lint, enum og_chain_id chain,
			 const u16 *ports, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (lint_lists(lint, chain, ports[i]))
			return true;
	return false;
}

/* A list for mail, on a machine that is no proxy for the web either. */
static void check_https(struct lint *lint)
{
	static const u16 mail[] = { 143, 465, 587, 993, 995 }, proxies[] = { 3128, 8080 };
	struct finding *finding;

	if (lint_lists(lint, OG_FORWARD, 443) || !lists_one_of(lint, OG_FORWARD, mail, 5) ||
	    lists_one_of(lint, OG_INPUT, proxies, 2))
		return;
	finding = lint_add_chain(lint, SEVERITY_HINT, "https", OG_FORWARD);
	finding->what = need_text("forward lists mail ports but not 443/tcp, and input no proxy's port "
				  "(3128, 8080)");
	finding->why = need_text("Outlook speaks to Exchange and Microsoft 365 over 443/tcp only: through a "
				 "proxy here, or forwarded");
	finding->todo = need_text("forward +443/tcp, if clients reach the web by no proxy");
}

/* Who lets POP's plain port pass for STLS will be asked for IMAP's. */
static void check_imap(struct lint *lint)
{
	struct finding *finding;

	if (lint_lists(lint, OG_FORWARD, 143) || !lint_lists(lint, OG_FORWARD, 110))
		return;
	finding = lint_add_chain(lint, SEVERITY_HINT, "imap", OG_FORWARD);
	finding->what = need_text("forward lists 110/tcp (pop3) but not 143/tcp (imap)");
	finding->why = need_text("accounts that are set to IMAP with STARTTLS do not work; those with IMAP over "
				 "TLS use 993/tcp");
	finding->todo = need_text("nothing where clients use 993/tcp; else forward +143/tcp");
}

static void miss(const struct lint *lint, struct og_items *missing, u16 port,
		 enum og_transport transport)
{
	if (!somebody_may(&lint->policy, OG_FORWARD, transport, port))
		og_items_put(missing, &(struct og_item){
			.kind = OG_ITEM_PORTS, .low = port, .high = port,
			.transports = OG_TRANSPORT_BIT(transport),
		});
}

/* LDAP alone may be an address book; with the global catalog, shares or kpasswd it is a domain. */
static void check_domain(struct lint *lint)
{
	static const u16 domain[] = { 445, 464, 3268, 3269 };
	struct og_items *missing;
	struct finding *finding;
	char *text;

	if (!lint_lists(lint, OG_FORWARD, 389) || !lists_one_of(lint, OG_FORWARD, domain, 4))
		return;
	missing = need(sizeof(*missing));
	miss(lint, missing, 88, OG_TCP);
	miss(lint, missing, 88, OG_UDP);
	miss(lint, missing, 389, OG_UDP);
	if (!og_items_empty(missing)) {
		text = items_text(missing);
		finding = lint_add_chain(lint, SEVERITY_HINT, "domain", OG_FORWARD);
		finding->what = need_text("forward lists ports of Active Directory, but not %s", text);
		finding->why = need_text("a member of a domain finds its controller by 389/udp and logs on at 88 "
					 "(Kerberos)");
		finding->todo = need_text("forward +88 +389/udp, if members of a domain reach it through here; "
					  "\"ogctl profile show ad-member\" has the rest");
		free(text);
	}
	free(missing);
}

static void check_cluster(struct lint *lint)
{
	const struct og_flow vrrp = { .state = OG_STATE_NEW, .proto = PROTO_VRRP };
	struct finding *finding;

	if (lint_lists(lint, OG_INPUT, 8888) || !services_have_safesquid() ||
	    (!services_have_vrrp() && !lint_passes(lint, OG_INPUT, &vrrp)))
		return;
	finding = lint_add_chain(lint, SEVERITY_HINT, "cluster", OG_INPUT);
	finding->what = need_text("input does not list 8888/tcp; SafeSquid is installed here, and there is "
				  "another gateway (VRRP)");
	finding->why = need_text("in a cluster the other machines fetch their policy from the master at 8888/tcp");
	finding->todo = need_text("input +8888/tcp, if this is a cluster's master");
}

void lint_silent(struct lint *lint)
{
	check_https(lint);
	check_imap(lint);
	check_domain(lint);
	check_cluster(lint);
}
