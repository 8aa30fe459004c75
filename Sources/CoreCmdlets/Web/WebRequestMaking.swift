/// From the parameters to a request: address and query, method, headers.
import Engine
import NetTypes
import Primitives

extension WebCall {
  /// - Parameter isRedirect: it follows another, whose authorization is not meant for it, and goes without content
  func make(_ address: Value, isRedirect: Bool = false, _ shell: Invocation) throws -> Request {
    var uri = address
    if try property(uri, "IsAbsoluteUri", shell) != "True" { uri = try self.uri("http://" + property(uri, "OriginalString", shell), shell) }
    // a dictionary is the query where nothing else is said, be the method one of one's own
    let isQuery = usesGet || parameters.method == nil || method == "GET"
    var body = body
    if isQuery, case .hash(let h) = body.base {
      uri = try withQuery(WebCall.query(h, shell.context), uri, shell)
      body = .null
    }
    let method = usesGet ? "GET" : self.method
    guard method.utf8.allSatisfy({ HeaderFields.isToken("\(UnicodeScalar($0))") }) else { throw WebCall.refused("FormatException", "The format of the HTTP method is invalid.", shell) }
    var r = Request(method: method, uri: uri)
    r.isUnchecked = skipsHeaderCheck
    if let version = parameters.httpVersion { r.version = version.text }
    try addHeaders(&r, isRedirect, shell)
    if !isRedirect { try fill(&r, body, shell) }
    return r
  }
  func uri(_ text: String, _ shell: Invocation) throws -> Value {
    do { return try shell.context.construct(TypeTable.get("System.Uri"), [.str(text)]) } catch let e as TerminatingError { throw WebCall.uncaught(e.record.exception, shell) }
  }

  private func withQuery(_ query: String, _ uri: Value, _ shell: Invocation) throws -> Value {
    let left = Conversion.toString(try shell.context.callMethod(uri, "GetLeftPart", [.other(PSEnum(TypeTable.get("System.UriPartial"), 2))]))
    let before = try property(uri, "Query", shell), fragment = try property(uri, "Fragment", shell)
    let whole = before.utf8.count > 1 ? before + "&" + query : query.isEmpty ? "" : "?" + query
    return try self.uri(left + whole + fragment, shell)
  }
  /// As forms are written: each value's own text, whatever PowerShell would make of it.
  static func query(_ h: PSHash, _ c: ExecutionContext) -> String {
    h.pairs.map { encode(Conversion.toString($0.key)) + "=" + encode($0.value.isNull ? "" : ownText($0.value, c)) }.joined(separator: "&")
  }
  /// What `ToString()` of the object says: of an array its type.
  static func ownText(_ v: Value, _ c: ExecutionContext) -> String {
    if let s = v.stringValue { return s }
    return (try? c.callMethod(v, "ToString", [])).map { Conversion.toString($0) } ?? Conversion.toString(v)
  }
  private static func encode(_ s: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    for b in s.utf8 {
      if b &- 48 < 10 || b | 32 &- 97 < 26 || "-._*!()".utf8.contains(b) { out.append(b) } else if b == 32 { out.append(43) } else { out += [37, digits[Int(b >> 4)], digits[Int(b & 15)]] }
    }
    return String(decoding: out, as: UTF8.self)
  }

  // MARK: Headers

  private func addHeaders(_ r: inout Request, _ isRedirect: Bool, _ shell: Invocation) throws {
    for (k, v) in session.headers.pairs {
      let name = Conversion.toString(k), value = Conversion.toString(v)
      if HeaderFields.isOfContent(name) { continue }
      if isRedirect, !keepsAuthorization, name.equalsIgnoringCase("Authorization") { continue }
      if try accepts(name, value, shell) { r.headers.append((HeaderFields.name(name), value)) }
    }
    if r.header("Transfer-Encoding") != nil { r.isChunked = true }
    if let agent = r.header("User-Agent") { session.userAgent = agent } else if try accepts("User-Agent", session.userAgent, shell) { r.headers.append(("User-Agent", session.userAgent)) }
    if parameters.disableKeepAlive.isOn { r.headers.append(("Connection", "Close")) }
    if let coding = parameters.transferEncoding {
      r.isChunked = true
      r.removeHeader("Transfer-Encoding")
      r.headers.append(("Transfer-Encoding", coding.equalsIgnoringCase("chunked") ? "chunked" : "chunked, \(coding)"))
    } else if r.isChunked, let given = r.header("Transfer-Encoding"), !given.lowercased().contains("chunked") {
      r.removeHeader("Transfer-Encoding")
      r.headers.append(("Transfer-Encoding", "\(given), chunked"))
    }
    if let startOfRest, resumes { r.headers.append(("Range", "bytes=\(startOfRest)-")) }
  }
  /// Whether a header is taken. Unchecked, one whose name is none is left out.
  private func accepts(_ name: String, _ value: String, _ shell: Invocation) throws -> Bool {
    let isName = HeaderFields.isToken(name[...])
    if skipsHeaderCheck { return isName }
    if name.isEmpty { throw WebCall.refused("ArgumentException", "The value cannot be an empty string or composed entirely of whitespace. (Parameter 'name')", shell) }
    if !isName { throw WebCall.refused("FormatException", "The header name '\(name)' has an invalid format.", shell) }
    if value.utf8.contains(10) || value.utf8.contains(13) { throw WebCall.refused("FormatException", "New-line characters are not allowed in header values.", shell) }
    if let broken = HeaderGrammar.broken(name, in: value) { throw WebCall.refused("FormatException", "The format of value '\(broken)' is invalid.", shell) }
    return true
  }
}
