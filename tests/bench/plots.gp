# SPDX-License-Identifier: GPL-2.0-only
# gnuplot -e "kernel='6.1'; data='docs/plots/6.1.dat'; out='docs/plots'" tests/bench/plots.gp
set terminal svg size 900,480 font "sans-serif,13" background rgb "white"
columns(section, rows, filters, more) = sprintf("< awk -f tests/bench/columns.awk -v section=%s -v rows='%s' -v filters='%s' %s %s", section, rows, filters, more, data)
# a section that was not measured yet has no plot
has(section) = int(system(sprintf("grep -c '^%s ' %s", section, data)))
peers = "iptables iptables_nft ipset sets vmap outlook_guard"
names = "iptables iptables-nft ipset 'nft sets' 'nft vmap' outlook_guard"
array colour[8] = ["#c44e52", "#dd8452", "#8172b3", "#55a868", "#a1c99a", "#1f4e9c", "#64b5cd", "#8c8c8c"]

set grid ytics
set key below horizontal
set yrange [0:*]
set xtics noenhanced
set style data histogram
set style histogram clustered gap 1
set style fill solid 0.9 noborder
set ylabel "instructions a packet"

if (has("hooks")) {
	do for [way in "input.ipv4 input.ipv6 forward.ipv4 forward.ipv6"] {
		set output sprintf("%s/classes-%s-%s.svg", out, way, kernel)
		set title sprintf("Added to a packet over conntrack alone, %s, kernel %s", way, kernel)
		rows = ""
		do for [class in "established icmp udp-53 tcp-22 tcp-953 tcp-8080"] { rows = rows." ".way.".".class }
		plot for [i=1:6] columns("hooks", rows, peers, "-v minus=conntrack") using (column(i + 1)):xtic(1) \
			title word(names, i) noenhanced lc rgb colour[i]
	}
}

if (has("path")) {
	set output sprintf("%s/path-%s.svg", out, kernel)
	set title sprintf("A packet's whole way through the kernel, IPv4, kernel %s", kernel)
	rows = "forward.ipv4.established input.ipv4.syn-81 input.ipv4.udp-81 forward.ipv4.syn-81"
	set xlabel " \n "
	array label[4] = ["established,\nforwarded", "dropped SYN,\nto this machine", "dropped UDP,\nto this machine", "dropped SYN,\nforwarded"]
	plot for [i=1:8] columns("path", rows, peers." early fast", "") using (column(i + 1)):xtic(label[int($0) + 1]) \
		title word(names." 'outlook_guard, early on' 'outlook_guard, fast on'", i) noenhanced lc rgb colour[i]
}

if (has("native")) {
	set output sprintf("%s/native.svg", out)
	set title "A hook call at LOCAL_IN, IPv4, on the processor itself (User-Mode Linux)"
	set ylabel "nanoseconds, median"
	rows = ""
	do for [class in "established icmp udp-53 tcp-22 tcp-8080 drop-81"] { rows = rows." input.ipv4.".class.".median" }
	plot for [i=1:6] columns("native", rows, peers, "") using (column(i + 1)):xtic(substr(strcol(1), 1, strlen(strcol(1)) - 7)) \
		title word(names, i) noenhanced lc rgb colour[i]
}

if (has("ports")) {
	set output sprintf("%s/ports-%s.svg", out, kernel)
	set title sprintf("First packet to the last port listed, added over conntrack alone, kernel %s", kernel)
	set style data linespoints
	set yrange [10:*]
	set logscale xy
	set xlabel "ports listed"
	set grid xtics ytics
	set xrange [0.8:100000]
	array way[5] = [1, 2, 3, 4, 6]
	listed = "iptables iptables_nft ipset sets vmap outlook_guard"
	plot for [k=1:5] columns("ports", "1 18 100 1000 10000 65535", listed, "-v minus=conntrack -v base=input.ipv4.tcp-port") \
		using 1:(column(way[k] + 1)) title word(names, way[k]) noenhanced lc rgb colour[way[k]] lw 2 pt 7 ps 0.6
}
