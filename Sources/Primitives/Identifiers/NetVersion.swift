/// .NET's `System.Version`: two to four numbers; absent ones are -1.
public struct NetVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var major, minor, build, revision: Int32

  public init(_ major: Int32 = 0, _ minor: Int32 = 0, _ build: Int32 = -1, _ revision: Int32 = -1) {
    self.major = major
    self.minor = minor
    self.build = build
    self.revision = revision
  }

  /// From constructor arguments; throws for a negative one.
  public static func checked(_ parts: [Int32]) throws(NetError) -> NetVersion {
    for (part, name) in zip(parts, ["major", "minor", "build", "revision"]) where part < 0 {
      throw .outOfRange("\(name) ('\(part)') must be a non-negative value.", parameter: name, actual: "\(part)")
    }
    return NetVersion(
      parts.count > 0 ? parts[0] : 0, parts.count > 1 ? parts[1] : 0, parts.count > 2 ? parts[2] : -1, parts.count > 3 ? parts[3] : -1)
  }

  public static func parse(_ text: String) throws(NetError) -> NetVersion {
    let parts = text.utf8.split(separator: 46, omittingEmptySubsequences: false).map { String($0) ?? "" }
    guard parts.count >= 2 && parts.count <= 4 else {
      throw NetError(.argument, "Version string portion was too short or too long. (Parameter 'input')")
    }
    var numbers = [Int32]()
    for part in parts {
      let number = try NumberParse.integer(part, .integer, culture: .invariant, as: Int32.self)
      guard number >= 0 else {
        throw .outOfRange("input ('\(number)') must be a non-negative value.", parameter: "input", actual: "\(number)")
      }
      numbers.append(number)
    }
    return NetVersion(numbers[0], numbers[1], numbers.count > 2 ? numbers[2] : -1, numbers.count > 3 ? numbers[3] : -1)
  }

  public var majorRevision: Int16 { Int16(truncatingIfNeeded: revision >> 16) }
  public var minorRevision: Int16 { Int16(truncatingIfNeeded: revision) }

  /// How many numbers are given.
  public var fieldCount: Int { build < 0 ? 2 : revision < 0 ? 3 : 4 }

  public var description: String {
    [major, minor, build, revision].prefix(fieldCount).map { String($0) }.joined(separator: ".")
  }

  /// `ToString(fieldCount)`.
  public func text(fields: Int) throws(NetError) -> String {
    guard fields >= 0 && fields <= fieldCount else {
      throw NetError(.argument, "Argument must be between 0 and \(fields > 4 || fields < 0 ? 4 : fieldCount). (Parameter 'fieldCount')")
    }
    return [major, minor, build, revision].prefix(fields).map { String($0) }.joined(separator: ".")
  }

  public static func < (a: NetVersion, b: NetVersion) -> Bool {
    (a.major, a.minor, a.build, a.revision) < (b.major, b.minor, b.build, b.revision)
  }
}

/// PowerShell's `SemanticVersion`: `major.minor.patch[-prerelease][+build]`; a prerelease sorts before its release.
public struct SemanticVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var major, minor, patch: Int32
  /// nil when absent.
  public var preReleaseLabel, buildLabel: String?

  public init(_ major: Int32, _ minor: Int32 = 0, _ patch: Int32 = 0, preReleaseLabel: String? = nil, buildLabel: String? = nil) {
    self.major = major
    self.minor = minor
    self.patch = patch
    self.preReleaseLabel = preReleaseLabel
    self.buildLabel = buildLabel
  }

  /// The text the sentence should name is lost on the way in PowerShell too.
  static func invalid(_ text: String) -> NetError { .inputString("") }

  public static func parse(_ text: String) throws(NetError) -> SemanticVersion {
    guard let value = tryParse(text) else { throw invalid(text) }
    return value
  }

  public static func tryParse(_ text: String) -> SemanticVersion? {
    var numbers = [UInt8](text.utf8)[...]
    var build: String?
    var label: String?
    let dash = numbers.firstIndex(of: 45)
    let plus = numbers.firstIndex(of: 43)
    if let plus {
      build = String(decoding: numbers[(plus + 1)...], as: UTF8.self)
      guard isLabel(build) else { return nil }
      numbers = numbers[..<plus]
    }
    if let dash, dash < plus ?? Int.max {
      label = String(decoding: numbers[(dash + 1)...], as: UTF8.self)
      guard isLabel(label) else { return nil }
      numbers = numbers[..<dash]
    }
    let parts = numbers.split(separator: 46, omittingEmptySubsequences: false)
    guard parts.count >= 1 && parts.count <= 3 else { return nil }
    var values = [Int32]()
    for part in parts {
      guard !part.isEmpty, part.allSatisfy({ $0 >= 48 && $0 <= 57 }), let value = Int32(String(decoding: part, as: UTF8.self)) else { return nil }
      values.append(value)
    }
    return SemanticVersion(values[0], values.count > 1 ? values[1] : 0, values.count > 2 ? values[2] : 0, preReleaseLabel: label, buildLabel: build)
  }

  private static func isLabel(_ text: String?) -> Bool {
    guard let text, let first = text.utf8.first, first != 45 || text.utf8.contains(where: { $0 != 45 }) else { return false }
    return text.utf8.split(separator: 46, omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty && part.allSatisfy { $0 == 45 || $0 >= 48 && $0 <= 57 || $0 | 32 >= 97 && $0 | 32 <= 122 }
    }
  }

  public var description: String {
    "\(major).\(minor).\(patch)" + (preReleaseLabel.map { "-" + $0 } ?? "") + (buildLabel.map { "+" + $0 } ?? "")
  }

  /// -1, 0 or 1 by semver.org's precedence; build labels do not count.
  public static func compare(_ a: SemanticVersion, _ b: SemanticVersion) -> Int {
    let (x, y) = ((a.major, a.minor, a.patch), (b.major, b.minor, b.patch))
    if x != y { return x < y ? -1 : 1 }
    switch (a.preReleaseLabel, b.preReleaseLabel) {
    case (nil, nil): return 0
    case (nil, _): return 1
    case (_, nil): return -1
    case let (p?, q?):
      let left = p.utf8.split(separator: 46).map { String($0) ?? "" }
      let right = q.utf8.split(separator: 46).map { String($0) ?? "" }
      for (u, v) in zip(left, right) {
        let order: Int
        switch (Int32(u), Int32(v)) {
        case let (m?, n?): order = m < n ? -1 : m > n ? 1 : 0
        case (_?, nil): order = -1
        case (nil, _?): order = 1
        default: order = NetString.compareOrdinal(u, v).signum()
        }
        if order != 0 { return order }
      }
      return left.count < right.count ? -1 : left.count > right.count ? 1 : 0
    }
  }

  public static func < (a: SemanticVersion, b: SemanticVersion) -> Bool { compare(a, b) < 0 }
  public static func == (a: SemanticVersion, b: SemanticVersion) -> Bool { compare(a, b) == 0 }
  public func hash(into hasher: inout Hasher) {
    hasher.combine(major)
    hasher.combine(minor)
    hasher.combine(patch)
    hasher.combine(preReleaseLabel)
  }
}
