# SPDX-License-Identifier: GPL-2.0-only
# Rows "section filter what figure", after each round a line "round": of all rounds the median and both quartiles, as WHAT.q1,
# .median and .q3, and the same of the figure's ratio to outlook_guard's in its own round, in thousandths, as WHAT.of-q1, ...
function sorted(n,   i, j, x) {
	for (i = 2; i <= n; i++) {
		x = v[i]
		for (j = i - 1; j > 0 && v[j] > x; j--)
			v[j + 1] = v[j]
		v[j + 1] = x
	}
}

function write_quarters(filter, what, n) {
	sorted(n)
	printf "%s %s %sq1 %.0f\n", section, filter, what, v[int((n + 3) / 4)]
	printf "%s %s %smedian %.0f\n", section, filter, what, v[int((n + 1) / 2)]
	printf "%s %s %sq3 %.0f\n", section, filter, what, v[n + 1 - int((n + 3) / 4)]
}

$1 == "round" { rounds++; next }
{
	if (!(($2, $3) in seen)) {
		seen[$2, $3]
		names[++nnames] = $2 " " $3
	}
	figure[rounds + 1, $2, $3] = $4
}
END {
	for (i = 1; i <= nnames; i++) {
		split(names[i], name, " ")
		for (r = 1; r <= rounds; r++)
			v[r] = figure[r, name[1], name[2]]
		write_quarters(name[1], name[2] ".", rounds)
		for (r = 1; r <= rounds; r++)
			v[r] = 1000 * figure[r, name[1], name[2]] / figure[r, "outlook_guard", name[2]]
		write_quarters(name[1], name[2] ".of-", rounds)
	}
}
