/// One call of Invoke-WebRequest or Invoke-RestMethod: from parameters to a response, over redirections and errors.
import Codecs
import Engine
import NetTypes
import Primitives

struct WebCall {
  var uri = "", method = "GET"
  var headers: [(String, String)] = []
  var body: Value = .null
  var contentType: String?, inFile: String?
  var form: PSHash?
  var maximumRedirection = 50, timeout = 0
  var skipsErrorCheck = false, keepsMethod = false, keepsAuthorization = false, skipsHeaderCheck = false
  /// Each step of a redirection is this call's own, and told of; else it is the client's.
  var stepsItself = false
  /// Seconds between two pieces of an answer; 0 = for ever.
  var pause = 0
  /// Where the answer goes, and how much of it is there already; nil unless it is to be completed.
  var outFile: String?, startOfRest: Int?
  let session: WebSession

  init(_ p: WebRequestParameters, _ shell: Invocation) throws {
    try p.check(shell)
    session = try WebSession.prepare(p, shell)
    uri = Conversion.toString(p.uri)
    let named = p.$customMethod.isBound ? p.customMethod : p.method.map { Conversion.toString($0) } ?? "Default"
    method = named.equalsIgnoringCase("Default") ? (p.form != nil ? "POST" : "GET") : named
    for (k, v) in session.headers.pairs { headers.append((Conversion.toString(k), Conversion.toString(v, shell.context))) }
    if let authorization = try Self.authorization(p, shell) {
      headers.removeAll { $0.0.equalsIgnoringCase("Authorization") }
      headers.append(("Authorization", authorization))
    }
    body = p.body ?? .null
    if case .hash(let h)? = p.form?.base { form = h }
    contentType = p.contentType
    inFile = p.inFile
    maximumRedirection = session.maximumRedirection >= 0 ? session.maximumRedirection : 50
    keepsMethod = p.preserveHttpMethodOnRedirect.isOn
    keepsAuthorization = p.preserveAuthorizationOnRedirect.isOn
    timeout = p.connectionTimeoutSeconds ?? 0
    pause = p.operationTimeoutSeconds ?? 0
    skipsHeaderCheck = p.skipHeaderValidation.isOn
    stepsItself = keepsMethod || p.allowInsecureRedirect.isOn || keepsAuthorization && session.headers.pairs.contains { Conversion.toString($0.key).equalsIgnoringCase("Authorization") }
    outFile = try p.outFile.map { try shell.filePath($0, literal: true) }
    if p.resume.isOn, let outFile { startOfRest = (try? Posix.readFile(outFile).count) ?? 0 }
    skipsErrorCheck = p.skipHttpErrorCheck.isOn
  }

  /// The header that `-Authentication` asks for. Without it a token or a credential is sent to nobody.
  private static func authorization(_ p: WebRequestParameters, _ shell: Invocation) throws -> String? {
    switch p.authentication.map({ Conversion.toString($0).lowercased() }) {
    case "basic"?:
      guard let credential = p.credential else { return nil }
      let user = Conversion.toString(try shell.context.property(credential, "UserName") ?? .null)
      let secret = SecureText.read(try shell.context.property(credential, "Password") ?? .null, shell.context)
      return "Basic " + ByteText.base64(Array((user + ":" + secret).utf8))
    case "bearer"?, "oauth"?: return p.token.map { "Bearer " + SecureText.read($0, shell.context) }
    default: return nil
    }
  }

  /// What came back, and from where.
  struct Answer {
    let response: HttpClient.Response, uri: String
    /// What was asked, as errors name it.
    var request = Value.null
    /// It is the rest of a file, or the file is complete already.
    var isRest = false, isComplete = false
  }

