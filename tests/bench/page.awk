# SPDX-License-Identifier: GPL-2.0-only
# docs/performance.md from docs/plots/KERNEL.dat: awk -f tests/bench/page.awk FILE...
# Words are here, figures are not: each comes from a file that tests/bench/run wrote.

FNR == 1 {
	kernel = FILENAME
	sub(/.*\//, "", kernel)
	sub(/\.dat$/, "", kernel)
	if (kernel != "native")
		kernels[++nkernels] = kernel
}
/^#/ { next }
$1 == "about" && $2 == "state" { if (!($4 in state)) states++; state[$4] = state[$4] (state[$4] ? ", " : "") $3 " (" kernel ")"; next }
$1 == "about" { text = $0; sub(/^about [^ ]* [^ ]* /, "", text); about[kernel, $2 "." $3] = text; next }
{ measured[kernel, $1]; value[kernel, $1, $2, $3] = $4 }

function known(k, section, filter, what) { return (k, section, filter, what) in value }

# a packet's figure, of those for a thousand
function packet(k, section, filter, what)
{
	return known(k, section, filter, what) ? value[k, section, filter, what] / 1000 : 0
}

function grouped(n,   s, out) {
	s = sprintf("%.0f", n < 0 ? -n : n)
	while (length(s) > 3) {
		out = "," substr(s, length(s) - 2) out
		s = substr(s, 1, length(s) - 3)
	}
	return (n < 0 ? "-" : "") s out
}

# a figure as it is, and its division by a scale
function plain(k, section, filter, what, scale)
{
	return known(k, section, filter, what) ? grouped(value[k, section, filter, what] / scale) : "–"
}

function cell(k, section, filter, what, minus) {
	if (!known(k, section, filter, what))
		return "–"
	return grouped(packet(k, section, filter, what) - minus)
}

function title_row(first, list,   i, n, f, line) {
	n = split(list, f, " ")
	line = "| " first " |"
	for (i = 1; i <= n; i++)
		line = line " " name[f[i]] " |"
	print line
	line = "|---|"
	for (i = 1; i <= n; i++)
		line = line "---:|"
	print line
}

function row(label, k, section, list, what, minus,   i, n, f, line) {
	n = split(list, f, " ")
	line = "| " label " |"
	for (i = 1; i <= n; i++)
		line = line " " (f[i] == "outlook_guard" ? "**" cell(k, section, f[i], what, minus) "**" : cell(k, section, f[i], what, minus)) " |"
	print line
}

# the classes of packets that pass, over conntrack alone
function added_table(k, way,   i, n, c) {
	printf "\n%s, kernel %s\n\n", words[way], k
	title_row("instructions added", "empty " peers)
	n = split("established icmp tcp-22 tcp-953 tcp-8080 udp-53 udp-953", c, " ")
	for (i = 1; i <= n; i++)
		row(words[c[i]], k, "hooks", "empty " peers, way "." c[i], packet(k, "hooks", "conntrack", way "." c[i]))
}

function drop_table(k,   i, n, w, c, j, m) {
	printf "\nKernel %s\n\n", k
	title_row("instructions of the whole hook call", "empty " peers)
	n = split("input.ipv4 input.ipv6 forward.ipv4 forward.ipv6", w, " ")
	m = split("drop-81 drop-udp-81", c, " ")
	for (i = 1; i <= n; i++)
		for (j = 1; j <= m; j++)
			row(words[w[i]] ", " words[c[j]], k, "hooks", "empty " peers, w[i] "." c[j], 0)
}

function path_table(k,   i, n, c, all) {
	printf "\nKernel %s\n\n", k
	all = "none conntrack " peers " early fast look"
	title_row("instructions, IPv4 and IPv6", all)
	n = split("forward.ipv4.established forward.ipv6.established forward.ipv4.connection forward.ipv6.connection " \
		"input.ipv4.syn-81 input.ipv6.syn-81 input.ipv4.udp-81 input.ipv6.udp-81 forward.ipv4.syn-81 forward.ipv6.syn-81", c, " ")
	for (i = 1; i <= n; i++)
		row(path_words(c[i]), k, "path", all, c[i], 0)
	row("the hooks of a dropped SYN alone, IPv4", k, "hooks", all, "input.ipv4.syn-path", 0)
	row("the same, with what is freed", k, "hooks", all, "input.ipv4.syn-free", 0)
	row("the hooks of a dropped SYN alone, IPv6", k, "hooks", all, "input.ipv6.syn-path", 0)
	row("the same, with what is freed", k, "hooks", all, "input.ipv6.syn-free", 0)
}

function path_words(what,   part) {
	split(what, part, ".")
	return words[part[1] "." part[3]] ", IPv" substr(part[2], 4)
}

function ports_table(k,   i, n, c, base) {
	base = packet(k, "ports", "conntrack", "input.ipv4.tcp-port")
	printf "\nKernel %s\n\n", k
	title_row("ports listed", "iptables iptables_nft ipset sets outlook_guard")
	n = split("1 18 100 1000 10000 65535", c, " ")
	for (i = 1; i <= n; i++)
		row(grouped(c[i]), k, "ports", "iptables iptables_nft ipset sets outlook_guard", c[i], base)
}

# what is kept of a drop: the cost of a flood, packet by packet
function kept_table(   i, j, n, c, k) {
	n = split("input.ipv4.drop-81 input.ipv6.drop-81 forward.ipv4.drop-81 input.ipv4.drop-udp-81 input.ipv4.syn-path input.ipv4.tcp-8080", c, " ")
	print ""
	title_row("kernel, instructions of the whole hook call", "outlook_guard tally log")
	for (i = 1; i <= nkernels; i++) {
		k = kernels[i]
		for (j = 1; j <= n; j++)
			row(k ", " kept_words(c[j]), k, "kept", "outlook_guard tally log", c[j], 0)
		row(k ", a dropped packet alone, after a pause", k, "kept-one", "outlook_guard tally log", "input.ipv4.tcp-port", 0)
	}
}

# a first packet that a zone alone lets pass, and one that everybody's list does, over conntrack alone
function zones_table(k,   i, n, c, way, list) {
	list = "iptables ipset sets outlook_guard"
	printf "\nKernel %s\n\n", k
	title_row("instructions added", list)
	n = split("ipv4-1 ipv4-16 ipv4-512 ipv6-16 ipv6-512 devices-1 devices-32", c, " ")
	for (i = 1; i <= n; i++) {
		way = "input." (c[i] ~ /^ipv6/ ? "ipv6" : "ipv4")
		row("tcp 81, which only they may use, the last of " who_words(c[i]), k, "zones-" c[i], list, way ".drop-81",
			packet(k, "hooks", "conntrack", way ".drop-81"))
	}
	for (i = 3; i <= 5; i += 2) {
		way = "input." (c[i] ~ /^ipv6/ ? "ipv6" : "ipv4")
		row("tcp 8080, which everybody may use, beside " who_words(c[i]), k, "zones-" c[i], list, way ".tcp-8080",
			packet(k, "hooks", "conntrack", way ".tcp-8080"))
	}
}

function who_words(who,   part) {
	split(who, part, "-")
	if (part[1] == "devices")
		return part[2] (part[2] == 1 ? " device" : " devices")
	return part[2] (part[2] == 1 ? " network" : " networks") " of IPv" substr(part[1], 4)
}

function kept_words(what,   part) {
	if (what ~ /syn-path$/)
		return "the hooks of a dropped SYN, IPv4"
	split(what, part, ".")
	return words[part[1] "." part[2]] ", " words[part[3]]
}

function ns(section, filter, what) { return known("native", section, filter, what) ? sprintf("%.1f", packet("native", section, filter, what)) : "–" }

# how many times outlook_guard's, median and quartiles of the rounds
function times(section, filter, what) {
	if (!known("native", section, filter, what ".of-median"))
		return "–"
	return sprintf("%.2f (%.2f–%.2f)", packet("native", section, filter, what ".of-median"),
		packet("native", section, filter, what ".of-q1"), packet("native", section, filter, what ".of-q3"))
}

# both tables of a section that was measured natively; @list: filters, @whats and their @labels, "|" between
function native_tables(section, list, whats, labels,   i, j, n, m, c, f, label, line) {
	n = split(whats, c, " ")
	m = split(list, f, " ")
	split(labels, label, "|")
	print ""
	title_row("times outlook_guard's", list)
	for (i = 1; i <= n; i++) {
		line = "| " label[i] " |"
		for (j = 1; j <= m; j++)
			line = line " " times(section, f[j], c[i]) " |"
		print line
	}
	print ""
	title_row("nanoseconds, median", list)
	for (i = 1; i <= n; i++) {
		line = "| " label[i] " |"
		for (j = 1; j <= m; j++)
			line = line " " ns(section, f[j], c[i] ".median") " |"
		print line
	}
}

function namespaces_table(   i, j, n, c, line) {
	n = split("established tcp-22 drop-81", c, " ")
	print "\n| kernel | namespaces with a policy | established | first packet, tcp 22 | dropped |"
	print "|---|---:|---:|---:|---:|"
	for (i = 1; i <= nkernels; i++)
		for (j = 1; j <= 1000; j *= 10) {
			line = "| " kernels[i] " | " grouped(j) " |"
			for (m = 1; m <= n; m++)
				line = line " " cell(kernels[i], "namespaces-" j, "outlook_guard", "input.ipv4." c[m], 0) " |"
			print line
		}
}

function bytes_table(   i, k) {
	print "\n| kernel | a namespace without a policy | with a policy |"
	print "|---|---:|---:|"
	for (i = 1; i <= nkernels; i++) {
		k = kernels[i]
		printf "| %s | %s bytes | %s bytes |\n", k, plain(k, "memory", "outlook_guard", "without", 1),
			plain(k, "memory", "outlook_guard", "with", 1)
	}
}

function writes_row(k, what, label,   written, closed) {
	if (!known(k, "change", "outlook_guard", what ".write"))
		return
	written = value[k, "change", "outlook_guard", what ".write"]
	closed = value[k, "change", "outlook_guard", what ".close"]
	printf "| %s | %s | %s | %s | %s | %s |\n", k, label, plain(k, "change", "outlook_guard", what ".bytes", 1),
		grouped(written), grouped(closed), grouped(written + closed)
}

function writes_table(   i) {
	print "\n| kernel | text | bytes | open and write | close | together |"
	print "|---|---|---:|---:|---:|---:|"
	for (i = 1; i <= nkernels; i++) {
		writes_row(kernels[i], "ports-20", "20 ports")
		writes_row(kernels[i], "longest", "the longest text, 1 MiB")
		writes_row(kernels[i], "at-once", "20 ports, at once after another change")
	}
}

function programs_table(   i, j, f, n, k, line) {
	n = split("iptables iptables_nft ipset sets outlook_guard written", f, " ")
	print ""
	title_row("kernel, ports", "iptables iptables_nft ipset sets outlook_guard written")
	for (i = 1; i <= nkernels; i++) {
		k = kernels[i]
		programs_row(k, 18, f, n)
		programs_row(k, 10000, f, n)
	}
}

function programs_row(k, ports, f, n,   j, line) {
	line = "| " k ", " grouped(ports) " |"
	for (j = 1; j <= n; j++)
		line = line " " plain(k, "change", f[j], ports, 1000) " |"
	print line
}

function flood_table(   i, j, n, f, k) {
	n = split("outlook_guard sets ipset iptables iptables_nft page", f, " ")
	print "\n| kernel | filter | changes | packets | lost |"
	print "|---|---|---:|---:|---:|"
	for (i = 1; i <= nkernels; i++)
		for (j = 1; j <= n; j++) {
			k = kernels[i]
			printf "| %s | %s | %s | %s | %s |\n", k, name[f[j]], plain(k, "flood", f[j], "changes", 1),
				plain(k, "flood", f[j], "packets", 1), plain(k, "flood", f[j], "lost", 1)
		}
}

# better(): peers that are below outlook_guard, one line a figure; prints nothing where there are none
function better(k, section, what, scale, label,   i, n, f, own, line) {
	n = split("iptables iptables_nft ipset sets vmap", f, " ")
	own = known(k, section, "outlook_guard", what) ? value[k, section, "outlook_guard", what] : 0
	for (i = 1; i <= n; i++)
		if (known(k, section, f[i], what) && value[k, section, f[i], what] < own)
			line = line (line ? ", " : "") name[f[i]] " " grouped(value[k, section, f[i], what] / scale)
	if (!known(k, section, "outlook_guard", what))
		return
	compared++
	if (!line)
		return
	behind++
	printf "- %s, kernel %s: %s; outlook_guard %s\n", label, k, line, grouped(own / scale)
}

function all_better(   i, k, key, part, nk) {
	for (i = 1; i <= nkernels; i++) {
		k = kernels[i]
		for (key in value) {
			split(key, part, SUBSEP)
			if (part[1] != k || part[3] != "outlook_guard" || (part[2] != "hooks" && part[2] != "path" && part[2] != "ports"))
				continue
			better(k, part[2], part[4], 1000, (part[2] == "ports" ? "first packet, ports listed: " : "") part[4])
		}
		better(k, "change", "18", 1, "instructions of the program that sets 18 ports")
		better(k, "change", "10000", 1, "instructions of the program that sets 10,000 ports")
		better(k, "flood", "lost", 1, "packets lost during changes")
	}
	for (key in value) {
		split(key, part, SUBSEP)
		if (part[1] == "native" && part[3] == "outlook_guard" && part[4] ~ /[^-]median$/)
			better("native", part[2], part[4], 1000, "nanoseconds, " part[2] ": " part[4])
	}
}

function percent(a, b) { return a ? sprintf("%.0f", 100 * (a - b) / a) : "–" }

function short_row(label, k, section, what, base) {
	printf "| %s | %s | %s | %s | %s | %s |\n", k, label,
		cell(k, section, "iptables", what, base), cell(k, section, "sets", what, base), cell(k, section, "outlook_guard", what, base),
		percent(packet(k, section, "iptables", what) - base, packet(k, section, "outlook_guard", what) - base)
}

function in_short(   i, k) {
	print "| kernel | instructions | iptables | nft sets | outlook_guard | saved of iptables', % |"
	print "|---|---|---:|---:|---:|---:|"
	for (i = 1; i <= nkernels; i++) {
		k = kernels[i]
		short_row("the filter, established packet", k, "hooks", "input.ipv4.established", packet(k, "hooks", "conntrack", "input.ipv4.established"))
		short_row("the filter, first packet to tcp 8080", k, "hooks", "input.ipv4.tcp-8080", packet(k, "hooks", "conntrack", "input.ipv4.tcp-8080"))
		short_row("whole path, established packet, forwarded", k, "path", "forward.ipv4.established", 0)
		short_row("whole path, connection of six packets, forwarded", k, "path", "forward.ipv4.connection", 0)
		short_row("whole path, dropped SYN", k, "path", "input.ipv4.syn-81", 0)
		if (known(k, "path", "early", "input.ipv4.syn-81"))
			printf "| %s | the same with `early on` | %s | – | %s | %s |\n", k, cell(k, "path", "iptables", "input.ipv4.syn-81", 0),
				cell(k, "path", "early", "input.ipv4.syn-81", 0),
				percent(packet(k, "path", "iptables", "input.ipv4.syn-81"), packet(k, "path", "early", "input.ipv4.syn-81"))
		if (known(k, "path", "fast", "forward.ipv4.established"))
			printf "| %s | whole path, established packet, forwarded, with `ogctl fast on` | %s | %s | %s | %s |\n", k,
				cell(k, "path", "iptables", "forward.ipv4.established", 0), cell(k, "path", "sets", "forward.ipv4.established", 0),
				cell(k, "path", "fast", "forward.ipv4.established", 0),
				percent(packet(k, "path", "iptables", "forward.ipv4.established"), packet(k, "path", "fast", "forward.ipv4.established"))
	}
}

# promise(): a row of what was promised: known to be so, or not
function promise(label, k, most, got, there) {
	if (there)
		printf "| %s | %s | %s | %s | %s |\n", k, label, grouped(most), grouped(got), got <= most ? "yes" : "**no**"
}

function over_conntrack(k, what) { return packet(k, "hooks", "outlook_guard", what) - packet(k, "hooks", "conntrack", what) }

# Why the promise of "early on" is not kept, where it is known
function least_of_early(   i, k, rows) {
	for (i = 1; i <= nkernels; i++) {
		k = kernels[i]
		if (known(k, "path", "look", "input.ipv4.syn-81"))
			rows = rows (rows ? "; " : "") "on " k " " cell(k, "path", "look", "input.ipv4.syn-81", 0) " instructions for a SYN and " \
				cell(k, "path", "look", "input.ipv4.udp-81", 0) " for a datagram"
	}
	if (!rows)
		return
	print "\nWhy `early on` takes more than was promised: to be certain of the verdict it has to ask conntrack, which holds connections that no hook"
	print "sees coming (from conntrackd by ctnetlink, from act_ct, from IPVS). A hook that does nothing but ask and drop (`tests/bench/look.c`) makes the"
	print "whole path " rows ": no early drop that is certain can be below that."
}

function promises(   i, k, syn) {
	print "| kernel | promised | at most | measured | kept |"
	print "|---|---|---:|---:|---|"
	syn = "input.ipv4.syn-path"
	for (i = 1; i <= nkernels; i++) {
		k = kernels[i]
		promise("established packet, instructions", k, 45, over_conntrack(k, "input.ipv4.established"), known(k, "hooks", "outlook_guard", syn))
		promise("first packet, tcp 8080, instructions", k, 80, over_conntrack(k, "input.ipv4.tcp-8080"), known(k, "hooks", "outlook_guard", syn))
		promise("hooks of a dropped SYN, instructions", k, 2150, packet(k, "hooks", "outlook_guard", syn), known(k, "hooks", "outlook_guard", syn))
		promise("the same with `early on`", k, 760, packet(k, "hooks", "early", syn), known(k, "hooks", "early", syn))
		promise("dropped SYN with `early on`, whole path: a quarter of iptables'", k, packet(k, "path", "iptables", "input.ipv4.syn-81") / 4,
			packet(k, "path", "early", "input.ipv4.syn-81"), known(k, "path", "early", "input.ipv4.syn-81"))
		promise("memory of a namespace without a policy, bytes", k, 1280, packet(k, "memory", "outlook_guard", "without") * 1000, known(k, "memory", "outlook_guard", "without"))
		promise("memory of a namespace with a policy, bytes", k, 98304, packet(k, "memory", "outlook_guard", "with") * 1000, known(k, "memory", "outlook_guard", "with"))
	}
	least_of_early()
	print "\nThat a change takes under 1 ms for 20 ports and under 20 ms for the longest text is promised in time; what is counted here is instructions, see below."
}

function machine(   i, k) {
	print "| kernel | counted with | on |"
	print "|---|---|---|"
	for (i = 1; i <= nkernels; i++) {
		k = kernels[i]
		printf "| %s, stock Debian | QEMU %s, TCG, one processor, `-icount shift=0`; the flood: two processors, no icount | %s |\n",
			about[k, "kernel.release"], about[k, "machine.qemu"], about[k, "machine.host"]
	}
	printf "| %s, User-Mode Linux of Debian's source, `tests/bench/native/kernel.config` | nanoseconds, on the processor itself | %s |\n",
		about["native", "kernel.release"], about["native", "machine.host"]
}

# which sources the figures are of
function sources(   key) {
	print ""
	if (states == 1) {
		for (key in state)
			printf "All figures are of one state of the sources, %s (a hash of `kmod`, `user` and `tests/bench`); the module's version is %s.\n",
				key, about[kernels[1], "module.version"]
		return
	}
	print "**The figures are of more than one state of the sources** (hashes of `kmod`, `user` and `tests/bench`):\n"
	for (key in state)
		printf "- %s: %s\n", key, state[key]
}

function words_cold() { return "first packet, any port|first packet, any port, cold|established, cold" }

function pictures(section, what, alt,   i) {
	print ""
	if (section == "native") {
		printf "![%s](plots/%s.svg)\n", alt, what
		return
	}
	for (i = 1; i <= nkernels; i++)
		if ((kernels[i], section) in measured)
			printf "![%s, kernel %s](plots/%s-%s.svg)\n", alt, kernels[i], what, kernels[i]
}

BEGIN {
	name["none"] = "no filter"; name["conntrack"] = "conntrack alone"; name["empty"] = "empty hook"
	name["iptables"] = "iptables"; name["iptables_nft"] = "iptables-nft"; name["ipset"] = "ipset"
	name["sets"] = "nft sets"; name["vmap"] = "nft vmap"; name["outlook_guard"] = "outlook_guard"
	name["early"] = "outlook_guard, `early on`"; name["fast"] = "outlook_guard, `ogctl fast on`"
	name["look"] = "least of any early drop"; name["written"] = "`cp` to /proc/outlook_guard"
	name["tally"] = "`tally on`"; name["log"] = "`log nflog:5`"; name["page"] = "iptables, rule by rule"
	words["input.ipv4"] = "LOCAL_IN, IPv4"; words["input.ipv6"] = "LOCAL_IN, IPv6"
	words["forward.ipv4"] = "FORWARD, IPv4"; words["forward.ipv6"] = "FORWARD, IPv6"
	words["established"] = "established"; words["icmp"] = "icmp echo"
	words["tcp-22"] = "first packet, tcp 22 (first listed)"; words["tcp-953"] = "first packet, tcp 953 (in the middle)"
	words["tcp-8080"] = "first packet, tcp 8080 (last listed)"
	words["udp-53"] = "first packet, udp 53"; words["udp-953"] = "first packet, udp 953"
	words["drop-81"] = "dropped, tcp 81"; words["drop-udp-81"] = "dropped, udp 81"
	words["forward.established"] = "established packet, forwarded"
	words["forward.connection"] = "connection of six packets, forwarded"
	words["input.syn-81"] = "dropped SYN, to this machine"; words["input.udp-81"] = "dropped datagram, to this machine"
	words["forward.syn-81"] = "dropped SYN, forwarded"
	peers = "iptables iptables_nft ipset sets vmap outlook_guard"
}

END {
	nways = split("input.ipv4 input.ipv6 forward.ipv4 forward.ipv6", ways, " ")
	print "<!-- SPDX-License-Identifier: GPL-2.0-only. Written by tests/bench/run; do not edit, change tests/bench/page.awk -->"
	print "# What a packet costs\n"
	print "Measured by `make bench`, which writes this page; every figure on it is from such a run. `tests/bench/run --page` writes it"
	print "anew from the figures kept in `docs/plots/*.dat`.\n"
	machine()
	sources()
	print "\nThe unit is the instruction, counted exactly: under QEMU's icount one instruction takes one nanosecond of the guest's clock,"
	print "whatever the host does. Caches and branch predictors are not in it; they are in \"Native time\" and \"A flood, and cold caches\".\n"
	print "| filter | what it is |\n|---|---|"
	print "| no filter | nothing at all, conntrack off |"
	print "| conntrack alone | conntrack on, as every filter here needs it; no filter |"
	print "| empty hook | one more hook that does nothing but give the verdict: the least that any module can cost |"
	print "| iptables | `iptables-legacy` with the page's rules, `tests/verdict/recipe.rules` |"
	print "| iptables-nft | the same rules through `iptables-nft`, Debian's default |"
	print "| ipset | `iptables-legacy` with two `bitmap:port` sets in place of multiport |"
	print "| nft sets | `tests/bench/sets.nft`: what a good author writes |"
	print "| nft vmap | `tests/bench/vmap.nft`: the same by verdict maps |"
	print "| outlook_guard | its built-in policy; counters on |"
	print "\nFor IPv6 the iptables filters have the page's rules too, with icmpv6.\n"
	print "## In short\n"
	in_short()
	print "\nThe filter's own work is nearly gone. What is left of a packet's way is conntrack, routing and the rest of IP, which no"
	print "filter at these hooks can save; that is why the whole path falls by so much less. It is felt in floods of packets that are dropped, and"
	print "with long lists of ports in iptables; not on a machine that has nothing to do.\n"
	print "## What was promised, and what it is\n"
	promises()
	print "\n## Where a peer is better\n"
	all_better()
	if (!behind)
		print "In nothing that is measured here."
	printf "\nThat is %d of %d comparisons (packet classes, whole paths, lists of ports, programs, floods). ", behind, compared
	print "Also: nft and ipset need no module of"
	print "their own to be built, and do much that outlook_guard does not (addresses, interfaces, rates, NAT).\n"
	print "## What a filter adds to a packet\n"
	print "Over conntrack alone. `tests/vm/run --icount -k KERNEL -- tests/bench/measure /tmp/bench.dat hooks`, method in `tests/bench/hooks.c`. At FORWARD"
	print "the kernel calls no hook at all when there is none, so the first one costs more there than at LOCAL_IN."
	for (i = 1; i <= nkernels; i++)
		for (w = 1; w <= nways; w++)
			added_table(kernels[i], ways[w])
	pictures("hooks", "classes-input.ipv4", "Instructions added to a packet at LOCAL_IN, IPv4, by class and filter")
	print "\nThe same for `input.ipv6`, `forward.ipv4` and `forward.ipv6` in `docs/plots/`."
	print "\n### Dropped packets\n"
	print "A dropped packet does not come to the hooks behind the filter, so here is the whole call, with the core's drop."
	for (i = 1; i <= nkernels; i++)
		drop_table(kernels[i])
	print "\n## The whole path\n"
	print "From `netif_receive_skb()`, as from a driver, to the end of the packet, which has been sent on a dummy interface or dropped, and freed."
	print "`tests/vm/run --icount -k KERNEL -- tests/bench/measure /tmp/bench.dat path`, method in `tests/bench/path.c`. Without a filter the SYN and the datagram"
	print "to this machine go on to its TCP and UDP, which answer: not the same work. The connection is SYN to last ACK: three packets to open it, three to close."
	print "The last rows are the netfilter hooks of a SYN alone, PRE_ROUTING to the drop. `early on` is not free: it looks at every packet at PRE_ROUTING,"
	print "and those that pass pay for it, as the rows of established packets and connections show; it is for floods."
	for (i = 1; i <= nkernels; i++)
		path_table(kernels[i])
	print "\n`ogctl fast on` puts established forwarded connections into the kernel's own flowtable, which goes around conntrack, routing and every hook behind"
	print "the device, the module's too. nft by hand can have the same flowtable; what the tool adds is that a connection leaves it when the"
	print "policy no longer admits it."
	pictures("path", "path", "Instructions of the whole path by packet and filter")
	print "\n## What is kept of a drop\n"
	print "A flood of packets to a port that is not listed, with `tally on` (what was seen of each port) and with `log nflog:5` and a listener, beside the"
	print "plain policy. At most 50 packets a second are logged, so nearly all of a flood is over that limit, and that is what its rows show; the"
	print "last row of a kernel is a packet that is logged, with the call that measures it. `tests/vm/run --icount -k KERNEL -- tests/bench/measure /tmp/bench.dat kept`"
	kept_table()
	print "\n## How many ports are listed\n"
	print "A first packet to the last port of the list at LOCAL_IN, over conntrack alone; iptables in multiport rules of fifteen."
	print "`tests/vm/run --icount -k KERNEL -- tests/bench/measure /tmp/bench.dat ports`"
	for (i = 1; i <= nkernels; i++)
		ports_table(kernels[i])
	pictures("ports", "ports", "Instructions added to the first packet to the last port, over the number of ports")
	print "\n## From whom\n"
	print "A first packet at LOCAL_IN to a port that is for a zone alone, over conntrack alone, and one to a port that is for everybody beside such a zone. iptables has"
	print "a rule with `-s` or `-i` for each, behind the page's; ipset a `hash:net`, nft an interval set, or names by `iifname`, in one rule behind the page's."
	print "`tests/vm/run --icount -k KERNEL -- tests/bench/measure /tmp/bench.dat hooks zones`"
	for (i = 1; i <= nkernels; i++)
		zones_table(kernels[i])
	print "\n## How many namespaces there are\n"
	print "The hook call of a packet in the first namespace, in instructions, while so many have a policy in force."
	print "`tests/vm/run --icount -m 2048 -k KERNEL -- tests/bench/measure /tmp/bench.dat namespaces`"
	namespaces_table()
	print "\nWhat a namespace takes of the kernel's memory, in whole objects of its allocators, the mean of many; one processor, tally off; hooks, /proc files and conntrack's hooks included, conntrack's own tables not:"
	bytes_table()
	print "\n## Native time\n"
	print "The loop of the first table at LOCAL_IN, IPv4, in User-Mode Linux, whose code runs on the processor itself: caches, branch predictors and all,"
	print "though everything is warm here. The whole call, with the loop and conntrack's confirm hook; a time over and over again the median of twenty"
	print "batches, filter after filter, and of such rounds the median and in parentheses the quartiles. **Trust the ratios**, each of which is of one round; the"
	print "nanoseconds are this host's on that day. This kernel is not Debian's: it has no retpolines, for one, which a stock kernel has."
	print "`tests/bench/run --only native`, method in `tests/bench/hooks.c`."
	native_tables("native", "conntrack empty " peers, "input.ipv4.established input.ipv4.icmp input.ipv4.tcp-22 input.ipv4.tcp-8080 input.ipv4.udp-53 input.ipv4.drop-81",
		words["established"] "|" words["icmp"] "|" words["tcp-22"] "|" words["tcp-8080"] "|" words["udp-53"] "|" words["drop-81"])
	print "\nThe hooks of a dropped SYN, PRE_ROUTING to the drop, and freed:"
	native_tables("native", peers " early", "input.ipv4.syn-free", "dropped SYN")
	pictures("native", "native", "Nanoseconds of a hook call by packet and filter")
	print "\n## A flood, and cold caches\n"
	print "Likewise, with 8,192 random flows, each packet in memory of its own, to a random port; \"cold\": before each packet four mebibytes of other memory are"
	print "read, so much that the filter is pushed out of a processor's first two caches, if not out of the third. The SYNs go to ports that are not listed, from PRE_ROUTING until they are freed."
	print "`tests/bench/run --only cold`, method in `tests/bench/cold.c`. The page's ports:"
	cold = words_cold()
	native_tables("cold", "conntrack " peers, "any any.cold established.cold", cold)
	native_tables("cold", peers " early", "syn", "dropped SYN")
	print "\n10,000 ports listed:"
	native_tables("cold-10000", "conntrack iptables iptables_nft ipset sets outlook_guard", "any any.cold established.cold", cold)
	native_tables("cold-10000", "iptables iptables_nft ipset sets outlook_guard", "syn", "dropped SYN")
	print "\n## A policy change\n"
	print "Through `/proc/outlook_guard`, in instructions of kernel and writer, where nothing waits. The third row of a kernel is not instructions but time:"
	print "a writer that comes at once after another waits for RCU, so that no more than one retired policy is kept."
	print "`tests/vm/run --icount -k KERNEL -- tests/bench/measure /tmp/bench.dat change`, method in `tests/bench/change.py`."
	writes_table()
	print "\nThe whole program that sets the ports (`ogctl apply`, `iptables-legacy-restore`, `iptables-nft-restore`, `ipset restore`, `nft -f`), from start to end, in"
	print "thousands of nanoseconds of the icount clock: its instructions, and where it waits for RCU, the time of that. `ogctl apply` reads what is in force,"
	print "says what changes, looks whether you would be locked out, and keeps the history; `cp` only writes:"
	programs_table()
	print "\n## Packets lost while the policy changes\n"
	print "A flood of first packets to tcp 22 at LOCAL_IN on one processor, policy changes on the other; 22 is listed before, after and in each. \"Rule by"
	print "rule\" is the page as its reader types it: `iptables -F`, then a command a rule. `tests/vm/run -c 2 -k KERNEL -- tests/bench/measure /tmp/bench.dat flood`; how"
	print "many packets there were depends on the host, whether any was lost on the filter alone."
	flood_table()
}
