/// What an answer's content is by its type, and its text.
import Engine
import NetTypes
import Primitives

extension WebCall {
  static func mediaType(_ contentType: String) -> String { NetString.trim(String(contentType.prefix { $0 != ";" })) }
  private static func type(_ r: HttpClient.Response) -> String { mediaType(r.header("Content-Type") ?? "").lowercased() }

  private static let javaScript: Set = ["application/json", "text/json", "application/x-javascript", "text/x-javascript", "application/javascript", "text/javascript"]
  static func isJson(_ r: HttpClient.Response) -> Bool { javaScript.contains(type(r)) }
  static func isXml(_ r: HttpClient.Response) -> Bool {
    let type = type(r)
    return type.hasSuffix("+xml") || ["application/xml", "application/xml-external-parsed-entity", "application/xml-dtd"].contains(type)
  }
  static func isText(_ r: HttpClient.Response) -> Bool { type(r).hasPrefix("text/") || isXml(r) || isJson(r) }

  /// Bytes as ASCII; what cannot be printed is a full stop.
  static func plainText(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.map { $0 >= 128 ? 63 : $0 >= 32 && $0 < 127 || $0 >= 9 && $0 <= 13 ? $0 : 46 }, as: UTF8.self)
  }
  static func statusName(_ status: Int) -> String { Conversion.toString(.other(PSEnum(TypeTable.get("System.Net.HttpStatusCode"), Int64(status)))) }

  // MARK: Character sets

  private static let metaCharset = try? NetRegex(#"<meta\s.*[^.><]*charset\s*=\s*["'\n]?(?<charset>[A-Za-z].[^\s"'\n<>]*)[\s"'\n>]"#, [.singleline, .explicitCapture, .cultureInvariant, .ignoreCase])
  private static let xmlEncoding = try? NetRegex(#"<\?xml\s.*[^.><]*encoding\s*=\s*["'\n]?(?<charset>[A-Za-z].[^\s"'\n<>]*)[\s"'\n>]"#, [.singleline, .explicitCapture, .cultureInvariant, .ignoreCase])

  /// The character set the header names; else the one that the first 1,024 characters of the content, as UTF-8, name. A mark stays.
  static func decoded(_ r: HttpClient.Response) -> (text: String, encoding: PSEncoding) {
    if let charset = HeaderFields.parameter("charset", of: r.header("Content-Type") ?? ""), let e = encoding(charset) { return (e.decode(r.body), e) }
    let utf8 = PSEncoding(.utf8), text = utf8.decode(r.body), start = String(text.prefix(1024))
    guard let match = metaCharset?.firstMatch(start) ?? xmlEncoding?.firstMatch(start), let charset = match.groups.last?.value, let e = encoding(charset) else { return (text, utf8) }
    return (e.decode(r.body), e)
  }
  static func text(_ r: HttpClient.Response) -> String { decoded(r).text }
  /// By the names .NET has: not by those of PowerShell's `-Encoding`.
  static func encoding(_ charset: String) -> PSEncoding? {
    let name = charset.first == "\"" && charset.last == "\"" && charset.count > 1 ? "" : charset
    return ["utf8bom", "utf8nobom", "default", "oem", "ansi", "bigendianunicode", "bigendianutf32", "unknown"].contains(name.lowercased()) ? nil : PSEncoding.named(name)
  }
}
