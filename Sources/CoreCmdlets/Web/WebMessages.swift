/// What a web call tells of its requests and answers, which of them it refuses, and where an answer's file goes.
import Engine
import NetTypes
import Primitives

extension WebCall {
  // MARK: Verbose messages

  /// `WebRequest: v1.1 GET http://… with query length 3`.
  func told(_ r: HttpClient.Request, _ address: String) -> String {
    let target = r.uri.target.split(separator: "?", maxSplits: 1)
    var s = "WebRequest: v1.1 \(r.method) \(address.prefix { $0 != "?" && $0 != "#" })"
    if target.count > 1 { s += " with query length \(target[1].utf16.count)" }
    if hasContent(r) {
      if let type = r.headers.first(where: { $0.0.equalsIgnoringCase("Content-Type") })?.1 { s += " with \(WebCall.mediaType(type)) payload" }
      s += " with body size \(WebCall.size(r.body.count))"
    }
    if let outFile { s += " output to \(outFile)" }
    return s
  }
  /// `WebResponse: 200 OK with text/plain payload with body size 5 B (5 bytes)`.
  static func told(_ r: HttpClient.Response) -> String {
    var s = "WebResponse: \(r.status) \(r.reason)"
    if let type = r.header("Content-Type") { s += " with \(mediaType(type)) payload" }
    if let length = r.header("Content-Length").flatMap({ Int($0) }) { s += " with body size \(size(length))" }
    return s
  }
  private func hasContent(_ r: HttpClient.Request) -> Bool { r.method != "GET" || !r.body.isEmpty || contentType != nil }
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

  // MARK: Kinds of content

  private static let contentHeaders: Set = [
    "allow", "content-disposition", "content-encoding", "content-language", "content-length", "content-location", "content-md5", "content-range", "content-type",
    "expires", "last-modified",
  ]
  static func isOfContent(_ header: String) -> Bool { contentHeaders.contains(header.lowercased()) }
  static func mediaType(_ contentType: String) -> String { NetString.trim(String(contentType.prefix { $0 != ";" })) }
  static func isJson(_ r: HttpClient.Response) -> Bool { isJson(mediaType(r.header("Content-Type") ?? "").lowercased()) }
  private static func isJson(_ type: String) -> Bool {
    ["application/json", "text/json", "application/x-javascript", "text/x-javascript", "application/javascript", "text/javascript"].contains(type)
  }
  static func isText(_ r: HttpClient.Response) -> Bool {
    let type = mediaType(r.header("Content-Type") ?? "").lowercased()
    return type.hasPrefix("text/") || isJson(type) || type.hasSuffix("+xml") || ["application/xml", "application/xml-external-parsed-entity", "application/xml-dtd"].contains(type)
  }
  /// Bytes as ASCII; what cannot be printed is a full stop.
  static func plainText(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.map { $0 >= 128 ? 63 : $0 >= 32 && $0 < 127 || $0 >= 9 && $0 <= 13 ? $0 : 46 }, as: UTF8.self)
  }
  static func statusName(_ status: Int) -> String { Conversion.toString(.other(PSEnum(TypeTable.get("System.Net.HttpStatusCode"), Int64(status)))) }

  // MARK: Content type

  /// The parameter's type goes before the header's; a request without content says nothing of its content.
  func settleContentType(_ r: inout HttpClient.Request, _ given: String?, isEmpty: Bool, _ shell: Invocation) throws {
    func header(_ name: String) -> String? { r.headers.first { $0.0.equalsIgnoringCase(name) }?.1 }
    if isEmpty, r.method == "GET", contentType == nil { return r.headers.removeAll { WebCall.isOfContent($0.0) } }
    let type = given ?? header("Content-Type") ?? (r.method == "POST" ? "application/x-www-form-urlencoded" : nil)
    r.headers.removeAll { $0.0.equalsIgnoringCase("Content-Type") }
    guard let type, !type.utf8.allSatisfy({ $0 <= 32 }) else { return }
    if !skipsHeaderCheck, !WebCall.isMediaType(type) {
      let isText = !body.isNull && body.stringValue != nil
      throw shell.terminating(
        "WebCmdletContentTypeException", .invalidArgument,
        """
        The cmdlet cannot run because the -ContentType parameter is not a valid Content-Type header. Specify a valid Content-Type for -ContentType, then \
        retry. To suppress header validation, supply the -SkipHeaderValidation parameter.
        """,
        exception: "System.Management.Automation.ValidationMetadataException", target: (isText ? type : contentType).map { .str($0) } ?? .null)
    }
    r.headers.append(("Content-Type", type))
  }
  private static func isMediaType(_ text: String) -> Bool {
    let parts = mediaType(text).split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isTokenByte) }
  }
  private static func isTokenByte(_ b: UInt8) -> Bool { b > 32 && b < 127 && !"()<>@,;:\\\"/[]?={}".utf8.contains(b) }

  // MARK: Errors and files

  func failure(_ f: HttpClient.Failure, _ r: HttpClient.Request, _ address: String, _ shell: Invocation) -> TerminatingError {
    switch f.timedOut {
    case .beforeAnswer:
      return shell.terminating("ConnectionTimeoutReached", .operationTimeout, f.message, exception: "System.Threading.Tasks.TaskCanceledException")
    case .withinAnswer: return shell.terminating("OperationTimeoutReached", .operationTimeout, f.message, exception: "System.TimeoutException")
    case nil:
      return shell.terminating(
        "WebCmdletWebResponseException", .invalidOperation, f.message, exception: "System.Net.Http.HttpRequestException", target: message(r, address))
    }
  }
  /// The request as errors name it.
  func message(_ r: HttpClient.Request, _ address: String) -> Value {
    let content = form != nil ? "MultipartFormDataContent" : inFile != nil ? "StreamContent" : body.isNull ? "StringContent" : "ByteArrayContent"
    let headers = r.headers.map { (name: $0.0, values: $0.0 == "User-Agent" ? WebCall.products($0.1) : [$0.1]) }
    return NetTypes.requestMessage(r.method, address, headers: headers, content: hasContent(r) ? content : nil, r.body)
  }
  /// The products and remarks of a `User-Agent`.
  private static func products(_ text: String) -> [String] {
    var all: [String] = [], depth = 0, word = ""
    for c in text {
      if c == "(" { depth += 1 } else if c == ")" { depth -= 1 }
      if c == " ", depth == 0 { all.append(word); word = "" } else { word.append(c) }
    }
    return (all + [word]).filter { !$0.isEmpty }
  }
  /// Writes the answer to its file: into a folder under the name the address ends with, after what is there already when it is the rest.
  func save(_ answer: Answer, _ shell: Invocation) throws {
    guard var path = outFile else { return }
    if Posix.isDirectory(path) {
      let last = answer.uri.prefix { $0 != "?" && $0 != "#" }.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? ""
      let name = Conversion.toString(try shell.context.callStatic(TypeTable.get("System.Net.WebUtility"), "UrlDecode", [.str(last)]))
      path += (path.hasSuffix("/") ? "" : "/") + (name.split(separator: "/").last.map(String.init) ?? "")
    }
    try shell.verbose("File Name: \(path.split(separator: "/").last ?? "")")
    do { try Posix.replaceFile(path, (answer.isRest ? try Posix.readFile(path) : []) + answer.response.body) }
    catch let e as Posix.Failure { throw shell.terminating(e.record(e.exceptionType, .notSpecified, path)) }
  }
}
