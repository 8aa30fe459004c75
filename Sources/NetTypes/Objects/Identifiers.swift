/// `Guid`, `Version`, `SemanticVersion`, `Random`.
import Engine
import Primitives

public final class PSGuid: Ref {
  public let value: NetGuid
  public init(_ g: NetGuid) { value = g; super.init() }
  public override var netType: NetType { TypeTable.get("System.Guid") }
  public override func text() -> String { value.description }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSGuid).map { $0.value == value } ?? false }
  public override func compare(_ other: Value) -> Int? { (other.refValue as? PSGuid).map { NetTypes.order(value, $0.value) } }
  public override var keyHash: UInt { UInt(truncatingIfNeeded: value.high ^ value.low) }
}
extension PSGuid: Formattable {
  public func formatted(_ format: String, _ culture: Culture) throws -> String { try value.text(format.isEmpty ? "D" : format) }
}
public final class PSVersion: Ref {
  public let value: NetVersion
  public init(_ v: NetVersion) { value = v; super.init() }
  public override var netType: NetType { TypeTable.get("System.Version") }
  public override func text() -> String { value.description }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSVersion).map { $0.value == value } ?? false }
  public override func compare(_ other: Value) -> Int? { (other.refValue as? PSVersion).map { NetTypes.order(value, $0.value) } }
  public override var keyHash: UInt { UInt(bitPattern: value.hashValue) }
}
public final class PSSemanticVersion: Ref {
  public let value: SemanticVersion
  public init(_ v: SemanticVersion) { value = v; super.init() }
  public override var netType: NetType { TypeTable.get("System.Management.Automation.SemanticVersion") }
  public override func text() -> String { value.description }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSSemanticVersion).map { $0.value == value } ?? false }
  public override func compare(_ other: Value) -> Int? { (other.refValue as? PSSemanticVersion).map { SemanticVersion.compare(value, $0.value) } }
  public override var keyHash: UInt { UInt(bitPattern: value.hashValue) }
}
final class PSRandom: Ref {
  var source: NetRandom
  init(_ r: NetRandom) { source = r; super.init() }
  override var netType: NetType { TypeTable.get("System.Random") }
}

extension NetTypes {
  static func installIdentifiers() {
    TypeTable.register("System.Guid", "guid") { NetType("System.Guid", .struct, base: TypeTable.valueType, interfaces: ["System.IComparable", "System.IFormattable"], define: defineGuid) }
    TypeTable.register("System.Version", "version") { NetType("System.Version", base: TypeTable.object, interfaces: ["System.ICloneable", "System.IComparable", "System.IFormattable"], define: defineVersion) }
    TypeTable.register("System.Management.Automation.SemanticVersion", "semver") { NetType("System.Management.Automation.SemanticVersion", base: TypeTable.object, interfaces: ["System.IComparable"], define: defineSemanticVersion) }
    TypeTable.register("System.Random") { NetType("System.Random", base: TypeTable.object, define: defineRandom) }
  }