  func run(_ shell: Invocation) throws -> Answer {
    var at = uri.contains("://") ? uri : "http://" + uri
    if at.lowercased().hasPrefix("file:") { return Answer(response: try file(at, shell), uri: at) }
    var request = try make(parts(at, shell), shell)
    if let startOfRest { request.headers.append(("Range", "bytes=\(startOfRest)-")) }
    let c = shell.context
    let client = HttpClient(timeout: timeout > 0 ? timeout : -1, pause: pause > 0 ? pause : -1) {
      if !Turn.isShared { try c.poll() } else if c.stopFlag.pointee { throw FlowSignal.stopped }
    }
    var redirectionsLeft = maximumRedirection, retriesLeft = session.maximumRetryCount, isTold = false
    while true {
      let address = try shell.context.construct(TypeTable.get("System.Uri"), [.str(at)])
      var sent = request
      if let cookies = try session.cookieHeader(address, shell.context) { sent.headers.append(("Cookie", cookies)) }
      if !isTold { try shell.verbose(told(sent, at)) }
      isTold = true
      var r: HttpClient.Response
      // the server may be a job of this process
      do { r = try Turn.outside(c) { try client.send(sent) } }
      catch let f as HttpClient.Failure { throw failure(f, sent, at, shell) }
      r.headers = r.headers.filter { !WebCall.isOfContent($0.name) } + r.headers.filter { WebCall.isOfContent($0.name) }
      try session.keepCookies(r.headers, from: address, shell.context)
      let redirection = [301, 302, 303, 307, 308].contains(r.status) && redirectionsLeft > 0 ? r.header("Location") : nil
      if redirection == nil || stepsItself { try shell.verbose(WebCall.told(r)) }
      if let next = redirection {
        isTold = !stepsItself
        redirectionsLeft -= 1
        at = try WebCall.absolute(next, at: at, shell.context)
        request.uri = try parts(at, shell)
        if !keepsAuthorization { request.headers.removeAll { $0.0.equalsIgnoringCase("Authorization") } }
        if r.status < 307, request.method == "POST" || r.status == 303, !keepsMethod {
          request.method = "GET"; request.body = []; request.headers.removeAll { $0.0.equalsIgnoringCase("Content-Type") }
        }
        continue
      }
      let whole = r.status == 416 ? r.header("Content-Range").flatMap { $0.split(separator: "/").last }.flatMap { Int($0) } : nil
      let range = request.headers.firstIndex { $0.0 == "Range" }, isComplete = startOfRest != nil && range != nil && whole == startOfRest
      if startOfRest != nil, let range, whole != nil, !isComplete {
        try shell.verbose("The remote server indicated it could not resume downloading. The local file will be overwritten.")
        request.headers.remove(at: range)
        isTold = false
        continue
      }
      if retriesLeft > 0, r.status == 304 || r.status >= 400 && r.status < 600 {
        retriesLeft -= 1
        isTold = false
        let wait = (r.status == 429 ? r.header("Retry-After").flatMap { Int($0) } : nil) ?? session.retryInterval
        let status = Value.other(PSEnum(TypeTable.get("System.Net.HttpStatusCode"), Int64(r.status)))
        try shell.verbose("Retrying after interval of \(wait) seconds. Status code for previous attempt: \(Conversion.toString(status))")
        try shell.sleep(seconds: Double(wait))
        continue
      }
      if !(200..<300).contains(r.status), !skipsErrorCheck, !isComplete {
        let e = ErrorRecord(
          PSException("Microsoft.PowerShell.Commands.HttpResponseException", "Response status code does not indicate success: \(r.status) (\(r.reason))."),
          id: "WebCmdletWebResponseException", .invalidOperation, target: message(sent, at))
        e.exception.properties.append(("StatusCode", .other(PSEnum(TypeTable.get("System.Net.HttpStatusCode"), Int64(r.status)))))
        if !r.body.isEmpty { e.detailsMessage = WebCall.text(r) }
        throw shell.terminating(e)
      }
      return Answer(response: r, uri: at, request: message(sent, at), isRest: startOfRest != nil && range != nil && r.status == 206, isComplete: isComplete)
    }
  }
  private func parts(_ text: String, _ shell: Invocation) throws -> HttpClient.PSUriParts {
    let v = try shell.context.construct(TypeTable.get("System.Uri"), [.str(text)])
    func get(_ n: String) throws -> String { Conversion.toString(try shell.context.property(v, n) ?? .null) }
    let scheme = try get("Scheme")
    guard scheme == "http" || scheme == "https" else {
      throw shell.terminating(
        "System.NotSupportedException", .notSpecified, "The '\(scheme)' scheme is not supported.", exception: "System.NotSupportedException")
    }
    let target = try get("PathAndQuery")
    return .init(scheme: scheme, host: try get("Host"), port: Int(try get("Port")) ?? 80, target: target.isEmpty ? "/" : target, text: text)
  }
  private func make(_ parts: HttpClient.PSUriParts, _ shell: Invocation) throws -> HttpClient.Request {
    var r = HttpClient.Request(method: method.uppercased(), uri: parts)
    r.headers = headers
    if !headers.contains(where: { $0.0.equalsIgnoringCase("User-Agent") }) { r.headers.append(("User-Agent", session.userAgent)) }
    var type = contentType
    if let inFile { r.body = try Posix.readFile(try shell.filePath(inFile, literal: false)) }
    else if let form { (r.body, type) = try multipart(form, shell) }
    else if !body.isNull {
      switch body.base {
      case .hash(let h):
        let query = h.pairs.map { WebCall.encode(Conversion.toString($0.key)) + "=" + WebCall.encode(Conversion.toString($0.value, shell.context)) }.joined(separator: "&")
        if r.method == "GET" { r.uri.target += (r.uri.target.contains("?") ? "&" : "?") + query } else { r.body = Array(query.utf8); type = type ?? "application/x-www-form-urlencoded" }
      case .array(let a) where a.elementType === TypeTable.byte: r.body = a.values.map { if case .byte(let b) = $0 { b } else { 0 } }
      default: r.body = Array(Conversion.toString(body, shell.context).utf8)
      }
    }
    let isEmpty = inFile == nil && form == nil && (body.isNull || r.method == "GET" && body.base.hashValue_ != nil)
    try settleContentType(&r, type, isEmpty: isEmpty, shell)
    return r
  }
  private func multipart(_ form: PSHash, _ shell: Invocation) throws -> ([UInt8], String) {
    let mark = NetGuid.newGuid().description
    var out: [UInt8] = []
    for (k, v) in form.pairs {
      for x in v.elementsIfSequence ?? [v] {
        out += "--\(mark)\r\n".utf8
        if let f = x.refValue, f.netType.fullName == "System.IO.FileInfo" {
          let path = Conversion.toString(try shell.context.property(x, "FullName") ?? .null), name = path.split(separator: "/").last ?? ""
          out += "Content-Disposition: form-data; name=\(Conversion.toString(k)); filename=\(name)\r\nContent-Type: application/octet-stream\r\n\r\n".utf8
          out += try Posix.readFile(path)
        } else { out += "Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=\(Conversion.toString(k))\r\n\r\n\(Conversion.toString(x, shell.context))".utf8 }
        out += "\r\n".utf8
      }
    }
    out += "--\(mark)--\r\n".utf8
    return (out, "multipart/form-data; boundary=\"\(mark)\"")
  }
  /// After the answer is written: it was a redirection, and none was to be followed.
  func noteRedirection(_ answer: Answer, _ shell: Invocation) throws {
    guard maximumRedirection == 0, [301, 302, 303, 307, 308].contains(answer.response.status) else { return }
    let e = ErrorRecord(PSException("System.InvalidOperationException", "Operation is not valid due to the current state of the object."), id: "MaximumRedirectExceeded", .invalidOperation,
      target: answer.request)
    e.detailsMessage = "The maximum redirection count has been exceeded. To increase the number of redirections allowed, supply a higher value to the -MaximumRedirection parameter."
    try shell.error(e)
  }
  /// A file of this computer, as if a server had sent it.
  private func file(_ uri: String, _ shell: Invocation) throws -> HttpClient.Response {
    let v = try shell.context.construct(TypeTable.get("System.Uri"), [.str(uri)])
    let path = Conversion.toString(try shell.context.property(v, "LocalPath") ?? .null)
    do {
      let lower = path.lowercased()
      let type = lower.hasSuffix(".json") ? "application/json" : lower.hasSuffix(".xml") ? "text/xml" : lower.hasSuffix(".htm") || lower.hasSuffix(".html") ? "text/html" : "text/plain"
      let bytes = try Posix.readFile(path)
      return HttpClient.Response(status: 200, reason: "OK", headers: [("Content-Type", type), ("Content-Length", String(bytes.count))], body: bytes)
    } catch let e as Posix.Failure { throw shell.terminating(e.record("WebCmdletWebResponseException", .invalidOperation, uri)) }
  }
  static func encode(_ s: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    for b in s.utf8 {
      if b &- 48 < 10 || b | 32 &- 97 < 26 || b == 45 || b == 46 || b == 95 || b == 126 || b == 42 || b == 33 || b == 40 || b == 41 {
        out.append(b)
      } else if b == 32 {
        out.append(43)
      } else {
        out += [37, digits[Int(b >> 4)], digits[Int(b & 15)]]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
  static func text(_ r: HttpClient.Response) -> String {
    let type = r.header("Content-Type")?.lowercased() ?? ""
    let charset = type.split(separator: ";").first { $0.contains("charset=") }.map { String($0.split(separator: "=").last ?? "").replacing("\"", with: "").trimmed } ?? "utf-8"
    return TextCodec.decodeFile(r.body, TextCodec(named: charset))
  }
}
