/// Reading the arguments of a member's body. The engine has already converted them to the declared types, so a
/// mismatch here only happens for `object` parameters and is read leniently.
import Engine
import Primitives

extension Array where Element == Value {
  /// The i-th argument, null when left out.
  @inline(__always) func at(_ i: Int) -> Value { i < count ? self[i] : .null }

  func int(_ i: Int) -> Int { at(i).asInt }
  func double(_ i: Int) -> Double { at(i).asDouble }
  func bool(_ i: Int) -> Bool { if case .bool(let b) = at(i).base { b } else { Conversion.toBool(at(i)) } }
  func char(_ i: Int) -> UInt16 {
    switch at(i).base {
    case .char(let c): c
    case .string(let s): s.string.utf16.first ?? 0
    default: UInt16(truncatingIfNeeded: at(i).asInt)
    }
  }
  /// A string argument; null reads as the empty string.
  func string(_ i: Int) -> String { text(i) ?? "" }
  /// A string argument; nil when it is null.
  func text(_ i: Int) -> String? {
    switch at(i) {
    case .string(let s): s.string
    case let v: v.isNull ? nil : v.stringValue ?? Conversion.toString(v)
    }
  }
  /// The elements of a sequence argument; a single value counts as a sequence of one.
  func values(_ i: Int) -> [Value] { at(i).sequence }
  func array(_ i: Int) -> PSArray? { at(i).arrayValue }
  /// UTF-16 units of a `char[]` argument.
  func chars(_ i: Int) -> [UInt16] {
    switch at(i).base {
    case .char(let c): [c]
    case .string(let s): Swift.Array(attentiveUnits: s.string)
    case .array(let a): units(of: a)
    default: []
    }
  }
  private func units(of a: PSArray) -> [UInt16] {
    var all: [UInt16] = []
    all.reserveCapacity(a.count)
    for v in a.elements.attentive { if case .char(let c) = v.base { all.append(c) } else { all.append(contentsOf: Conversion.toString(v).utf16) } }
    return all
  }
  /// Bytes of a `byte[]` argument.
  func bytes(_ i: Int) -> [UInt8] { at(i).asBytes }
  /// Number of an enum argument.
  func flags(_ i: Int) -> Int { at(i).asInt }
  /// Stores into a `[ref]` argument.
  public func setReference(_ i: Int, _ v: Value, _ context: ExecutionContext) throws {
    do { try (at(i).refValue as? PSReference)?.assign(v) } catch let e as TerminatingError { throw TerminatingError.ofCallee(e.record.exception.withoutLanguage) }
  }
  /// The script block given for a delegate parameter.
  func block(_ i: Int) -> ScriptBlock? { at(i).block }
}

