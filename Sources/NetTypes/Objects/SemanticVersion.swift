/// `SemanticVersion`, PowerShell's own: `[semver]`.
import Engine
import Primitives

public final class PSSemanticVersion: Ref {
  public let value: SemanticVersion
  public init(_ v: SemanticVersion) { value = v; super.init() }
  public override var netType: NetType { TypeTable.named("System.Management.Automation.SemanticVersion") }
  public override func text() -> String { value.description }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSSemanticVersion).map { $0.value == value } ?? false }
  public override func compare(_ other: Value) -> Int? { (other.refValue as? PSSemanticVersion).map { SemanticVersion.compare(value, $0.value) } }
  public override var keyHash: UInt { UInt(bitPattern: value.hashValue) }
}

extension NetTypes {
  static func registerSemanticVersion() {
    TypeTable.register("System.Management.Automation.SemanticVersion", "semver") {
      NetType("System.Management.Automation.SemanticVersion", base: TypeTable.object, interfaces: ["System.IComparable"], define: defineSemanticVersion)
    }
  }

  private static func defineSemanticVersion(_ t: NetType) {
    let n = "semver"
    func of(_ v: Value) -> SemanticVersion { (v.refValue as? PSSemanticVersion)?.value ?? SemanticVersion(0) }
    func make(_ g: SemanticVersion) -> Value { .other(PSSemanticVersion(g)) }
    func num(_ a: [Value], _ i: Int) -> Int32 { Int32(truncatingIfNeeded: a.int(i)) }
    func label(_ a: [Value], _ i: Int) -> String? { a.string(i).isEmpty ? nil : a.string(i) }
    let ns = "System.Management.Automation."
    func invalid(_ name: String) -> TerminatingError {
      netError(
        ns + "PSArgumentException",
        "Cannot process argument because the value of argument \"\(name)\" is not valid. Change the value of the \"\(name)\" argument and run the operation again."
      )
    }
    func checked(_ a: [Value], _ names: String...) throws {
      for (i, name) in names.enumerated() where num(a, i) < 0 { throw invalid(name) }
    }
    func isNull() -> TerminatingError {
      netError(
        ns + "PSArgumentNullException",
        "Cannot process argument because the value of argument \"version\" is null. Change the value of argument \"version\" to a non-null value.")
    }
    func parsed(_ a: [Value]) throws -> Value {
      guard let text = a.text(0) else { throw isNull() }
      // the name of the parameter is the whole sentence there
      if text.isEmpty { throw formatError("version") }
      return make(try net { try SemanticVersion.parse(text) })
    }
    func fromVersion(_ v: NetVersion) throws -> SemanticVersion {
      guard v.revision <= 0 else { throw invalid("version") }
      return SemanticVersion(v.major, v.minor, max(0, v.build))
    }
    func semantic(_ v: Value) throws -> Value? {
      guard let version = v.refValue as? PSVersion else { return nil }
      var made = try fromVersion(version.value)
      // what a semantic version left with the version it became
      made.preReleaseLabel = v.objectValue?.get("PSSemVerPreReleaseLabel")?.stringValue
      made.buildLabel = v.objectValue?.get("PSSemVerBuildLabel")?.stringValue
      return make(made)
    }
    t.converter = { v, _ in try semantic(v) }
    t.constructor("\(n) new(string version)") { a, _ in try parsed(a) }
    t.constructor("\(n) new(int major, int minor, int patch, string preReleaseLabel, string buildLabel)") { a, _ in
      make(SemanticVersion(num(a, 0), num(a, 1), num(a, 2), preReleaseLabel: label(a, 3), buildLabel: label(a, 4)))
    }
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
    t.constructor("\(n) new(version version)") { a, _ in
      guard let made = try semantic(a.at(0)) else { throw isNull() }
      return made
    }
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
    t.staticMethod("static \(n) Parse(string version)") { a, _ in try parsed(a) }
    t.staticMethod("static bool TryParse(string version, [ref] \(n) result)") { a, c in
      let r = SemanticVersion.tryParse(a.string(0))
      try a.setReference(1, r.map(make) ?? .null, c)
      return .bool(r != nil)
    }
  }
}
