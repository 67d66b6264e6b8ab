# SPDX-License-Identifier: GPL-2.0-only
"""openmetrics.py serve PORT: answers whoever asks with what `ogctl metrics --openmetrics` says, by OpenMetrics' own name.
openmetrics.py read [FILE...]: each, or what is on standard input, read as its makers read OpenMetrics, which ends with "# EOF";
prints how many samples, or which it is and what is wrong."""
import http.server
import subprocess
import sys


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        said = subprocess.run(["ogctl", "metrics", "--openmetrics"], stdout=subprocess.PIPE, check=False)
        self.send_response(500 if said.returncode else 200)
        self.send_header("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8")
        self.end_headers()
        self.wfile.write(said.stdout)

    def log_message(self, *_):
        pass


def read(names):
    from prometheus_client.openmetrics.parser import text_string_to_metric_families

    for name in names or ["/dev/stdin"]:
        with open(name, encoding="utf-8") as file:
            try:
                print(sum(len(family.samples) for family in text_string_to_metric_families(file.read())))
            except ValueError as wrong:
                sys.exit(f"{name}: {wrong}")


if sys.argv[1] == "serve":
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[2])), Handler).serve_forever()
else:
    read(sys.argv[2:])
