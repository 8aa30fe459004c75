/// `System.Version`.
import Engine
import Primitives

public final class PSVersion: Ref {
  public let value: NetVersion
  public init(_ v: NetVersion) { value = v; super.init() }
  public override var netType: NetType { TypeTable.named("System.Version") }
  public override func text() -> String { value.description }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSVersion).map { $0.value == value } ?? false }
  public override func compare(_ other: Value) -> Int? { (other.refValue as? PSVersion).map { NetTypes.order(value, $0.value) } }
  public override var keyHash: UInt { UInt(bitPattern: value.hashValue) }
}

extension NetTypes {
  static func registerVersion() {
    TypeTable.register("System.Version", "version") {
      NetType("System.Version", base: TypeTable.object, interfaces: ["System.ICloneable", "System.IComparable", "System.IFormattable"], define: defineVersion)
    }
  }

  private static func defineVersion(_ t: NetType) {
    func of(_ v: Value) -> NetVersion { (v.refValue as? PSVersion)?.value ?? NetVersion() }
    func make(_ g: NetVersion) -> Value { .other(PSVersion(g)) }
    t.converter = { v, _ in
      guard let s = (v.refValue as? PSSemanticVersion)?.value, let version = try? NetVersion.checked([s.major, s.minor, s.patch]) else { return nil }
      if s.preReleaseLabel == nil, s.buildLabel == nil { return make(version) }
      let o = PSObject(reserve: 2, wrapping: make(version))
      o.typeNames = ["System.Version#IncludeLabel", "System.Version", "System.Object"]
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
    for (target, written, bytes) in [("System.Span[char] destination", "charsWritten", false), ("System.Span[byte] utf8Destination", "bytesWritten", true)] {
      func units(_ s: String) -> [Value] { bytes ? s.utf8.map { .byte($0) } : s.utf16.map { .char($0) } }
      t.method("bool TryFormat(\(target), [ref] int \(written))") { v, a, c in try store(units(of(v).description), a, countAt: 1, c) }
      t.method("bool TryFormat(\(target), int fieldCount, [ref] int \(written))") { v, a, c in try store(units(try net { try of(v).text(fields: a.int(1)) }), a, countAt: 2, c) }
    }
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
}
