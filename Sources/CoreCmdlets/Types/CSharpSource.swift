/// The part of C# that Add-Type understands without a compiler: enums, and classes or structs of public fields and properties.
import Engine
import Primitives

struct CSharpSource {
  struct Problem: Error { let what: String, line: Int }
  enum Kind {
    case enumeration(underlying: String, isFlags: Bool, members: [(String, Int64)])
    /// Type as PowerShell names it, name, and the literal it begins with.
    case record([(type: String, name: String, initial: String?)])
  }
  struct Declaration {
    let fullName: String
    let kind: Kind

    func define(_ shell: Invocation) throws {
      switch kind {
      case .enumeration(let underlying, let isFlags, let members):
        TypeTable.register(fullName) {
          let t = NetType(fullName, .enum, base: TypeTable.enumType)
          t.enumeration = EnumInfo(members, flags: isFlags, underlying: underlying)
          return t
        }
      case .record(let fields):
        // a script class has the same members
        try shell.runText("class \(fullName) {\n" + fields.map { "[\($0.type)]$\($0.name)" + ($0.initial.map { " = " + $0 } ?? "") }.joined(separator: "\n") + "\n}")
      }
    }
  }

  private let b: [UInt8]
  private var i = 0
  init(_ text: String) { b = Array(text.utf8) }

  private var line: Int { b[..<min(i, b.count)].reduce(1) { $0 + ($1 == 10 ? 1 : 0) } }
  private func problem(_ what: String) -> Problem { Problem(what: what, line: line) }
  private mutating func blanks() {
    while i < b.count {
      if b[i] <= 32 || b[i] == 0xEF || b[i] == 0xBB || b[i] == 0xBF { i += 1 }
      else if b[i] == 47, i + 1 < b.count, b[i + 1] == 47 { while i < b.count, b[i] != 10 { i += 1 } }
      else if b[i] == 47, i + 1 < b.count, b[i + 1] == 42 {
        i += 2
        while i + 1 < b.count, !(b[i] == 42 && b[i + 1] == 47) { i += 1 }
        i = min(i + 2, b.count)
      } else { return }
    }
  }
  private mutating func take(_ c: Character) -> Bool {
    blanks()
    guard i < b.count, b[i] == c.asciiValue else { return false }
    i += 1
    return true
  }
  private mutating func word() -> String? {
    blanks()
    let start = i
    while i < b.count, b[i] == 95 || b[i] == 46 || b[i] >= 128 || b[i] | 32 &- 97 < 26 || (i > start && b[i] &- 48 < 10) { i += 1 }
    return i > start ? String(decoding: b[start..<i], as: UTF8.self) : nil
  }
  private mutating func need(_ c: Character) throws { if !take(c) { throw problem(i < b.count ? "what follows '\(String(decoding: b[max(0, i - 12)..<i], as: UTF8.self))'" : "a text that ends here") } }

  mutating func declarations(in namespace: String = "") throws -> [Declaration] {
    var all: [Declaration] = []
    var isFlags = false
    while true {
      blanks()
      if i >= b.count || b[i] == 125 { return all }
      if take("[") {
        let start = i
        while i < b.count, b[i] != 93 { i += 1 }
        isFlags = isFlags || String(decoding: b[start..<i], as: UTF8.self).contains("Flags")
        try need("]")
        continue
      }
      guard let w = word() else { throw problem("'\(String(decoding: [b[i]], as: UTF8.self))'") }
      switch w {
      case "using": while i < b.count, b[i] != 59 { i += 1 }; try need(";")
      case "public", "internal", "sealed", "partial": continue
      case "namespace":
        guard let n = word() else { throw problem("a namespace without a name") }
        let inner = namespace.isEmpty ? n : namespace + "." + n
        if take(";") { all += try declarations(in: inner); return all }
        try need("{")
        all += try declarations(in: inner)
        try need("}")
      case "enum": all.append(try enumeration(namespace, isFlags)); isFlags = false
      case "class", "struct": all.append(try record(namespace))
      default: throw problem("'\(w)'")
      }
    }
  }
  private static let underlying = ["byte": "System.Byte", "sbyte": "System.SByte", "short": "System.Int16", "ushort": "System.UInt16", "int": "System.Int32", "uint": "System.UInt32", "long": "System.Int64", "ulong": "System.UInt64"]

