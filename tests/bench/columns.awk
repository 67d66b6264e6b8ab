# SPDX-License-Identifier: GPL-2.0-only
# For the plots: a row for each of "rows", a column for each of "filters", of one section's figures for one packet.
# minus: a filter whose figure is subtracted
BEGIN { nrows = split(rows, row, " "); nfilters = split(filters, filter, " ") }
$1 == section { figure[$2, $3] = $4 / 1000 }
END {
	for (i = 1; i <= nrows; i++) {
		label = row[i]
		sub(/^[a-z]*\.ipv[46]\./, "", label)
		printf "%s", label
		for (j = 1; j <= nfilters; j++) {
			if (!((filter[j], row[i]) in figure))
				printf " NaN"
			else
				printf " %.2f", figure[filter[j], row[i]] - (minus ? figure[minus, base ? base : row[i]] : 0)
		}
		print ""
	}
}