extension Value {
  /// A whole number without PowerShell's conversion rules: for arguments that are numbers already.
  var asInt: Int {
    switch base {
    case .int(let n): Int(n)
    case .long(let n): Int(n)
    case .byte(let n): Int(n)
    case .sbyte(let n): Int(n)
    case .short(let n): Int(n)
    case .ushort(let n): Int(n)
    case .uint(let n): Int(n)
    case .ulong(let n): Int(truncatingIfNeeded: n)
    case .char(let n): Int(n)
    case .bool(let b): b ? 1 : 0
    case .other(let r): (r as? PSEnum).map { Int($0.raw) } ?? Int((try? Conversion.toInt64(self)) ?? 0)
    case .null, .void, .unset: 0
    default: Int((try? Conversion.toInt64(self)) ?? 0)
    }
  }
  var asDouble: Double {
    switch base {
    case .double(let d): d
    case .single(let f): Double(f)
    case .int(let n): Double(n)
    case .long(let n): Double(n)
    default: (try? Conversion.toDouble(self)) ?? 0
    }
  }
  var asBytes: [UInt8] {
    switch base {
    case .array(let a):
      var all: [UInt8] = []
      all.reserveCapacity(a.count)
      for x in a.elements {
        // nobody looks at the rest any more, but places in it are still places
        if all.count & 0xFFFFF == 0xFFFFF, Attention.isWanted { return all + [UInt8](repeating: 0, count: a.count - all.count) }
        if case .byte(let b) = x { all.append(b) } else { all.append(UInt8(truncatingIfNeeded: x.asInt)) }
      }
      return all
    case .byte(let b): return [b]
    default: return []
    }
  }
  /// The elements when this is a sequence, else the value alone; nothing for null.
  var sequence: [Value] {
    switch base {
    case .array(let a): a.values
    case .other(let r): r.enumerated()?.values ?? [self]
    case .hash(let h): h.enumerated()?.values ?? h.entries
    case .null, .void, .unset: []
    default: [self]
    }
  }
  static func bytes(_ b: some Sequence<UInt8>) -> Value { gathered(b, TypeTable.byte) { .byte($0) } }
  static func strings(_ s: some Sequence<String>) -> Value { gathered(s, TypeTable.string) { .str($0) } }
  static func chars(_ u: some Sequence<UInt16>) -> Value { gathered(u, TypeTable.char) { .char($0) } }
  /// What a long sequence gives, unless Ctrl+C ends it early.
  private static func gathered<S: Sequence>(_ items: S, _ type: NetType, _ value: (S.Element) -> Value) -> Value {
    let all = PSArray(capacity: items.underestimatedCount)
    all.elementType = type
    for x in items.attentive { all.append(value(x)) }
    return .array(all)
  }
  static func ints(_ n: some Sequence<Int>) -> Value { gathered(n, TypeTable.int) { .int(Int32(truncatingIfNeeded: $0)) } }
  /// An `int`, from a Swift count.
  static func count(_ n: Int) -> Value { .int(Int32(truncatingIfNeeded: n)) }
  static func member(_ type: String, _ raw: Int) -> Value { .other(PSEnum(TypeTable.get(type), Int64(raw))) }
}

/// How a type is written in signatures: `int`, `string[]`, `System.Collections.Generic.List[string]`.
func signatureName(_ t: NetType) -> String {
  if let e = t.elementType, t.isArray { return signatureName(e) + "[" + String(repeating: ",", count: t.rank - 1) + "]" }
  if let d = t.genericDefinition {
    let head = d.split(separator: "`").first.map(String.init) ?? d
    return head + "[" + t.genericArguments.map { signatureName($0) }.joined(separator: ",") + "]"
  }
  return signatureNames[t.fullName] ?? t.fullName
}
private let signatureNames: [String: String] = [
  "System.String": "string", "System.Int32": "int", "System.Int64": "long", "System.Boolean": "bool", "System.Char": "char", "System.Byte": "byte",
  "System.SByte": "sbyte", "System.Int16": "short", "System.UInt16": "ushort", "System.UInt32": "uint", "System.UInt64": "ulong", "System.Single": "float",
  "System.Double": "double", "System.Decimal": "decimal", "System.DateTime": "datetime", "System.TimeSpan": "timespan", "System.Numerics.BigInteger": "bigint",
  "System.Guid": "guid", "System.Version": "version", "System.Uri": "uri", "System.Type": "type", "System.Void": "void", "System.Object": "System.Object",
  "System.Collections.Hashtable": "hashtable", "System.Management.Automation.ScriptBlock": "scriptblock", "System.Text.RegularExpressions.Regex": "regex",
]

extension Value {
  /// A script block, or the one a delegate runs.
  var block: ScriptBlock? {
    switch base {
    case .block(let b): b
    case .other(let r): (r as? PSDelegate)?.block
    default: nil
    }
  }
}

/// What long work in plain Swift made, unless Ctrl+C ended it half way: then it is not for scripts to see.
func whole<T>(_ result: T) throws -> T {
  if Attention.isWanted { throw FlowSignal.stopped }
  return result
}
/// A text so many times, within .NET's longest string.
func repeated(_ text: String, _ count: Int) throws -> String {
  let units = max(1, text.utf16.count)
  guard count <= 0x3FFF_FFDF / units else { throw netError("System.OutOfMemoryException", "Insufficient memory to continue the execution of the program.") }
  return try whole(NetString.repeated(text, count))
}
