// SPDX-License-Identifier: GPL-2.0-only
#include "lint_doubtful.h"

#define CLEARTEXT(port, severity, why, todo) \
	{ port, OG_TRANSPORT_BIT(OG_TCP), false, severity, "cleartext", why, todo }
#define GENEROUS(port, transports, severity, why, todo) \
	{ port, transports, true, severity, "generous", why, todo }

const struct doubtful_port doubtful_ports[] = {
	CLEARTEXT(21, SEVERITY_WARNING,
		  "FTP sends passwords in plain text", "use sftp, which is ssh"),
	CLEARTEXT(23, SEVERITY_WARNING,
		  "telnet sends passwords in plain text", "use ssh"),
	CLEARTEXT(25, SEVERITY_HINT,
		  "SMTP is plain text unless STARTTLS is demanded, asks for no password, and infected clients "
		  "send spam by it", "keep it only where a mail server sends or receives; clients have 465 and 587"),
	CLEARTEXT(110, SEVERITY_WARNING,
		  "POP3 sends passwords in plain text unless the server demands STLS", "use 995/tcp (pop3s)"),
	CLEARTEXT(143, SEVERITY_WARNING,
		  "IMAP sends passwords in plain text unless the server demands STARTTLS",
		  "use 993/tcp (imaps)"),
	CLEARTEXT(389, SEVERITY_WARNING,
		  "LDAP sends passwords and the directory in plain text unless STARTTLS or signing is demanded",
		  "use 636/tcp (ldaps)"),
	CLEARTEXT(3268, SEVERITY_WARNING,
		  "the global catalog sends the directory in plain text unless signing is demanded",
		  "use 3269/tcp (msft-gc-ssl)"),
	GENEROUS(953, OG_TRANSPORT_BOTH, SEVERITY_WARNING,
		 "rndc steers BIND, and runs on the machine itself, which loopback covers; listed, everybody may "
		 "knock", "take it off"),
	GENEROUS(1023, OG_TRANSPORT_BIT(OG_TCP), SEVERITY_WARNING,
		 "no service has this port; the page lists it as \"Reserved\"", "take it off"),
	GENEROUS(5222, OG_TRANSPORT_BIT(OG_TCP), SEVERITY_HINT,
		 "XMPP is chat, not Outlook", "take it off where nobody chats"),
	GENEROUS(5269, OG_TRANSPORT_BIT(OG_TCP), SEVERITY_HINT,
		 "XMPP between servers is chat, not Outlook; only Lync federation uses it",
		 "take it off where no chat server is"),
	GENEROUS(5280, OG_TRANSPORT_BIT(OG_TCP), SEVERITY_HINT,
		 "XMPP over HTTP is chat, not Outlook, and plain text",
		 "take it off where nobody chats"),
};

const size_t doubtful_count = sizeof(doubtful_ports) / sizeof(doubtful_ports[0]);