  private static func defineGuid(_ t: NetType) {
    func of(_ v: Value) -> NetGuid { (v.refValue as? PSGuid)?.value ?? .empty }
    func make(_ g: NetGuid) -> Value { .other(PSGuid(g)) }
    t.staticProperty("guid Empty {get;}") { _ in make(.empty) }
    t.staticProperty("guid AllBitsSet {get;}") { _ in make(NetGuid(high: .max, low: .max)) }
    t.constructor("guid new(byte[] b)") { a, _ in
      guard let g = NetGuid(bytes: a.bytes(0)) else { throw argumentError("Byte array for Guid must be exactly 16 bytes long.", param: "b") }
      return make(g)
    }
    t.constructor("guid new(string g)") { a, _ in
      guard let s = a.text(0) else { throw nullArgument("g") }
      return make(try net { try NetGuid.parse(s) })
    }
    t.constructor("guid new()") { _, _ in make(.empty) }
    t.constructor("guid new(int a, short b, short c, byte[] d)") { a, _ in
      let d = a.bytes(3)
      guard d.count == 8 else { throw argumentError("Byte array for Guid must be exactly 8 bytes long.", param: "d") }
      let x = UInt32(truncatingIfNeeded: a.int(0)), y = UInt16(truncatingIfNeeded: a.int(1)), z = UInt16(truncatingIfNeeded: a.int(2))
      return make(NetGuid(high: UInt64(x) << 32 | UInt64(y) << 16 | UInt64(z), low: d.reduce(0) { $0 << 8 | UInt64($1) }))
    }
    for three in ["int a, short b, short c", "uint a, ushort b, ushort c"] {
      t.constructor("guid new(\(three), byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k)") { a, _ in
        let x = UInt32(truncatingIfNeeded: a.int(0)), y = UInt16(truncatingIfNeeded: a.int(1)), z = UInt16(truncatingIfNeeded: a.int(2))
        return make(NetGuid(high: UInt64(x) << 32 | UInt64(y) << 16 | UInt64(z), low: (3..<11).reduce(0) { $0 << 8 | UInt64(UInt8(truncatingIfNeeded: a.int($1))) }))
      }
    }
    t.property("int Variant {get;}") { v, _ in .count(Int(of(v).low >> 60)) }
    t.property("int Version {get;}") { v, _ in .count(Int(of(v).high >> 12 & 15)) }
    t.method("int CompareTo(System.Object value)") { v, a, _ in
      if a.at(0).isNull { return .int(1) }
      guard a.at(0).refValue is PSGuid else { throw argumentError("Object must be of type GUID.", param: "value") }
      return .count(order(of(v), of(a.at(0))))
    }
    t.method("int CompareTo(guid value)") { v, a, _ in .count(order(of(v), of(a.at(0)))) }
    t.method("bool Equals(System.Object o)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("bool Equals(guid g)") { v, a, _ in .bool(of(v) == of(a.at(0))) }
    t.method("int GetHashCode()") { v, _, _ in .int(netHash(v)) }
    t.method("byte[] ToByteArray()") { v, _, _ in .bytes(of(v).bytes) }
    t.method("byte[] ToByteArray(bool bigEndian)") { v, a, _ in .bytes(a.bool(0) ? of(v).writtenBytes : of(v).bytes) }
    t.method("string ToString()") { v, _, _ in .str(of(v).description) }
    t.method("string ToString(string format)") { v, a, _ in .str(try net { try of(v).text(a.string(0).isEmpty ? "D" : a.string(0)) }) }
    t.method("string ToString(string format, System.IFormatProvider provider)") { v, a, _ in .str(try net { try of(v).text(a.string(0).isEmpty ? "D" : a.string(0)) }) }
    t.staticMethod("static guid NewGuid()") { _, _ in make(.newGuid()) }
    func version7(_ milliseconds: Int64) -> Value {
      let r = NetGuid.newGuid()
      return make(NetGuid(high: UInt64(bitPattern: milliseconds) << 16 | 0x7000 | r.high & 0xFFF, low: r.low))
    }
    t.staticMethod("static guid CreateVersion7()") { _, _ in version7(NetDateTimeOffset.utcNow.unixTimeMilliseconds) }
    t.staticMethod("static guid CreateVersion7(System.DateTimeOffset timestamp)") { a, _ in
      let ms = (a.at(0).refValue as? PSDateTimeOffset)?.value.unixTimeMilliseconds ?? 0
      guard ms >= 0 else { throw mustBeNonNegative("timestamp", Int(ms)) }
      return version7(ms)
    }
    func parse(_ s: String?) throws -> NetGuid {
      guard let s else { throw nullArgument("input") }
      return try net { try NetGuid.parse(s) }
    }
    t.staticMethod("static guid Parse(string input)") { a, _ in make(try parse(a.text(0))) }
    t.staticMethod("static guid Parse(string s, System.IFormatProvider provider)") { a, _ in make(try parse(a.text(0))) }
    t.staticMethod("static guid ParseExact(string input, string format)") { a, _ in make(try net { try NetGuid.parse(a.string(0), exactly: a.string(1)) }) }
    func attempt(_ a: [Value], _ at: Int, _ c: ExecutionContext, _ read: () throws -> NetGuid) throws -> Value {
      let g = try? read()
      try a.setReference(at, make(g ?? .empty), c)
      return .bool(g != nil)
    }
    t.staticMethod("static bool TryParseExact(string input, string format, [ref] guid result)") { a, c in try attempt(a, 2, c) { try NetGuid.parse(a.string(0), exactly: a.string(1)) } }
    t.staticMethod("static bool TryParse(string s, System.IFormatProvider provider, [ref] guid result)") { a, c in try attempt(a, 2, c) { try parse(a.text(0)) } }
    t.staticMethod("static bool TryParse(string input, [ref] guid result)") { a, c in
      let g = try? parse(a.text(0))
      try a.setReference(1, make(g ?? .empty), c)
      return .bool(g != nil)
    }
  }

  private static func defineVersion(_ t: NetType) {
    func of(_ v: Value) -> NetVersion { (v.refValue as? PSVersion)?.value ?? NetVersion() }
    func make(_ g: NetVersion) -> Value { .other(PSVersion(g)) }
    t.converter = { v, _ in
      guard let s = (v.refValue as? PSSemanticVersion)?.value, let version = try? NetVersion.checked([s.major, s.minor, s.patch]) else { return nil }
      if s.preReleaseLabel == nil, s.buildLabel == nil { return make(version) }
      let o = PSObject(reserve: 2, wrapping: make(version))
      if let label = s.preReleaseLabel { o.set("PSSemVerPreReleaseLabel", .str(label)) }
      if let label = s.buildLabel { o.set("PSSemVerBuildLabel", .str(label)) }
      return .object(o)
    }
    t.constructor("version new(int major, int minor, int build, int revision)") { a, _ in make(try net { try NetVersion.checked((0..<4).map { Int32(truncatingIfNeeded: a.int($0)) }) }) }
    t.constructor("version new(int major, int minor, int build)") { a, _ in make(try net { try NetVersion.checked((0..<3).map { Int32(truncatingIfNeeded: a.int($0)) }) }) }
    t.constructor("version new(int major, int minor)") { a, _ in make(try net { try NetVersion.checked((0..<2).map { Int32(truncatingIfNeeded: a.int($0)) }) }) }
    t.constructor("version new(string version)") { a, _ in
      guard let s = a.text(0) else { throw nullArgument("version") }
      return make(try net { try NetVersion.parse(s) })
    }
    t.constructor("version new()") { _, _ in make(NetVersion()) }
    for (n, f) in [("Major", \NetVersion.major), ("Minor", \.minor), ("Build", \.build), ("Revision", \.revision)] { t.property("int \(n) {get;}") { v, _ in .int(of(v)[keyPath: f]) } }
    t.property("short MajorRevision {get;}") { v, _ in .short(of(v).majorRevision) }
    t.property("short MinorRevision {get;}") { v, _ in .short(of(v).minorRevision) }
    t.method("System.Object Clone()") { v, _, _ in make(of(v)) }
    t.method("int CompareTo(System.Object version)") { v, a, _ in
      if a.at(0).isNull { return .int(1) }
      guard a.at(0).refValue is PSVersion else { throw argumentError("Object must be of type Version.") }
      return .count(order(of(v), of(a.at(0))))
    }
    t.method("int CompareTo(version value)") { v, a, _ in .count(a.at(0).isNull ? 1 : order(of(v), of(a.at(0)))) }
    t.method("bool Equals(System.Object obj)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("bool Equals(version obj)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("int GetHashCode()") { v, _, _ in
      let x = of(v)
      return .int((x.major & 0xF) << 28 | (x.minor & 0xFF) << 20 | (x.build & 0xFF) << 12 | x.revision & 0xFFF)
    }
    t.method("string ToString()") { v, _, _ in .str(of(v).description) }
    t.method("string ToString(int fieldCount)") { v, a, _ in .str(try net { try of(v).text(fields: a.int(0)) }) }
    t.staticMethod("static version Parse(string input)") { a, _ in
      guard let s = a.text(0) else { throw nullArgument("input") }
      return make(try net { try NetVersion.parse(s) })
    }
    t.staticMethod("static bool TryParse(string input, [ref] version result)") { a, c in
      let r = try? NetVersion.parse(a.string(0))
      try a.setReference(1, r.map(make) ?? .null, c)
      return .bool(r != nil)
    }
  }

  private static func defineSemanticVersion(_ t: NetType) {
    let n = "semver"
    func of(_ v: Value) -> SemanticVersion { (v.refValue as? PSSemanticVersion)?.value ?? SemanticVersion(0) }
    func make(_ g: SemanticVersion) -> Value { .other(PSSemanticVersion(g)) }
    func num(_ a: [Value], _ i: Int) -> Int32 { Int32(truncatingIfNeeded: a.int(i)) }
    func label(_ a: [Value], _ i: Int) -> String? { a.string(i).isEmpty ? nil : a.string(i) }
    let ns = "System.Management.Automation."
    func invalid(_ name: String) -> TerminatingError { netError(ns + "PSArgumentException", "Cannot process argument because the value of argument \"\(name)\" is not valid. Change the value of the \"\(name)\" argument and run the operation again.") }
    func checked(_ a: [Value], _ names: String...) throws {
      for (i, name) in names.enumerated() where num(a, i) < 0 { throw invalid(name) }
    }
    func parsed(_ a: [Value]) throws -> Value {
      guard let text = a.text(0) else { throw netError(ns + "PSArgumentNullException", "Cannot process argument because the value of argument \"version\" is null. Change the value of argument \"version\" to a non-null value.") }
      return make(try net { try SemanticVersion.parse(text) })
    }
    func fromVersion(_ v: NetVersion) throws -> SemanticVersion {
      guard v.revision <= 0 else { throw invalid("version") }
      return SemanticVersion(v.major, v.minor, max(0, v.build))
    }
    t.converter = { v, _ in
      guard let version = v.refValue as? PSVersion else { return nil }
      var made = try fromVersion(version.value)
      // what a semantic version left with the version it became
      made.preReleaseLabel = v.objectValue?.get("PSSemVerPreReleaseLabel")?.stringValue
      made.buildLabel = v.objectValue?.get("PSSemVerBuildLabel")?.stringValue
      return make(made)
    }
    t.constructor("\(n) new(string version)") { a, _ in try parsed(a) }
    t.constructor("\(n) new(int major, int minor, int patch, string preReleaseLabel, string buildLabel)") { a, _ in make(SemanticVersion(num(a, 0), num(a, 1), num(a, 2), preReleaseLabel: label(a, 3), buildLabel: label(a, 4))) }
    t.constructor("\(n) new(int major, int minor, int patch, string label)") { a, _ in
      let parts = a.string(3).split(separator: "+", maxSplits: 1).map(String.init)
      return make(SemanticVersion(num(a, 0), num(a, 1), num(a, 2), preReleaseLabel: parts.first, buildLabel: parts.count > 1 ? parts[1] : nil))
    }
    t.constructor("\(n) new(int major, int minor, int patch)") { a, _ in
      try checked(a, "major", "minor", "patch")
      return make(SemanticVersion(num(a, 0), num(a, 1), num(a, 2)))
    }
    t.constructor("\(n) new(int major, int minor)") { a, _ in
      try checked(a, "major", "minor")
      return make(SemanticVersion(num(a, 0), num(a, 1)))
    }
    t.constructor("\(n) new(int major)") { a, _ in
      try checked(a, "major")
      return make(SemanticVersion(num(a, 0)))
    }
    t.constructor("\(n) new(version version)") { a, _ in make(try fromVersion((a.at(0).refValue as? PSVersion)?.value ?? NetVersion())) }
    for (p, f) in [("Major", \SemanticVersion.major), ("Minor", \.minor), ("Patch", \.patch)] { t.property("int \(p) {get;}") { v, _ in .int(of(v)[keyPath: f]) } }
    t.property("string PreReleaseLabel {get;}") { v, _ in of(v).preReleaseLabel.map { .str($0) } ?? .null }
    t.property("string BuildLabel {get;}") { v, _ in of(v).buildLabel.map { .str($0) } ?? .null }
    t.method("int CompareTo(System.Object version)") { v, a, _ in .count(a.at(0).isNull ? 1 : SemanticVersion.compare(of(v), of(a.at(0)))) }
    t.method("int CompareTo(\(n) value)") { v, a, _ in .count(a.at(0).isNull ? 1 : SemanticVersion.compare(of(v), of(a.at(0)))) }
    t.method("bool Equals(System.Object obj)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("int GetHashCode()") { v, _, _ in .int(netHash(.str(of(v).description))) }
    t.method("string ToString()") { v, _, _ in .str(of(v).description) }
    t.method("bool Equals(\(n) other)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.staticMethod("static int Compare(\(n) versionA, \(n) versionB)") { a, _ in .count(SemanticVersion.compare(of(a.at(0)), of(a.at(1)))) }
    t.staticMethod("static \(n) Parse(string version)") { a, _ in
      // the name of the parameter is the whole sentence there
      if a.string(0).isEmpty { throw formatError("version") }
      return make(try net { try SemanticVersion.parse(a.string(0)) })
    }
    t.staticMethod("static bool TryParse(string version, [ref] \(n) result)") { a, c in
      let r = SemanticVersion.tryParse(a.string(0))
      try a.setReference(1, r.map(make) ?? .null, c)
      return .bool(r != nil)
    }
  }

  private static func defineRandom(_ t: NetType) {
    func of(_ v: Value) -> PSRandom { v.refValue as? PSRandom ?? PSRandom(NetRandom()) }
    let shared = PSRandom(NetRandom())
    t.staticProperty("System.Random Shared {get;}") { _ in .other(shared) }
    t.constructor("System.Random new()") { _, _ in .other(PSRandom(NetRandom())) }
    t.constructor("System.Random new(int Seed)") { a, _ in .other(PSRandom(NetRandom(seed: Int32(truncatingIfNeeded: a.int(0))))) }
    t.method("int Next()") { v, _, _ in .int(of(v).source.nextInt()) }
    t.method("int Next(int maxValue)") { v, a, _ in .int(try net { try of(v).source.nextInt(below: Int32(truncatingIfNeeded: a.int(0))) }) }
    t.method("int Next(int minValue, int maxValue)") { v, a, _ in .int(try net { try of(v).source.nextInt(from: Int32(truncatingIfNeeded: a.int(0)), below: Int32(truncatingIfNeeded: a.int(1))) }) }
    t.method("long NextInt64()") { v, _, _ in .long(try net { try of(v).source.nextInt64() }) }
    t.method("long NextInt64(long maxValue)") { v, a, _ in .long(try net { try of(v).source.nextInt64(below: Int64(a.int(0))) }) }
    t.method("long NextInt64(long minValue, long maxValue)") { v, a, _ in .long(try net { try of(v).source.nextInt64(from: Int64(a.int(0)), below: Int64(a.int(1))) }) }
    t.method("double NextDouble()") { v, _, _ in .double(of(v).source.nextDouble()) }
    t.method("float NextSingle()") { v, _, _ in .single(of(v).source.nextSingle()) }
    t.method("void NextBytes(byte[] buffer)") { v, a, _ in
      guard let b = a.array(0) else { throw nullArgument("buffer") }
      let random = of(v)
      for i in 0..<b.count {
        if i & 0xFFFFF == 0xFFFFF, Attention.isWanted { throw FlowSignal.stopped }
        b[i] = .byte(random.source.nextByte())
      }
      return .void
    }
    func letters(_ v: Value, _ choices: [UInt16], _ n: Int, _ name: String) throws -> Value {
      if n < 0 { throw mustBeNonNegative(name, n) }
      try PSArray.checkRoom(n)
      guard !choices.isEmpty else { throw argumentError("Span may not be empty.", param: "choices") }
      let picked = try chosen(choices.map { .char($0) }, n, of(v))
      return .str(String(units: picked.map { if case .char(let u) = $0 { u } else { 0 } }))
    }
    t.method("string GetString(System.ReadOnlySpan[char] choices, int length)") { v, a, _ in try letters(v, a.chars(0), a.int(1), "length") }
    t.method("string GetHexString(int stringLength, bool lowercase = False)") { v, a, _ in
      try letters(v, Array((a.bool(1) ? "0123456789abcdef" : "0123456789ABCDEF").utf16), a.int(0), "stringLength")
    }
    t.method("void Shuffle[T](T[] values)") { v, a, _ in
      guard let b = a.array(0) else { throw nullArgument("values") }
      var all = b.values
      of(v).source.shuffle(&all)
      for (i, x) in all.enumerated() { b[i] = x }
      return .void
    }
    t.method("T[] GetItems[T](T[] choices, int length)") { v, a, _ in
      let all = a.values(0), n = a.int(1)
      guard !all.isEmpty else { throw argumentError("Span may not be empty.", param: "choices") }
      if n < 0 { throw mustBeNonNegative("length", n) }
      try PSArray.checkRoom(n)
      return .array(PSArray(try chosen(all, n, of(v)), of: a.array(0)?.elementType))
    }
  }
  /// So many of the choices; from bytes, masked, when their number is a power of two.
  private static func chosen(_ all: [Value], _ n: Int, _ random: PSRandom) throws -> [Value] {
    if all.count <= 256, all.count.nonzeroBitCount == 1 { return (0..<n).map { _ in all[Int(random.source.nextByte()) & (all.count - 1)] } }
    return try net { try (0..<n).map { _ in all[Int(try random.source.nextInt(below: Int32(truncatingIfNeeded: all.count)))] } }
  }
}
