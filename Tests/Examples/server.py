"""The server that examples speak to: answers everything at a free port of this computer, whose number goes to a file."""
import http.server
import sys


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b'[{"name": "Ken"}]'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Answers)
with open(sys.argv[1], "w") as port:
    port.write(str(server.server_port))
server.serve_forever()
