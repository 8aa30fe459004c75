/// Paths as text: joining and taking apart without looking at the file system.
import Engine

enum PathText {
  /// `Join-Path` of two parts; separators become `/`, exactly one between them.
  static func join(_ parent: String, _ child: String) -> String {
    // with nothing to add the parent stays as it is written
    if !parent.isEmpty, child.isEmpty || child == "/" || child == "\\" { return parent.utf8.last == 47 ? parent : parent + "/" }
    let p = PathSpace.slashes(parent), c = PathSpace.slashes(child)
    // the child's separators become one, or one less beside the parent's own
    let separators = c.utf8.prefix { $0 == 47 }.count, hasOwn = p.utf8.last == 47
    if separators == (hasOwn ? 0 : 1) { return p + c }
    return p + (hasOwn ? "" : "/") + (separators == 0 ? c : String(Substring(c.utf8.dropFirst(hasOwn ? 1 : separators))))
  }
  private static func trimmed(_ s: String) -> String {
    var t = PathSpace.slashes(s)
    while t.utf8.count > 1, t.hasSuffix("/") { t.removeLast() }
    return t
  }
  static func leaf(_ s: String) -> String {
    let last = lastPart(s)
    return qualifier(last).map { String(last.dropFirst($0.count)) } ?? last
  }
  /// What follows the last separator, if that is not all there is.
  static func lastPart(_ s: String) -> String {
    let t = trimmed(s)
    guard t != "/", let cut = t.lastIndex(of: "/") else { return t }
    return String(t[t.index(after: cut)...])
  }
  static func parent(_ s: String) -> String {
    let t = trimmed(s)
    guard let cut = t.lastIndex(of: "/") else { return "" }
    if t == "/" { return "" }
    let head = String(t[..<cut])
    if cut == t.startIndex { return "/" }
    return head.hasSuffix(":") ? head + "/" : head
  }
  static func fileExtension(_ leaf: String) -> String {
    guard let dot = leaf.lastIndex(of: "."), leaf.index(after: dot) != leaf.endIndex else { return "" }
    return String(leaf[dot...])
  }
  static func base(_ leaf: String) -> String { leaf.lastIndex(of: ".").map { String(leaf[..<$0]) } ?? leaf }
  /// `C:` or `Provider::` at the start.
  static func qualifier(_ s: String) -> String? {
    guard s.utf8.contains(58) else { return nil }
    if let r = s.range(of: "::"), r.lowerBound != s.startIndex, !s[..<r.lowerBound].contains("/") { return String(s[..<r.upperBound]) }
    guard let colon = s.firstIndex(of: ":"), colon != s.startIndex, !s[..<colon].contains(where: { $0 == "/" || $0 == "\\" }) else { return nil }
    return String(s[...colon])
  }
  /// A path as seen from a folder: `./x`, `../y`; the folder itself and those above it are named from the folder above them.
  static func relative(_ path: String, to base: String) -> String {
    let a = base.split(separator: "/"), b = path.split(separator: "/")
    var i = 0
    while i < a.count, i < b.count, a[i] == b[i] { i += 1 }
    let up = String(repeating: "../", count: a.count - i)
    if b.isEmpty { return up.isEmpty ? "./" : up }
    if i == b.count { return up + "../" + b[i - 1] }
    let down = b[i...].joined(separator: "/")
    return up.isEmpty && !down.hasPrefix(".") ? "./" + down : up + down
  }
  /// The same without `./` before what lies below the folder: as programs are told files.
  static func way(_ path: String, from base: String) -> String {
    let seen = relative(path, to: base)
    return seen.hasPrefix("./") ? String(seen.dropFirst(2)) : seen
  }
}
