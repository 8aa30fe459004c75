/// `Uri.GetComponents` and `Uri.Compare`: some of a URI's parts, escaped or readable.
import Engine
import Primitives

extension PSUri {
  /// The numbers of `UriComponents`.
  struct Parts: OptionSet {
    let rawValue: Int
    static let scheme = Parts(rawValue: 1), userInfo = Parts(rawValue: 2), host = Parts(rawValue: 4), port = Parts(rawValue: 8), path = Parts(rawValue: 16)
    static let query = Parts(rawValue: 32), fragment = Parts(rawValue: 64), strongPort = Parts(rawValue: 128), normalizedHost = Parts(rawValue: 256)
  }
  /// The parts with what stands between them; a part alone is given bare. `format` is a `UriFormat`.
  func parts(_ wanted: Int, _ format: Int) -> String {
    let parts = Parts(rawValue: wanted)
    func shown(_ s: String) -> String {
      switch format {
      case 2: Escaping.unescape(s)
      case 3: PSUri.readable(s)
      default: s
      }
    }
    func isAlone(_ part: Parts) -> Bool { wanted == part.rawValue }
    var out = ""
    if parts.contains(.scheme) { out += scheme + (isAlone(.scheme) ? "" : hasAuthority ? "://" : ":") }
    if parts.contains(.userInfo), !userInfo.isEmpty { out += shown(userInfo) + (isAlone(.userInfo) ? "" : "@") }
    if parts.contains(.host) { out += parts.contains(.normalizedHost) ? idnHost : isAlone(.host) && host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host }
    if port >= 0, parts.contains(.strongPort) || parts.contains(.port) && !isDefaultPort {
      out += (isAlone(.port) || isAlone(.strongPort) ? "" : ":") + String(port)
    }
    if parts.contains(.path) { out += isAlone(.path) && path.hasPrefix("/") ? shown(String(path.dropFirst())) : shown(path) }
    if parts.contains(.query) { out += shown(isAlone(.query) ? String(query.dropFirst()) : query) }
    if parts.contains(.fragment) { out += shown(isAlone(.fragment) ? String(fragment.dropFirst()) : fragment) }
    return out
  }
}

extension NetTypes {
  static func defineUriParts(_ t: NetType) {
    t.method("string GetComponents(System.UriComponents components, System.UriFormat format)") { v, a, _ in
      guard let u = v.refValue as? PSUri else { return .null }
      if a.flags(0) < 0 { return .str(u.isAbsolute ? u.parts(127, a.flags(1)) : u.original) }
      if !u.isAbsolute { throw invalidOperation("This operation is not supported for a relative URI.") }
      return .str(u.parts(a.flags(0), a.flags(1)))
    }
    t.staticMethod("static int Compare(uri uri1, uri uri2, System.UriComponents partsToCompare, System.UriFormat compareFormat, System.StringComparison comparisonType)") { a, _ in
      guard let x = a.at(0).refValue as? PSUri else { return .int(a.at(1).isNull ? 0 : -1) }
      guard let y = a.at(1).refValue as? PSUri else { return .int(1) }
      if !x.isAbsolute || !y.isAbsolute { return .count(x.isAbsolute ? 1 : y.isAbsolute ? -1 : Comparison(raw: a.flags(4)).compare(x.original, y.original)) }
      return .count(Comparison(raw: a.flags(4)).compare(x.parts(a.flags(2), a.flags(3)), y.parts(a.flags(2), a.flags(3))))
    }
    t.method("string MakeRelative(uri toUri)") { v, a, c in
      let relative = try c.callMethod(v, "MakeRelativeUri", [a.at(0)])
      return .str((relative.refValue as? PSUri)?.original ?? "")
    }
  }
}
