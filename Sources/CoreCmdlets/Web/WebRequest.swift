/// A request as the parameters ask for it: what is sent of it, and how errors name it.
import Engine
import NetTypes
import Primitives

extension WebCall {
  struct Request {
    /// The class of the content, which errors show, with its bytes.
    struct Content { let kind: String; var bytes: [UInt8] }
    typealias Header = (name: String, value: String)

    var method: String
    var uri: Value
    var version = "1.1"
    var headers: [Header] = []
    var content: Content?
    var contentHeaders: [Header] = []
    var isChunked = false
    /// Its headers were taken as they are, and stay in one piece.
    var isUnchecked = false
    /// What sending adds stands in it from then on.
    private(set) var isSent = false

    func header(_ name: String) -> String? { headers.first { $0.name.equalsIgnoringCase(name) }?.value }
    mutating func removeHeader(_ name: String) { headers.removeAll { $0.name.equalsIgnoringCase(name) } }
    mutating func markSent() { isSent = true }
    /// The codings that are undone are asked for, after those the call asks for.
    mutating func acceptCodings() {
      let asked = header("Accept-Encoding").map { HeaderFields.values("Accept-Encoding", $0) } ?? []
      let all = asked + HttpClient.Response.codings.filter { c in !asked.contains { $0.equalsIgnoringCase(c) } }
      removeHeader("Accept-Encoding")
      headers.append(("Accept-Encoding", all.joined(separator: ", ")))
    }
    /// A redirection asks for the same by `GET`, without content.
    mutating func forceGet() {
      method = "GET"
      content = nil
      contentHeaders = []
      isChunked = false
      removeHeader("Transfer-Encoding")
    }
    static func needsGet(_ status: Int, _ method: String) -> Bool { status == 303 ? method != "GET" && method != "HEAD" : status < 303 && method == "POST" }

    /// As errors name it.
    func message() -> Value {
      func fields(_ all: [Header]) -> [HeaderFields.Field] {
        HeaderFields.grouped(all).map { f in isUnchecked && f.name != "Accept-Encoding" ? (f.name, all.filter { $0.name.equalsIgnoringCase(f.name) }.map(\.value)) : f }
      }
      var ofContent = fields(contentHeaders)
      if isSent, let content, !isChunked, !ofContent.contains(where: { $0.name == "Content-Length" }) { ofContent.append(("Content-Length", [String(content.bytes.count)])) }
      return NetTypes.requestMessage(method, uri, version: version, headers: fields(headers), content: content?.kind, ofContent, content?.bytes ?? [])
    }
  }
  func property(_ uri: Value, _ name: String, _ shell: Invocation) throws -> String { Conversion.toString(try shell.context.property(uri, name) ?? .null) }

  /// What goes to the server.
  func wire(_ r: Request, cookies: String?, _ shell: Invocation) throws -> HttpClient.Request {
    let scheme = try property(r.uri, "Scheme", shell)
    guard scheme == "http" || scheme == "https" else {
      throw shell.terminating("WebCmdletIEDomNotSupportedException", .notImplemented, "The '\(scheme)' scheme is not supported.", exception: "System.NotSupportedException")
    }
    var w = HttpClient.Request(method: r.method, uri: try parts(r.uri, shell))
    w.version = r.version == "1.0" ? "1.0" : "1.1"
    w.headers = r.headers.filter { !$0.name.equalsIgnoringCase("Transfer-Encoding") }.map { ($0.name, r.isUnchecked ? $0.value : HeaderFields.written($0.name, $0.value)) }
    if let i = w.headers.firstIndex(where: { $0.0.equalsIgnoringCase("Cookie") }) { w.headers[i].1 += cookies.map { "; " + $0 } ?? "" } else if let cookies { w.headers.append(("Cookie", cookies)) }
    if r.isChunked { w.headers.append(("Transfer-Encoding", HeaderFields.values("Transfer-Encoding", r.header("Transfer-Encoding") ?? "chunked").joined(separator: ", "))) }
    w.headers += r.contentHeaders.map { ($0.name, r.isUnchecked ? $0.value : HeaderFields.written($0.name, $0.value)) }
    w.isChunked = r.isChunked
    if let content = r.content { w.body = content.bytes; w.hasContent = true }
    w.socketPath = session.socketPath
    // what is on this computer is asked without a proxy
    if try property(r.uri, "IsLoopback", shell) != "True", let proxy = session.proxy {
      if try property(proxy, "IsAbsoluteUri", shell) != "True" { throw WebCall.refused("InvalidOperationException", "This operation is not supported for a relative URI.", shell) }
      w.proxy = try parts(proxy, shell)
    }
    return w
  }
  private func parts(_ uri: Value, _ shell: Invocation) throws -> HttpClient.PSUriParts {
    let target = try property(uri, "PathAndQuery", shell)
    return .init(
      scheme: try property(uri, "Scheme", shell), host: try property(uri, "Host", shell), port: Int(try property(uri, "Port", shell)) ?? 80,
      target: target.isEmpty ? "/" : target, text: try property(uri, "AbsoluteUri", shell))
  }
}
