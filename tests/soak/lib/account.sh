# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh and play set the variables
# What became of it all.

passed=0
failed=0

# must SENTENCE COMMAND...
must()
{
	if "${@:2}"; then
		passed=$((passed + 1))
		printf 'ok: %s\n' "$1" >> "$demo_dir/log/sentences"
		return
	fi
	failed=$((failed + 1))
	say "FAIL: $1"
	return 0
}

# nothing SENTENCE: stdin is empty, or it is shown
nothing()
{
	local lines
	lines=$(cat)
	must "$1" test -z "$lines"
	[[ -z $lines ]] || head -n 20 <<< "$lines" | sed 's/^/    /'
}

sent()
{
	cat "$books"/sent.* | sort
}

# in_mailboxes: the numbers of all mails that lie there
in_mailboxes()
{
	grep -rhs '^Subject: soak ' "$demo_dir"/mail/{alice.soak.ipv?,bob}/{new,cur} | cut -d ' ' -f 3 | sort
}

# told: those that IDLE told, and those that Thunderbird fetched
told()
{
	sed -n 's/^got //p' "$books"/held.idle.* "$books"/told.* | sort
}

account_mail()
{
	nothing 'no mail is lost' < <(comm -23 <(sent | uniq) <(in_mailboxes | uniq))
	nothing 'no mail came twice' < <(in_mailboxes | uniq -d)
	nothing 'no mail came that was not sent' < <(comm -13 <(sent | uniq) <(in_mailboxes | uniq))
	nothing 'every mail was told, once, to whom it was for, by the connection that waits for mail or by Thunderbird' < <(diff <(sent) <(told) || true)
}

account_connections()
{
	local file
	for file in "$books"/held.*; do
		must "${file##*held.}: $(tail -n 1 "$file")" grep -q '^held ' "$file"
	done
}

# memory_grown FIELD KIB: from the first look to the last
memory_grown()
{
	(($(memory_of "$round" "$1") - $(memory_of 1 "$1") <= $2))
}

# memory_line FIELD: what every look saw
memory_line()
{
	local look line=
	for ((look = 1; look <= round; look++)); do
		line+=" $(memory_of "$look" "$1")"
	done
	printf '%s' "$line"
}

# The first round leaves behind what is there from then on: modules, caches, Squid's and BIND's memory. Of the module's own
# policies there is not one more after all those that came and went. The rest has others' too: in an hour slab was seen to differ by 360 KiB
# between two looks, most of it by the fifth (the history's files, fifty for each namespace; what caches keep at hand). So its bound is
# what 270 bytes lost at each change of an hour come to. The kernel's own has the cards' and sockets' buffers too, the programs' Squid's.
account_memory()
{
	must "policies in the kernel's memory:$(memory_line policies)" memory_grown policies 0
	must "slab, KiB:$(memory_line slab)" memory_grown slab 512
	must "per-CPU, KiB:$(memory_line percpu)" memory_grown percpu 256
	must "vmalloc, KiB:$(memory_line vmalloc)" memory_grown vmalloc 1024
	must "the kernel's own, KiB:$(memory_line held)" memory_grown held 8192
	must "the programs', KiB:$(memory_line programs)" memory_grown programs 65536
	nothing 'the same processes' < <(diff <(grep '^program ' "$books/memory.1") <(grep '^program ' "$books/memory.$round") || true)
}

# unexplained: failures, but those for a port that was shut at some time of the attempt
unexplained()
{
	awk -v windows="$books/windows" '
		BEGIN {
			while ((getline line < windows) > 0) {
				split(line, word, " ")
				begin[++n] = word[1]; end[n] = word[2]; shut[n] = "," word[3] ","
			}
		}
		{
			ports = split($3, port, ",")
			for (i = 1; i <= n; i++)
				for (j = 1; j <= ports; j++)
					if ($1 <= end[i] && $2 >= begin[i] && index(shut[i], "," port[j] ","))
						next
			print FILENAME ": " $0
		}' "$books"/failed.* | sed "s|^$books/failed.||"
}

account_failures()
{
	: >> "$books/windows"
	: >> "$books/failed.nobody"
	nothing 'nobody failed but at a port that was shut just then' < <(unexplained)
}

account_work()
{
	local file
	for file in "$books"/sent.*; do
		must "${file##*sent.} has sent $(wc -l < "$file") mails" test -s "$file"
	done
	for file in "$books"/visits.*; do
		must "a visitor has done $(< "$file") transactions" test "$(< "$file")" -gt 10
	done
}

# What the kernel says of devices that come and go, of modules that are loaded, and when its emulated processor stood still, for this
# machine had other work; and what ours says of a trial that nobody kept.
expected_lines='IPv6: ADDRCONF|wireguard: |gre: |8021q: |ip_gre: |IPv4 over GRE|GRE over IPv4|wire77|branch77|drop_caches|hrtimer: interrupt took'
expected_lines+='|outlook_guard: (the trial of [0-9]+ s is over|[0-9]+ lines were left out)'

account_log()
{
	must "the kernel's log goes back to the beginning" on_gateway 'dmesg | grep -q "soak begins"'
	at_console 'dmesg | sed "1,/soak begins/d"' > "$demo_dir/log/kernel"
	nothing 'no line in the kernel log that should not be there' < <(grep -vE "$expected_lines" "$demo_dir/log/kernel")
}

# caches_grown: of the kernel's caches those that have most objects more than at the first look
caches_grown()
{
	join <(awk '$1 == "cache" { print $2, $3 }' "$books/memory.1" | sort) \
		<(awk '$1 == "cache" { print $2, $3 }' "$books/memory.$round" | sort) |
		awk '$3 > $2 { print $3 - $2, $1 }' | sort -rn | head -n 6 | paste -sd ,
}

account_print()
{
	local changes
	changes=$(at_console "sed -n 's/^generation //p' /proc/net/outlook_guard/stats")
	sed -n '/^ok: round/!s/^ok: //p' "$demo_dir/log/sentences"
	echo "caches that grew, in objects: $(caches_grown)"
	printf '%d rounds, %d policies, %d mails, %d visits. %d passed, %d failed\n' "$round" "$changes" "$(sent | wc -l)" \
		"$(($(cat "$books"/visits.* | paste -sd +)))" "$passed" "$failed"
}
