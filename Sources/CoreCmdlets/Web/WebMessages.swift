/// What a web call tells of its requests and answers, under `-Verbose` in a line, under `-Debug` in full.
import Engine
import NetTypes
import Primitives

extension WebCall {
  /// `WebRequest: v1.1 GET http://… with query length 3`.
  func tell(_ r: Request, _ shell: Invocation) throws {
    let query = try property(r.uri, "Query", shell)
    var s = "WebRequest: v\(r.version) \(r.method) \(try property(r.uri, "AbsoluteUri", shell).prefix { $0 != "?" && $0 != "#" })"
    if query.utf16.count > 1 { s += " with query length \(query.utf16.count - 1)" }
    if let type = r.contentHeaders.first(where: { $0.name == "Content-Type" })?.value { s += " with \(WebCall.mediaType(type)) payload" }
    if let content = r.content { s += " with body size \(WebCall.size(content.bytes.count))" }
    if let outFile { s += " output to \(outFile)" }
    try shell.verbose(s)
    guard shell.isDebugging else { return }
    var details = "WebRequest Detail\n"
    if !query.isEmpty { details += "--- QUERY\n" + query.drop { $0 == "?" }.replacing("&", with: "\n") + "\n\n" }
    details += "--- HEADERS\n" + WebCall.lines(r.headers) + "\n"
    if let content = r.content {
      details += WebCall.lines(r.contentHeaders) + "\n--- BODY\n"
      let text = String(decoding: content.bytes, as: UTF8.self)
      switch content.kind {
      case "MultipartFormDataContent": details += "=> Multipart Form Content\n" + text
      case "StreamContent": details += "[Stream content: \(WebCall.size(content.bytes.count))]"
      default: details += text
      }
    }
    try shell.debug(NetString.trim(details))
  }
  /// `WebResponse: 200 OK with text/plain payload with body size 5 B (5 bytes)`.
  func tell(_ answer: HttpAnswer, to request: Request, _ shell: Invocation) throws {
    let r = shell.isDebugging ? try content(of: answer, to: request, .nothing, shell) : answer.response
    let length = r.header("Content-Length").flatMap { Int($0) }
    var s = "WebResponse: \(r.status) \(r.reason)"
    if let type = r.header("Content-Type") { s += " with \(WebCall.mediaType(type)) payload" }
    if let length { s += " with body size \(WebCall.size(length))" }
    try shell.verbose(s)
    guard shell.isDebugging else { return }
    let headers = HeaderFields.grouped(r.headers), own = headers.filter { !HeaderFields.isOfContent($0.name) }, ofContent = headers.filter { HeaderFields.isOfContent($0.name) }
    func lines(_ all: [HeaderFields.Field]) -> String { WebCall.lines(all.map { ($0.name, $0.values.joined(separator: $0.name == "Server" ? " " : ", ")) }) }
    let body = WebCall.isText(r) ? WebCall.text(r) : "[Binary content: \(length.map { WebCall.size($0) } ?? "unknown size")]"
    try shell.debug(NetString.trim("WebResponse Detail\n--- HEADERS\n\(lines(own))\n\(lines(ofContent))\n--- BODY\n\(body)"))
  }
  private static func lines(_ headers: [Request.Header]) -> String { headers.map { "\($0.name): \($0.value)\n" }.joined() }

  private static func size(_ bytes: Int) -> String {
    let digits = Array(String(bytes))
    var grouped = ""
    for (i, d) in digits.enumerated() { grouped += (i > 0 && (digits.count - i) % 3 == 0 ? "," : "") + String(d) }
    let units = [("TB", 1 << 40), ("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)]
    guard let unit = units.first(where: { bytes >= $0.1 }) else { return "\(bytes) \(bytes > 0 ? "B" : "b") (\(grouped) bytes)" }
    let hundredths = (bytes * 200 / unit.1 + 1) / 2
    let rest = hundredths % 100, part = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
    return "\(hundredths / 100)\(part) \(unit.0) (\(grouped) bytes)"
  }
}