  private mutating func enumeration(_ namespace: String, _ isFlags: Bool) throws -> Declaration {
    guard let name = word() else { throw problem("an enum without a name") }
    var type = "System.Int32"
    if take(":") { type = CSharpSource.underlying[word() ?? ""] ?? type }
    try need("{")
    var members: [(String, Int64)] = [], next: Int64 = 0
    while !take("}") {
      guard let n = word() else { throw problem("what stands in the enum '\(name)'") }
      if take("=") { next = try value(members) }
      members.append((n, next))
      next &+= 1
      if !take(",") { try need("}"); break }
    }
    _ = take(";")
    return Declaration(fullName: namespace.isEmpty ? name : namespace + "." + name, kind: .enumeration(underlying: type, isFlags: isFlags, members: members))
  }
  /// Numbers and earlier members, joined by `|`, `+`, `<<`.
  private mutating func value(_ known: [(String, Int64)]) throws -> Int64 {
    var total = try operand(known)
    while true {
      blanks()
      if take("|") { total |= try operand(known) }
      else if take("+") { total &+= try operand(known) }
      else if i + 1 < b.count, b[i] == 60, b[i + 1] == 60 { i += 2; total = total &<< (try operand(known)) }
      else { return total }
    }
  }
  private mutating func operand(_ known: [(String, Int64)]) throws -> Int64 {
    if take("(") { let v = try value(known); try need(")"); return v }
    if take("~") { return ~(try operand(known)) }
    if take("-") { return 0 &- (try operand(known)) }
    if let w = word() {
      let last = w.split(separator: ".").last.map(String.init) ?? w
      guard let k = known.first(where: { $0.0 == last }) else { throw problem("'\(w)' as a value") }
      return k.1
    }
    let start = i
    while i < b.count, b[i] &- 48 < 10 || b[i] | 32 &- 97 < 26 || b[i] == 95 { i += 1 }
    var digits = String(decoding: b[start..<i].filter { $0 != 95 }, as: UTF8.self).lowercased()
    while let l = digits.last, !digits.hasPrefix("0x") ? (l == "l" || l == "u") : (l == "l" || l == "u") { digits.removeLast() }
    let n = digits.hasPrefix("0x") ? UInt64(digits.dropFirst(2), radix: 16) : digits.hasPrefix("0b") ? UInt64(digits.dropFirst(2), radix: 2) : UInt64(digits)
    guard let n else { throw problem("'\(digits)' as a value") }
    return Int64(bitPattern: n)
  }

  private mutating func record(_ namespace: String) throws -> Declaration {
    guard let name = word() else { throw problem("a class without a name") }
    if !namespace.isEmpty { throw problem("a class in a namespace") }
    if take(":") { throw problem("a class with a base") }
    try need("{")
    var fields: [(type: String, name: String, initial: String?)] = []
    while !take("}") {
      guard let first = word() else { throw problem("what stands in the class '\(name)'") }
      guard first == "public" else { throw problem("'\(first)' in a class") }
      guard var type = word(), !["static", "const", "readonly", "virtual", "override", "abstract", "event", "delegate", name].contains(type) else { throw problem("methods, constructors and static members") }
      if take("?") { type = "System.Nullable[\(type)]" }
      while take("[") { try need("]"); type += "[]" }
      if take("<") { throw problem("generic types in a class") }
      guard let field = word() else { throw problem("'\(type)' in a class") }
      if take("(") { throw problem("methods") }
      var initial: String?
      if take("{") {
        while !take("}") {
          guard let accessor = word(), ["get", "set", "init"].contains(accessor), take(";") else { throw problem("properties with code") }
        }
        if take("=") { initial = try literal(); try need(";") } else { _ = take(";") }
      } else {
        if take("=") { initial = try literal() }
        try need(";")
      }
      fields.append((type, field, initial))
    }
    _ = take(";")
    return Declaration(fullName: name, kind: .record(fields))
  }
  private mutating func literal() throws -> String {
    blanks()
    if i < b.count, b[i] == 34 {
      let start = i + 1
      i += 1
      while i < b.count, b[i] != 34 { if b[i] == 92 { throw problem("escapes in a text") }; i += 1 }
      let s = String(decoding: b[start..<min(i, b.count)], as: UTF8.self)
      i += 1
      return "'" + s.replacing("'", with: "''") + "'"
    }
    let start = i
    while i < b.count, b[i] != 59 { i += 1 }
    let s = Substring(decoding: b[start..<i], as: UTF8.self).trimmingBlanks
    if s == "true" || s == "false" || s == "null" { return "$" + s }
    guard s.utf8.allSatisfy({ $0 &- 48 < 10 || $0 == 45 || $0 == 46 }) else { throw problem("'\(s)' as a value") }
    return s
  }
}
