/// What a scoped policy or configuration noun is: its scopes, its properties in print order, their types and defaults.
///
/// Read from `policies.txt` and `configurations.txt` beside this file, one noun a block:
///
///     PinPolicy|GNSR|global,site,tag|Microsoft.Rtc.…UserPinPolicy        verbs Get, New, Set, Remove; scopes; type
///      MinPasswordLength|uint|5|range 4..24|ns                            type, default, constraint, in New and Set
///
/// A flag `x` marks a parameter that is no property. A fifth field of the first line names verbs that take -Tenant too.
/// - Source: S11, the reference pages of the nouns; order as in their printed listings.
import Directory

public struct SettingsProperty {
  public enum Kind: Equatable {
    case bool, string, uint, ushort, ulong, long, int, short, byte, timespan, datetime, guid, flag, list
    case enumeration(String)
    case object(String)
  }

  public let name: String
  public let kind: Kind
  /// Text form of the default; nil = null.
  public let standard: String?
  /// The members of an enumeration.
  public let values: [String]
  /// Smallest and largest value, or length; as text, empty = open.
  public let range: (low: String, high: String)?
  public let isLength: Bool
  public let inNew: Bool
  public let inSet: Bool
  /// Whether objects have it as property.
  public let isShown: Bool

  init(_ line: Substring) {
    let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    func field(_ number: Int) -> String { number < fields.count ? fields[number] : "" }
    name = field(0)
    let type = field(1).cut(at: " ") ?? (field(1), "")
    switch type.before {
    case "bool": kind = .bool
    case "uint": kind = .uint
    case "ushort": kind = .ushort
    case "ulong": kind = .ulong
    case "long": kind = .long
    case "int": kind = .int
    case "short": kind = .short
    case "byte": kind = .byte
    case "timespan": kind = .timespan
    case "datetime": kind = .datetime
    case "guid": kind = .guid
    case "switch": kind = .flag
    case "list": kind = .list
    case "enum": kind = .enumeration(type.after)
    case "object": kind = .object(type.after)
    default: kind = .string
    }
    standard = field(2).isEmpty || field(2) == "$null" || field(2) == "{}" ? nil : field(2)
    let constraint = field(3).cut(at: " ")
    values = constraint?.before == "values" ? (constraint?.after ?? "").split(separator: ",").map(String.init) : []
    let bounds = constraint?.before == "range" || constraint?.before == "length" ? constraint?.after.dotted : nil
    range = bounds
    isLength = constraint?.before == "length"
    inNew = field(4).contains("n")
    inSet = field(4).contains("s")
    isShown = !field(4).contains("x")
  }
}

public final class SettingsClass {
  /// Without `Cs`: `PinPolicy`.
  public let name: String
  /// `G`, `N`, `S`, `R`.
  public let verbs: String
  /// `global`, `site`, `tag`, `service:Registrar`.
  public let scopes: [String]
  public let properties: [SettingsProperty]
  /// Verbs in lower case whose cmdlets have -Tenant besides.
  public let tenantVerbs: String
  let shape: Shape

  public var typeName: String { shape.typeName }

  private init(_ header: Substring, _ lines: [Substring]) {
    let fields = header.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    name = fields[0]
    verbs = fields.count > 1 ? fields[1] : ""
    scopes = fields.count > 2 ? fields[2].split(separator: ",").map(String.init) : []
    tenantVerbs = fields.count > 4 ? fields[4] : ""
    properties = lines.map { SettingsProperty($0) }
    shape = Shape(fields.count > 3 ? fields[3] : name, ["Identity"] + properties.filter(\.isShown).map(\.name), view: .list)
  }

  /// Every noun, parsed on first use.
  public static let all: [SettingsClass] = {
    var found: [SettingsClass] = []
    for name in EmbeddedSettings.names {
      var header: Substring?
      var lines: [Substring] = []
      func close() { if let header { found.append(SettingsClass(header, lines)) } }
      for line in (EmbeddedSettings.text(name) ?? "").split(separator: "\n") {
        if line.first == " " { lines.append(line.dropFirst()); continue }
        close()
        header = line
        lines = []
      }
      close()
    }
    return found
  }()

  public static func named(_ name: String) -> SettingsClass? { all.first { $0.name.same(name) } }

  public func property(_ name: String) -> SettingsProperty? { properties.first { $0.name.same(name) } }
}

extension String {
  /// `4..24` as its two ends.
  fileprivate var dotted: (low: String, high: String)? {
    var at = startIndex
    while at < endIndex {
      let next = index(after: at)
      if self[at] == ".", next < endIndex, self[next] == "." { return (String(self[..<at]), String(self[index(after: next)...])) }
      at = next
    }
    return nil
  }
}
