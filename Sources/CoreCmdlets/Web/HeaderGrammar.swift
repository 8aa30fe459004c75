/// How the values of the request headers that HTTP defines are written. What is written otherwise is refused before anything is sent.
import NetTypes
import Primitives

enum HeaderGrammar {
  /// The part of a value that is refused: from the first element that is none to the end; nil when the value is well-formed.
  static func broken(_ name: String, in value: String) -> String? {
    let key = name.lowercased()
    if key == "user-agent" {
      let products = HeaderFields.values(name, value)
      return products.isEmpty ? value : products.first { !isProduct($0) }
    }
    if key == "accept" { return HeaderFields.values(name, value).first { !HeaderFields.isMediaType($0) } }
    if isBrokenDate(key, value) { return value }
    if key == "if-range", isDate(value) { return nil }
    if let whole = single[key] { return whole.isMatch(value) && !isBeyond(key, value) ? nil : value }
    return lists[key].flatMap { brokenElement(value, $0) }
  }
  /// A number that is too large, or a range that ends before it begins.
  private static func isBeyond(_ key: String, _ value: String) -> Bool {
    switch key {
    case "max-forwards": Int32(value.filter { $0 != " " }) == nil
    case "range": isTurned(value)
    default: false
    }
  }
  /// Elements are parted by commas; nothing between two is no element.
  private static func brokenElement(_ value: String, _ element: NetRegex) -> String? {
    var rest = Substring(value)
    while true {
      rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "," }
      if rest.isEmpty { return nil }
      guard let m = element.firstMatch(String(rest)) else { return String(rest) }
      rest = rest.dropFirst(m.value.count)
    }
  }
  /// A range that ends before it begins.
  private static func isTurned(_ value: String) -> Bool {
    value.split(whereSeparator: { $0 == "=" || $0 == "," }).dropFirst().contains { part in
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0.filter { $0 != " " }) }
      if ends.count == 2, let from = ends[0], let to = ends[1] { return to < from }
      return false
    }
  }
  /// `Name/1.0`, or a remark in parentheses.
  private static func isProduct(_ s: String) -> Bool {
    if s.hasPrefix("(") { return s.hasSuffix(")") }
    return s.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).allSatisfy { HeaderFields.isToken($0) }
  }

  // MARK: The forms

  private static let token = #"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"#, quoted = #""(?:[^"\\]|\\.)*""#, tag = #"(?:[Ww]/)?"[^"]*""#
  private static let parameter = #"\s*;\s*\#(token)(?:\s*=\s*(?:\#(token)|\#(quoted)))?"#
  /// What an element of each list is.
  private static let lists: [String: NetRegex] = {
    let preference = #"\#(token)(?:\s*;\s*q\s*=\s*(?:0(?:\.\d+)?|1(?:\.0+)?))?"#, pair = #"\#(token)(?:\s*=\s*(?:\#(token)|\#(quoted)))?"#
    let directive = #"(?!(?:max-age|s-maxage|min-fresh)\s*(?:=\s*(?!\d+\s*(?:,|$))|,|$))\#(pair)"#
    let forms = [
      "if-match": #"(?:\#(tag)|\*)"#, "if-none-match": #"(?:\#(tag)|\*)"#,
      "accept-charset": preference, "accept-encoding": preference, "accept-language": preference,
      "te": #"\#(token)(?:\#(parameter))*"#, "transfer-encoding": #"\#(token)(?:\#(parameter))*"#,
      "cache-control": directive, "pragma": pair, "expect": #"\#(pair)(?:\#(parameter))*"#,
      "connection": token, "trailer": token, "upgrade": #"\#(token)(?:/\#(token))?"#,
      "via": #"(?:\#(token)/)?\#(token)[ \t]+[^\s,()]+(?:\s+\([^()]*\))?"#,
      "warning": #"\d{1,3}[ \t]+[^\s,]+[ \t]+\#(quoted)(?:\s*\#(quoted))?"#,
    ]
    return forms.compactMapValues { try? NetRegex(#"\A\#($0)\s*(?=,|\z)"#, [.ignoreCase, .cultureInvariant]) }
  }()
  /// Of headers that have one value, all of it.
  private static let single: [String: NetRegex] = {
    let account = #"\s*\#(token)(?:[ \t]+[^,]*)?\s*"#
    let forms = [
      "if-range": #"\s*\#(tag)\s*"#, "range": #"\s*\#(token)\s*=\s*(?:\d+\s*-\s*\d*|-\s*\d+)(?:\s*,\s*(?:\d+\s*-\s*\d*|-\s*\d+))*\s*"#,
      "authorization": account, "proxy-authorization": account,
      "host": #"\s*(?:[A-Za-z0-9._~\-]+|\[[0-9A-Fa-f:.]+\])(?::\d*)?\s*"#, "max-forwards": #"\s*\d+\s*"#,
      "from": #"(?s)\s*[^\s,].*"#, "referer": "(?s).+",
    ]
    return forms.compactMapValues { try? NetRegex(#"\A\#($0)\z"#, [.cultureInvariant]) }
  }()
  private static let dates: Set = ["date", "if-modified-since", "if-unmodified-since", "expires", "last-modified"]
  private static let date = try? NetRegex(
    #"^\s*((mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,? )?\d{1,2}[ -]\w{3}[ -]\d{2,4} \d\d?:\d\d(:\d\d)?( (gmt|utc|[+-]\d{4}))?\s*$"#, [.ignoreCase, .cultureInvariant])
  /// A date header whose value is none.
  static func isBrokenDate(_ name: String, _ value: String) -> Bool { dates.contains(name.lowercased()) && !isDate(value) }
  private static func isDate(_ value: String) -> Bool { date?.isMatch(value) == true }
}
