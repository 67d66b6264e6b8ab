#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What the documents name is there: files, sections, targets of make, commands and options of ogctl. And they stay
# readable: README short, lines of a hundred columns where people read first. Whether their commands do what is shown is for
# tests/net/documents and tests/story.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

cd "$top" || exit 1
documents=(README.md CHANGELOG.md HACKING.md docs/*.md tests/*/README.md)
narrow=(README.md CHANGELOG.md HACKING.md docs/{install,outlook,guide,language,kernels,glossary}.md)

# columns FILE: of its longest line; a character is one
columns()
{
	wc -L <"$1"
}

# anchors FILE: as GitHub makes them of its headings
anchors()
{
	sed -n 's/^##* //p' "$1" | tr '[:upper:]' '[:lower:]' | sed 's/[^[:alnum:] _-]//g; s/ /-/g'
}

# check_link DOCUMENT TARGET
check_link()
{
	local file=${2%%#*} anchor=''

	[[ $2 != *#* ]] || anchor=${2#*#}
	file=${file:+$(dirname "$1")/$file}
	line="$1, link to $2"
	verdict 'the file is there' [ -e "${file:-$1}" ]
	[ -z "$anchor" ] || verdict 'the section is there' grep -qx -e "$anchor" <(anchors "${file:-$1}")
}

# spans DOCUMENT: what is set as code, a line each: between back quotes, and the lines of blocks
spans()
{
	awk '/^```/ { block = !block; next }
		block || /^    / { print; next }
		{ while (match($0, /`[^`]+`/)) {
			print substr($0, RSTART + 1, RLENGTH - 2); $0 = substr($0, RSTART + RLENGTH) } }' "$1"
}

# check_path DOCUMENT PATH: braces and stars are the shell's; what is built need not be there
check_path()
{
	local found

	line="$1, $2"
	found=$(compgen -G "$2" || eval "ls -d $2" 2>/dev/null) || found=
	verdict 'it is there' [ -n "$found" ]
}

targets=" $(sed -n 's/^\([a-z]*\):.*/\1/p' Makefile | tr '\n' ' ')"
verbs=" $("$OGCTL" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' | tr '\n' ' ')"

# check_ogctl DOCUMENT WORDS: a command of ogctl's, with its options
check_ogctl()
{
	local word verb='' help
	local -a words

	read -r -a words <<<"$2"
	for word in "${words[@]}"; do
		case $word in
		'|' | '>'* | ';' | '#' | '||' | '&&') break ;;
		-*) ;;
		*)
			[ -n "$verb" ] || verb=$word
			;;
		esac
	done
	[[ $verb =~ ^[a-z]+$ ]] || verb=
	line="$1, ogctl $2"
	verdict 'there is such a command' has "$verbs" " ${verb:-status} "
	[[ $2 == *--* ]] || return 0
	# shellcheck disable=SC2086 # none, where there is no command
	help=$("$OGCTL" $verb --help)
	while read -r word; do
		verdict "it has $word" grep -qE -e "$word([ =,]|\$)" <<<"$help"
	done < <(grep -oE -e '(^| )--[a-z-]+' <<<"${2%%#*}" | tr -d ' ')
}

line=README.md
verdict 'at most 150 lines' [ "$(wc -l <README.md)" -le 150 ]
verdict 'it has the test command' has "$(<README.md)" 'make check'
for file in "${narrow[@]}"; do
	line=$file
	verdict "no line over 100 columns, not $(columns "$file")" [ "$(columns "$file")" -le 100 ]
done

for file in "${documents[@]}"; do
	while read -r target; do
		[[ $target == *:* ]] || check_link "$file" "$target"
	done < <(grep -oE '\]\([^) ]+\)' "$file" | sed 's/^](//; s/)$//' | sort -u)
	while read -r path; do
		check_path "$file" "$path"
	done < <(spans "$file" | grep -oE '(^|[ (])(user|kmod|include|tests|packaging|docs)/[][A-Za-z0-9_.*/{},-]*[]A-Za-z0-9_*}]' |
		tr -d '( ' | grep -v '[A-Z][A-Z]' | sort -u)
	while read -r target; do
		line="$file, make $target"
		verdict 'there is such a target' has "$targets" " $target "
	done < <(spans "$file" | grep -oE '(^|[(;] ?|\$ )make [a-z]+' | sed 's/.*make //' | sort -u)
	while read -r words; do
		check_ogctl "$file" "$words"
	done < <(spans "$file" | grep -oE '(^|[|;(] ?|\$ |&& )ogctl( [^`|;)]*)?$' | sed 's/^.*ogctl *//' | sort -u)
done

# A block of commands is run by tests/net/documents, of docs/outlook.md by tests/story, or says why not
for file in README.md docs/install.md docs/outlook.md docs/guide.md docs/language.md docs/metrics.md; do
	while IFS=: read -r number before; do
		line="$file:$number: $before"
		verdict 'a comment before the block, run: or not run:' [ "$before" != "${before#<!-- run:}${before#<!-- not run: ?}" ]
	done < <(awk '/^```(sh|console)$/ { print NR ":" before } { before = $0 }' "$file")
done

finish
