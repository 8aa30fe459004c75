/// `System.Text.StringBuilder`: a Swift string with room to grow.
import Engine
import Primitives

public final class PSStringBuilder: Ref {
  public var content: String { didSet { knownLength = -1 } }
  /// The length in UTF-16 units, which takes a walk through the text; -1 = not counted since it changed.
  private var knownLength = -1
  var capacity: Int
  let maxCapacity: Int
  init(_ s: String = "", capacity: Int = 16, maxCapacity: Int = Int(Int32.max)) { content = s; self.capacity = capacity; self.maxCapacity = maxCapacity; super.init() }
  public override var netType: NetType { TypeTable.named("System.Text.StringBuilder") }
  public override func text() -> String { content }
  var length: Int {
    if knownLength < 0 { knownLength = content.netLength }
    return knownLength
  }
  func append(_ s: String) {
    let before = knownLength
    content.append(attentive: s)
    if before >= 0 { knownLength = before + s.utf16.count }
  }
}

extension NetTypes {
  static func registerNestedBuilders() {
    for n in ["AppendInterpolatedStringHandler", "ChunkEnumerator"] {
      TypeTable.register("System.Text.StringBuilder+" + n) { NetType("System.Text.StringBuilder+" + n, .struct, base: TypeTable.valueType) }
    }
  }
  static func installStringBuilder() {
    TypeTable.register("System.Text.StringBuilder") {
      NetType("System.Text.StringBuilder", base: TypeTable.object, interfaces: ["System.Runtime.Serialization.ISerializable"], define: defineStringBuilder)
    }
  }

  private static func builder(_ v: Value) -> PSStringBuilder {
    if case .other(let r) = v, let b = r as? PSStringBuilder { return b }
    return v.refValue as? PSStringBuilder ?? PSStringBuilder()
  }

