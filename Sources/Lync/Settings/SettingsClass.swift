/// What a scoped policy or configuration noun is: its scopes, its properties in print order, their types and defaults.
///
/// Read from the `.txt` files beside this file, one noun a block:
///
///     PinPolicy|GNSR|global,site,tag|Microsoft.Rtc.…UserPinPolicy        verbs Get, New, Set, Remove; scopes; type
///      MinPasswordLength|uint|5|range 4..24|ns                            type, default, constraint, in New and Set
///
/// A flag `x` marks a parameter that is no property, `u` a property that came with a cumulative update: objects show it where
/// it was set, so that elsewhere they look as the pages of Lync Server 2013 print them. A fifth field of the first line names verbs that take -Tenant too.
/// Nouns that are not one instance a scope name their form (`Form`) instead of the verbs, and the property that repeats the
/// last part of the identity, with the noun that must exist at the same scope (`<`; `<+` makes it). `ref` as constraint
/// names the noun a value must be an identity of. `+` begins an instance every deployment starts with; `␞` parts its lists.
/// - Source: S11, the reference pages of the nouns; order as in their printed listings.
import Directory

/// One property of a settings class: a row of the tables.
public struct SettingsProperty {
  /// What values the property takes.
  public enum Kind: Equatable {
    case bool, string, uint, ushort, ulong, long, int, short, byte, timespan, datetime, guid, flag, list
    case enumeration(String)
    case object(String)
  }

  /// As parameters and printed objects spell it.
  public let name: String
  /// What values it takes.
  public let kind: Kind
  /// Text form of the default; nil = null.
  let standard: String?
  /// The members of an enumeration.
  public let values: [String]
  /// Smallest and largest value, or length; as text, empty = open.
  let range: (low: String, high: String)?
  let isLength: Bool
  /// Whether New-Cs… has it as a parameter.
  public let inNew: Bool
  /// Whether Set-Cs… has it as a parameter.
  public let inSet: Bool
  /// Whether objects have it as property.
  public let isShown: Bool
  /// Whether it came with a cumulative update, and objects have it only where it was set.
  public let isUpdate: Bool
  /// The noun whose identities its values must be.
  let refers: String?

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
    isUpdate = field(4).contains("u")
    refers = constraint?.before == "ref" ? constraint?.after : nil
  }
}

/// A policy or configuration: its noun, scopes and properties.
public final class SettingsClass {
  /// What the instances of a noun are told apart by.
  public enum Form: String {
    /// One instance a scope: `Site:Redmond`.
    case scope
    /// Names of their own: `LocalRoute`.
    case keyed
    /// Several at a scope: `Site:Redmond/Prefix All`.
    case scoped
    /// Several at a service, by number: `service:ApplicationServer:pool13.contoso.com/<guid>`.
    case owned
    /// Directory objects: the DN, or what people type for it.
    case contact
    /// Objects of a Persistent Chat pool, by name.
    case chat
    /// Places of the location database; without an Identity of their own.
    case place
    /// Kept nowhere: values other cmdlets take.
    case built
  }

  /// Without `Cs`: `PinPolicy`.
  public let name: String
  /// How its instances are named.
  public let form: Form
  /// The property that repeats the last part of the identity.
  public let key: String?
  /// The noun that must exist at the same scope, and whether it is made when it does not.
  let parent: (noun: String, isMade: Bool)?
  /// What every deployment starts with.
  private(set) var seeds: [(identity: String, settings: [String])] = []
  /// `G`, `N`, `S`, `R`.
  public let verbs: String
  /// `global`, `site`, `tag`, `service:Registrar`.
  public let scopes: [String]
  /// In the order they are printed.
  public let properties: [SettingsProperty]
  /// Verbs in lower case whose cmdlets have -Tenant besides.
  public let tenantVerbs: String
  let shape: Shape
  /// An instance with properties of cumulative updates.
  let updatedShape: Shape
  /// How an instance looks inside another object, without identity.
  let record: Shape

  /// The .NET type of its instances.
  public var typeName: String { shape.typeName }

  private init(_ header: Substring, _ lines: [Substring]) {
    let fields = header.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    name = fields[0]
    let kind = fields.count > 1 ? fields[1] : "", last = fields.count > 4 ? fields[4] : ""
    form = Form(rawValue: kind) ?? .scope
    verbs = form == .scope ? kind : ""
    scopes = fields.count > 2 ? fields[2].split(separator: ",").map(String.init) : []
    tenantVerbs = form == .scope ? last : ""
    let halves = last.cut(at: "<")
    let keyName = halves?.before ?? last
    key = form == .scope || keyName.isEmpty ? nil : keyName
    parent = form == .scope ? nil : halves.map { $0.after.hasPrefix("+") ? (String($0.after.dropFirst()), true) : ($0.after, false) }
    properties = lines.map { SettingsProperty($0) }
    let names = properties.filter { $0.isShown && !$0.isUpdate }.map(\.name)
    // What is kept nowhere, and places, have no Identity; a place is shown as any object of its size.
    let isBare = form == .built || form == .place
    shape = Shape(fields.count > 3 ? fields[3] : name, isBare ? names : ["Identity"] + names, view: form == .place ? nil : .list, joins: form == .built)
    let updates = properties.filter(\.isUpdate).map(\.name)
    updatedShape = updates.isEmpty ? shape : Shape(shape.typeName, shape.properties + updates, view: .list)
    let shownInside = name == "VoiceNormalizationRule" ? ["Description", "Pattern", "Translation", "Name", "IsInternalExtension"] : names
    record = form == .built ? shape : Shape(shape.typeName, shownInside, view: .list, text: nil, joins: true)
  }

  private func seed(_ line: Substring) {
    let fields = line.split(separator: "|").map(String.init)
    // The elements of a list are parted by a visible sign there.
    if let identity = fields.first { seeds.append((identity, fields.dropFirst().map { $0.replacing("\u{241E}", with: "\u{1E}") })) }
  }

  /// Every noun, parsed on first use.
  public static let all: [SettingsClass] = {
    var found: [SettingsClass] = []
    for name in EmbeddedSettings.names {
      var header: Substring?
      var lines: [Substring] = []
      var seeds: [Substring] = []
      func close() {
        guard let header else { return }
        let made = SettingsClass(header, lines)
        for line in seeds { made.seed(line) }
        seeds = []
        found.append(made)
      }
      for line in (EmbeddedSettings.text(name) ?? "").split(separator: "\n") {
        if line.first == " " { lines.append(line.dropFirst()); continue }
        if line.first == "+" { seeds.append(line.dropFirst()); continue }
        close()
        header = line
        lines = []
      }
      close()
    }
    return found
  }()

  /// The class of a noun, in any case of letters.
  public static func named(_ name: String) -> SettingsClass? { byName[name.lowercased()] }
  private static let byName = Dictionary(all.map { ($0.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
  /// The noun whose objects of this type other objects hold.
  public static func made(_ typeName: String) -> SettingsClass? { madeByType[typeName.lowercased()] }
  private static let madeByType = Dictionary(
    all.filter { $0.form == .built || $0.name == "VoiceNormalizationRule" }.map { ($0.typeName.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })

  /// A property by its name, in any case of letters.
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
