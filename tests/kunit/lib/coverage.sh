# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Lines and branches of the module that the run has been through, from the counters that the kernel gave out.

# One JSON object a line: the module's files in one of gcov's own reports
gcov_reports()
{
	local data notes dir

	find "$1" -name '*.gcda' | while read -r data; do
		notes=/${data#"$1"/}
		notes=${notes%.gcda}.gcno
		[ -e "$notes" ] || continue
		dir=$(mktemp -d)
		cp "$data" "$notes" "$dir/"
		(cd "$dir" && gcov -b --json-format --stdout "$(basename "$data")" 2>/dev/null)
		rm -rf "$dir"
	done | jq -c '.files[] | select(.file | test("(^|/)kmod/"))
		| .file |= sub("^.*?(?<k>kmod/.*)$"; "\(.k)")'
}

# The sum of several reports: a line or branch counts when it was taken in any of them
# shellcheck disable=SC2016 # jq's variables
jq_sum='group_by(.file)[] | { file: .[0].file, lines: ([.[].lines[]] | group_by([.function_name, .line_number]) | map(
	{ line: .[0].line_number, count: (map(.count) | add),
	  branches: ([.[].branches | map(.count)] | if length == 0 then [] else
		. as $all | [range(0; map(length) | max)] | map(. as $i | [$all[][$i] // 0] | add) end) })) }'

# A line a file: name, lines taken, lines, branches taken, branches, lines never reached, lines with a branch not taken
coverage_rows()
{
	gcov_reports "$1" | jq -rs "$jq_sum"' | [.file,
		([.lines[] | select(.count > 0)] | length), (.lines | length),
		([.lines[].branches[] | select(. > 0)] | length), ([.lines[].branches[]] | length),
		([.lines[] | select(.count == 0) | .line] | unique | map(tostring) | join(" ")),
		([.lines[] | select(.count > 0 and (.branches | any(. == 0))) | .line] | unique | map(tostring) | join(" "))] | @tsv'
}

# Prints the table; its last two rows are the sums, of core and of the rest
coverage_table()
{
	awk -F '\t' '
		function percent(a, b) { return b ? sprintf("%5.1f %%", 100 * a / b) : "      -" }
		function row(name, l, L, b, B) {
			printf "%-26s %4d/%4d %s %4d/%4d %s", name, l, L, percent(l, L), b, B, percent(b, B)
		}
		{
			row($1, $2, $3, $4, $5)
			print ($6 ? "  not: " $6 : "") ($7 ? "  half: " $7 : "")
			k = $1 ~ /^kmod\/core\// ? "core" : "the rest of kmod"
			l[k] += $2; L[k] += $3; b[k] += $4; B[k] += $5
		}
		END { for (k in L) { row(k, l[k], L[k], b[k], B[k]); print "" } }'
}

# enough ROWS PATTERN PERCENT NAME: the branches of the files that match PATTERN, those of them all together
enough()
{
	local taken all

	read -r taken all < <(awk -F '\t' -v pattern="$2" '$1 ~ pattern { b += $4; B += $5 } END { print b + 0, B + 0 }' "$1")
	if [ "$all" -gt 0 ] && [ $((taken * 100)) -ge $((all * $3)) ]; then
		good "at least $3 % of the branches of $4 were taken: $taken of $all"
	else
		bad "fewer than $3 % of the branches of $4 were taken: $taken of $all"
	fi
}

# coverage FOLDER WHOLE: the table; and, when the run was WHOLE ("yes"), whether it is enough
coverage()
{
	local rows

	[ -d "$1" ] || return 0
	rows=$(mktemp)
	coverage_rows "$1" >"$rows"
	echo "coverage by gcov: lines and branches taken, of all; not: lines never reached; half: lines with a branch not taken"
	coverage_table <"$rows"
	if [ "$2" = yes ]; then
		enough "$rows" '^kmod/core/' 95 "kmod/core"
		enough "$rows" '^kmod/[^/]*$' 90 "the rest of kmod"
	fi
	rm -f "$rows"
}
