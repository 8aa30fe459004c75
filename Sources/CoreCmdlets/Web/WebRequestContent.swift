/// The content of a request: a body of any kind, a form, a file, and the headers that describe it.
import Engine
import NetTypes
import Primitives

extension WebCall {
  func fill(_ r: inout Request, _ body: Value, _ shell: Invocation) throws {
    var headers = session.headers.pairs.map { (name: Conversion.toString($0.key), value: Conversion.toString($0.value)) }.filter { HeaderFields.isOfContent($0.name) }
    func put(_ type: String) {
      headers.removeAll { $0.name.equalsIgnoringCase("Content-Type") }
      headers.append(("Content-Type", type))
    }
    var type: String? { headers.first { $0.name.equalsIgnoringCase("Content-Type") }?.value }
    if let given = parameters.contentType { put(given) } else if r.method == "POST", type?.isEmpty != false { put("application/x-www-form-urlencoded") }
    if let form = parameters.form?.base.hashValue_ {
      let (bytes, mark) = try multipart(form, shell)
      r.content = .init(kind: "MultipartFormDataContent", bytes: bytes)
      headers = [("Content-Type", "multipart/form-data; boundary=\"\(mark)\"")]
    } else if !body.isNull {
      r.content = try content(body, r, type, shell)
    } else if let file = parameters.inFile {
      do { r.content = .init(kind: "StreamContent", bytes: try Posix.readFile(try shell.filePath(file, literal: false))) }
      catch let e as Posix.Failure where e.code == 13 { throw WebCall.refused("UnauthorizedAccessException", "Access to the path '\(file)' is denied.", shell) }
    }
    if r.content == nil {
      if r.method == "GET", parameters.contentType == nil { return }
      r.content = .init(kind: "StringContent", bytes: [])
    }
    for h in headers where !h.value.utf8.allSatisfy({ $0 <= 32 }) {
      if !skipsHeaderCheck, h.name.equalsIgnoringCase("Content-Type"), !HeaderFields.isMediaType(h.value) { throw contentTypeError(parameters.contentType.map { .str($0) } ?? .null, shell) }
      if !skipsHeaderCheck, HeaderGrammar.isBrokenDate(h.name, h.value) { throw contentTypeError(parameters.contentType.map { .str($0) } ?? .null, shell) }
      r.contentHeaders.append((HeaderFields.name(h.name), h.value))
    }
  }
  private func contentTypeError(_ target: Value, _ shell: Invocation) -> TerminatingError {
    shell.terminating(
      "WebCmdletContentTypeException", .invalidArgument,
      """
      The cmdlet cannot run because the -ContentType parameter is not a valid Content-Type header. Specify a valid Content-Type for -ContentType, then \
      retry. To suppress header validation, supply the -SkipHeaderValidation parameter.
      """,
      exception: "System.Management.Automation.ValidationMetadataException", target: target)
  }

  // MARK: Bodies

  private func content(_ body: Value, _ r: Request, _ type: String?, _ shell: Invocation) throws -> Request.Content {
    switch body.base {
    case .hash(let h) where r.method != "GET": return text(WebCall.query(h, shell.context), try charset(type, shell))
    case .array(let a) where a.elementType === TypeTable.byte && a.kind == .array: return .init(kind: "ByteArrayContent", bytes: a.values.map { if case .byte(let b) = $0 { b } else { 0 } })
    case .other(let o):
      if let node = o as? PSXmlNode { return text(NetTypes.outerXml(node), NetTypes.declaredEncoding(node).flatMap { PSEncoding.named($0) }) }
      if let bytes = try NetTypes.restOfStream(o) { return .init(kind: "StreamContent", bytes: bytes) }
    // an object's properties are no text of it
    case .object(let o) where o.type == nil && o.textForm == nil: return text("", try charset(type, shell))
    default: break
    }
    return text(Conversion.toString(body, shell.context), try charset(type, shell))
  }
  private func text(_ s: String, _ e: PSEncoding?) -> Request.Content { .init(kind: "ByteArrayContent", bytes: (e ?? PSEncoding(.utf8, mark: false)).encode(s)) }
  /// The character set a content type names decides how texts are written.
  private func charset(_ type: String?, _ shell: Invocation) throws -> PSEncoding? {
    guard let type else { return nil }
    if HeaderFields.isMediaType(type) {
      guard let charset = HeaderFields.parameter("charset", of: type), !charset.isEmpty else { return nil }
      if let e = WebCall.encoding(charset) { return e }
    }
    if skipsHeaderCheck { return nil }
    throw contentTypeError(.str(type), shell)
  }

  // MARK: Forms

  private func multipart(_ form: PSHash, _ shell: Invocation) throws -> ([UInt8], mark: String) {
    let mark = NetGuid.newGuid().description
    var out: [UInt8] = []
    for (k, v) in form.pairs {
      for x in v.base.hashValue_.map({ $0.pairs.map { .str("[\(WebCall.ownText($0.key, shell.context)), \(WebCall.ownText($0.value, shell.context))]") } }) ?? v.elementsIfSequence ?? [v] {
        out += "\(out.isEmpty ? "" : "\r\n")--\(mark)\r\n".utf8
        let name = Conversion.toString(k)
        if let f = x.refValue, f.netType.fullName == "System.IO.FileInfo" {
          let path = Conversion.toString(try shell.context.property(x, "FullName") ?? .null), file = String(path.split(separator: "/").last ?? "")
          out += "Content-Disposition: form-data; name=\(WebCall.quoted(name)); filename=\(WebCall.quoted(file)); filename*=utf-8''\(WebCall.escaped(file))\r\n".utf8
          out += "Content-Type: application/octet-stream\r\n\r\n".utf8
          out += try Posix.readFile(path)
        } else {
          out += "Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=\(WebCall.quoted(name))\r\n\r\n\(Conversion.toString(x, shell.context))".utf8
        }
      }
    }
    if out.isEmpty { out += "--\(mark)\r\n".utf8 }
    return (out + "\r\n--\(mark)--\r\n".utf8, mark)
  }
  /// In quotes unless it is one word.
  private static func quoted(_ s: String) -> String {
    if !s.utf8.allSatisfy({ $0 < 128 }) { return "\"=?utf-8?B?\(ByteText.base64(Array(s.utf8)))?=\"" }
    return HeaderFields.isToken(s[...]) ? s : "\"\(s)\""
  }
  private static func escaped(_ s: String) -> String {
    s.utf8.map { b in
      if b &- 48 < 10 || b | 32 &- 97 < 26 || "-._~!#$&+^`|".utf8.contains(b) { return String(UnicodeScalar(b)) }
      return "%" + (b < 16 ? "0" : "") + String(b, radix: 16, uppercase: true)
    }.joined()
  }
}
