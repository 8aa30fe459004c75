/// Members of .NET's classes, as the shell's tables have them.
import Engine

enum NetMembers {
  /// An instance member of exactly this name, of the type, its interfaces, or `object`.
  static func instance(_ t: NetType, _ name: String) -> Member? {
    if let m = t.instanceMember(name), m.name == name { return m }
    for i in Types.allInterfaces(t) { if let m = i.instanceMember(name), m.name == name { return m } }
    if let m = TypeTable.object.instanceMember(name), m.name == name { return m }
    return NetInterfaces.member(t, name)
  }
  static func fixed(_ t: NetType, _ name: String) -> Member? {
    if let m = t.staticMember(name), m.name == name { return m }
    return nil
  }
  /// The type of a property: what stands before its name.
  static func type(of m: Member) -> NetType {
    let d = m.definition
    var words = d.hasPrefix("static ") ? d.dropFirst(7) : d[...]
    if let r = words.firstRange(of: " \(m.name)") { words = words[..<r.lowerBound] }
    return named(String(words))
  }
  static func result(of o: Overload, in t: NetType) -> NetType {
    var s = o.signature[...]
    if s.hasPrefix("static ") { s = s.dropFirst(7) }
    guard let open = s.firstIndex(of: "(") else { return Types.dynamic }
    let head = s[..<open]
    guard let space = head.lastIndex(of: " ") else { return t }
    let name = String(head[..<space])
    if head[head.index(after: space)...] == "new" { return t }
    return named(name)
  }
  nonisolated(unsafe) private static var cache: [String: NetType] = [:]
  private static func named(_ n: String) -> NetType {
    if n == "void" { return Types.void }
    if let t = cache[n] { return t }
    guard let t = TypeTable.resolve(n) else { return Types.dynamic }
    cache[n] = t
    return t
  }
}