  private static func defineStringBuilder(_ t: NetType) {
    t.constructor("System.Text.StringBuilder new()") { _, _ in .other(PSStringBuilder()) }
    t.constructor("System.Text.StringBuilder new(int capacity)") { a, _ in .other(PSStringBuilder(capacity: a.int(0))) }
    t.constructor("System.Text.StringBuilder new(string value)") { a, _ in .other(PSStringBuilder(a.string(0))) }
    t.constructor("System.Text.StringBuilder new(string value, int capacity)") { a, _ in .other(PSStringBuilder(a.string(0), capacity: a.int(1))) }
    t.constructor("System.Text.StringBuilder new(string value, int startIndex, int length, int capacity)") { a, _ in
      guard case .string(let s) = try substring(a.string(0), a.int(1), a.int(2)) else { return .null }
      return .other(PSStringBuilder(s.string, capacity: a.int(3)))
    }
    t.constructor("System.Text.StringBuilder new(int capacity, int maxCapacity)") { a, _ in
      if a.int(0) > a.int(1) { throw outOfRange("capacity", "Capacity exceeds maximum capacity.") }
      if a.int(1) < 1 { throw outOfRange("maxCapacity", "MaxCapacity must be one or greater.") }
      if a.int(0) < 0 { throw mustBeNonNegative("capacity", a.int(0)) }
      return .other(PSStringBuilder(capacity: a.int(0), maxCapacity: a.int(1)))
    }
    t.property("int Capacity {get;set;}", set: { v, n, _ in builder(v).capacity = n.asInt }) { v, _ in
      let b = builder(v)
      while b.capacity < b.length { b.capacity = max(b.capacity * 2, 16) }
      return .count(b.capacity)
    }
    t.property("int Length {get;set;}", set: { v, n, _ in
      let b = builder(v), want = n.asInt, have = b.length
      if want < 0 { throw mustBeNonNegative("value", want) }
      b.content = want <= have ? b.content.units(0, want) : b.content + (try repeated("\0", want - have))
    }) { v, _ in .count(builder(v).length) }
    t.property("int MaxCapacity {get;}") { v, _ in .count(builder(v).maxCapacity) }
    t.orderProperties("Capacity", "MaxCapacity", "Length")
    t.indexer = { v, i in
      let s = builder(v).content
      guard i.asInt >= 0, i.asInt < s.netLength else { throw outsideArray() }
      return .char(s.utf16[s.utf16.index(s.utf16.startIndex, offsetBy: i.asInt)])
    }
    let sb = "System.Text.StringBuilder"
    for type in ["string", "char", "int", "long", "double", "System.Object", "char[]", "bool", "decimal", "float", "byte", "sbyte", "short", "ushort", "uint", "ulong", "System.Text.StringBuilder"] {
      t.method("\(sb) Append(\(type) value)") { v, a, c in
        if type == "char[]" { builder(v).append(String(units: a.chars(0))) }
        else if case .string(let s) = a.at(0) { builder(v).append(s.string) }
        else { builder(v).append(netText(a.at(0), c)) }
        return v
      }
    }
    t.method("\(sb) Append(char value, int repeatCount)") { v, a, _ in
      if a.int(1) < 0 { throw mustBeNonNegative("repeatCount", a.int(1)) }
      builder(v).append(try repeated(String(units: [a.char(0)]), a.int(1)))
      return v
    }
    t.method("\(sb) Append(char[] value, int startIndex, int charCount)") { v, a, _ in
      let u = a.chars(0), i = a.int(1), n = a.int(2)
      guard i >= 0, n >= 0, i + n <= u.count else { throw positionOutOfRange("charCount") }
      builder(v).append(String(units: u[i..<(i + n)]))
      return v
    }
    t.method("\(sb) Append(string value, int startIndex, int count)") { v, a, _ in
      let s = a.string(0), i = a.int(1), n = a.int(2)
      guard i >= 0, n >= 0, i + n <= s.netLength else { throw positionOutOfRange("startIndex") }
      builder(v).append(s.units(i, n))
      return v
    }
    t.method("\(sb) AppendLine()") { v, _, _ in builder(v).append("\n"); return v }
    t.method("\(sb) AppendLine(string value)") { v, a, _ in let b = builder(v); b.append(a.string(0)); b.append("\n"); return v }
    t.method("\(sb) AppendFormat(string format, System.Object arg0)") { v, a, c in builder(v).append(try format(a.text(0), [a.at(1)], c)); return v }
    t.method("\(sb) AppendFormat(string format, System.Object arg0, System.Object arg1)") { v, a, c in builder(v).append(try format(a.text(0), [a.at(1), a.at(2)], c)); return v }
    t.method("\(sb) AppendFormat(string format, System.Object arg0, System.Object arg1, System.Object arg2)") { v, a, c in
      builder(v).append(try format(a.text(0), [a.at(1), a.at(2), a.at(3)], c)); return v
    }
    t.method("\(sb) AppendFormat(string format, Params System.Object[] args)") { v, a, c in builder(v).append(try format(a.text(0), a.rest(1, notNull: "args"), c)); return v }
    t.method("\(sb) AppendFormat(System.IFormatProvider provider, string format, Params System.Object[] args)") { v, a, c in
      builder(v).append(try format(a.text(1), a.rest(2, notNull: "args"), c, a.at(0))); return v
    }
    for n in 1...3 {
      let names = (0..<n).map { "System.Object arg\($0)" }.joined(separator: ", ")
      t.method("\(sb) AppendFormat(System.IFormatProvider provider, string format, \(names))") { v, a, c in builder(v).append(try format(a.text(1), Array(a[2...]), c, a.at(0))); return v }
    }
    t.method("\(sb) AppendJoin[T](string separator, System.Collections.Generic.IEnumerable[T] values)") { v, a, c in
      builder(v).append(a.values(1).map { netText($0, c) }.joined(separator: a.string(0))); return v
    }
    t.method("\(sb) AppendJoin[T](char separator, System.Collections.Generic.IEnumerable[T] values)") { v, a, c in
      builder(v).append(a.values(1).map { netText($0, c) }.joined(separator: a.string(0))); return v
    }
    t.method("\(sb) Append(System.Text.StringBuilder value, int startIndex, int count)") { v, a, _ in
      let s = (a.at(0).refValue as? PSStringBuilder)?.content ?? "", i = a.int(1), n = a.int(2)
      if i < 0 { throw mustBeNonNegative("startIndex", i) }
      if n < 0 { throw mustBeNonNegative("count", n) }
      guard i + n <= s.netLength else { throw positionOutOfRange("startIndex") }
      builder(v).append(s.units(i, n))
      return v
    }
    t.method("void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)") { v, a, _ in
      guard let to = a.array(1) else { throw nullArgument("destination") }
      let u = Array(builder(v).content.utf16), i = a.int(0), k = a.int(2), n = a.int(3)
      if n < 0 { throw mustBeNonNegative("count", n) }
      if k < 0 { throw mustBeNonNegative("destinationIndex", k) }
      guard k + n <= to.count else { throw argumentError("Either offset did not refer to a position in the string, or there is an insufficient length of destination character array.") }
      guard i >= 0, i <= u.count else { throw positionOutOfRange("sourceIndex") }
      guard i + n <= u.count else { throw argumentError("Source string was not long enough. Check sourceIndex and count.") }
      for m in 0..<n { to[k + m] = .char(u[i + m]) }
      return .void
    }
    for separator in ["string", "char"] {
      for part in ["System.Object", "string"] {
        t.method("\(sb) AppendJoin(\(separator) separator, Params \(part)[] values)") { v, a, c in
          builder(v).append(try a.rest(1, notNull: "values").map { netText($0, c) }.joined(separator: a.string(0)))
          return v
        }
      }
    }
    t.method("\(sb) Clear()") { v, _, _ in builder(v).content = ""; return v }
    t.method("int EnsureCapacity(int capacity)") { v, a, _ in let b = builder(v); b.capacity = max(b.capacity, a.int(0)); return .count(b.capacity) }
    t.method("bool Equals(System.Text.StringBuilder sb)") { v, a, _ in .bool(builder(v).content == (a.at(0).refValue as? PSStringBuilder)?.content) }
    for type in ["string", "char", "int", "System.Object", "char[]", "bool", "double", "long", "sbyte", "byte", "short", "ushort", "uint", "ulong", "float", "decimal"] {
      t.method("\(sb) Insert(int index, \(type) value)") { v, a, c in
        let b = builder(v), i = a.int(0)
        guard i >= 0, i <= b.length else { throw positionOutOfRange("index") }
        let what = type == "char[]" ? String(units: a.chars(1)) : netText(a.at(1), c)
        b.content = b.content.units(0, i) + what + b.content.units(from: i)
        return v
      }
    }
    t.method("\(sb) Insert(int index, string value, int count)") { v, a, _ in
      let b = builder(v), i = a.int(0)
      guard i >= 0, i <= b.length else { throw positionOutOfRange("index") }
      b.content = b.content.units(0, i) + (try repeated(a.string(1), max(0, a.int(2)))) + b.content.units(from: i)
      return v
    }
    t.method("\(sb) Remove(int startIndex, int length)") { v, a, _ in
      let b = builder(v), i = a.int(0), n = a.int(1)
      if n < 0 { throw mustBeNonNegative("length", n) }
      if i < 0 { throw mustBeNonNegative("startIndex", i) }
      if i + n > b.length { throw positionOutOfRange("length") }
      b.content = b.content.units(0, i) + b.content.units(from: i + n)
      return v
    }
    func replaced(_ s: String, _ old: String, _ new: String) throws -> String {
      if old.isEmpty { throw argumentError("The value cannot be an empty string.", param: "oldValue") }
      return try whole(try NetString.replace(s, old, new))
    }
    t.method("\(sb) Replace(string oldValue, string newValue)") { v, a, _ in let b = builder(v); b.content = try replaced(b.content, a.string(0), a.string(1)); return v }
    t.method("\(sb) Replace(char oldChar, char newChar)") { v, a, _ in
      let b = builder(v), x = a.char(0), y = a.char(1)
      b.content = String(units: b.content.utf16.map { $0 == x ? y : $0 })
      return v
    }
    t.method("\(sb) Replace(string oldValue, string newValue, int startIndex, int count)") { v, a, _ in
      let b = builder(v), s = b.content, i = a.int(2), n = a.int(3)
      guard i >= 0, n >= 0, i + n <= s.netLength else { throw positionOutOfRange("startIndex") }
      b.content = s.units(0, i) + (try replaced(s.units(i, n), a.string(0), a.string(1))) + s.units(from: i + n)
      return v
    }
    t.method("\(sb) Insert(int index, char[] value, int startIndex, int charCount)") { v, a, _ in
      let b = builder(v), i = a.int(0), u = a.chars(1), k = a.int(2), n = a.int(3)
      guard i >= 0, i <= b.length else { throw positionOutOfRange("index") }
      guard k >= 0, n >= 0, k + n <= u.count else { throw positionOutOfRange("startIndex") }
      b.content = b.content.units(0, i) + String(units: u[k..<(k + n)]) + b.content.units(from: i)
      return v
    }
    t.method("\(sb) Replace(char oldChar, char newChar, int startIndex, int count)") { v, a, _ in
      let b = builder(v), x = a.char(0), y = a.char(1), i = a.int(2), n = a.int(3), length = b.length
      guard i >= 0, i <= length else { throw positionOutOfRange("startIndex") }
      guard n >= 0, i + n <= length else { throw positionOutOfRange("count") }
      b.content = String(units: b.content.utf16.enumerated().map { k, u in k >= i && k < i + n && u == x ? y : u })
      return v
    }
    t.method("string ToString()") { v, _, _ in .str(builder(v).content) }
    t.method("string ToString(int startIndex, int length)") { v, a, _ in try substring(builder(v).content, a.int(0), a.int(1)) }
    t.method("char Chars(int index)") { v, a, _ in try t.indexer?(v, a.at(0)) ?? .null }
    t.method("char get_Chars(int index)") { v, a, _ in try t.indexer?(v, a.at(0)) ?? .null }
    t.hide("get_Chars")
    t.method("void set_Chars(int index, char value)") { v, a, _ in
      let b = builder(v), i = a.int(0), length = b.length
      guard i >= 0, i < length else { throw indexOutOfRange() }
      b.content = b.content.units(0, i) + String(units: [a.char(1)]) + b.content.units(from: i + 1)
      return .void
    }
  }
}
