/// What binding asks of a command's parameters again and again, worked out once per command: parameter sets as bits,
/// constraints in the order they apply, the common parameters that join the declared ones.
import Syntax

final class ParameterTable {
  /// Traits of a parameter in one set (or in all).
  struct Entry {
    let bit: UInt32
    let inAllSets: Bool
    let mandatory: Bool
    let position: Int?
    let fromPipeline: Bool
    let fromPropertyName: Bool
    let remaining: Bool
    let help: String
    func isIn(_ sets: UInt32) -> Bool { inAllSets || bit & sets != 0 }
  }
  /// How a collection parameter is filled.
  enum Collection { case none, array, list }

  final class Row {
    let metadata: ParameterMetadata
    let entries: [Entry]
    /// Bits of the sets it is named in; none when it only belongs to all of them.
    let bits: UInt32
    let inAllSets: Bool
    let takesInput: Bool
    let mandatorySomewhere: Bool
    let collection: Collection
    let element: NetType?
    /// Type constraints of the source, the one nearest to the name first.
    let types: [NetType]
    /// Checks: of a script the one nearest to the name first, of a cmdlet in the order they are declared.
    let validations: [Validation]
    let allowsNull, allowsEmptyString, allowsEmptyCollection: Bool
    /// `[PSTypeName()]`.
    let typeName: String?
    let yieldsPosition, takesNumbersAsText: Bool
    /// What `[Obsolete()]` says.
    let obsolete: String?
    /// Instances of classes derived from `ArgumentTransformationAttribute`.
    let transforms: [Value]
    /// `[Credential()]`: a name is asked its password.
    let takesUserName: Bool
    init(_ m: ParameterMetadata, sets: [String], isScript: Bool) {
      metadata = m
      var bits: UInt32 = 0, all = false, input = false, mandatory = false
      var entries: [Entry] = []
      entries.reserveCapacity(m.sets.count)
      for s in m.sets {
        let everywhere = s.name.equalsIgnoringCase(ParameterMetadata.allSets)
        let bit: UInt32 = everywhere ? 0 : 1 << UInt32(min(sets.firstIndex(of: s.name) ?? 31, 31))
        if everywhere { all = true } else { bits |= bit }
        if s.fromPipeline || s.fromPropertyName { input = true }
        if s.mandatory { mandatory = true }
        entries.append(
          Entry(
            bit: bit, inAllSets: everywhere, mandatory: s.mandatory, position: s.position, fromPipeline: s.fromPipeline, fromPropertyName: s.fromPropertyName,
            remaining: s.remaining, help: s.helpMessage))
      }
      self.entries = entries
      self.bits = bits; inAllSets = all; takesInput = input; mandatorySomewhere = mandatory
      var types: [NetType] = [], checks: [Validation] = []
      var null = false, text = false, empty = false, yields = false, numbers = false, typeName: String?, obsolete: String?, transforms: [Value] = [], userName = false
      for a in m.attributes.reversed() {
        switch a {
        case .type(let t): types.append(t)
        case .validate(let v): checks.append(v)
        case .allowNull: null = true
        case .allowEmptyString: text = true
        case .allowEmptyCollection: empty = true
        case .yieldsPosition: yields = true
        case .takesNumbersAsText: numbers = true
        case .transform(let v): transforms.append(v)
        case .credential: userName = true
        case .other(let n, let values):
          if n.hasSuffix("PSTypeName") || n.hasSuffix("PSTypeNameAttribute"), let v = values.first { typeName = Conversion.toString(v) }
          else if n.hasSuffix("Obsolete") || n.hasSuffix("ObsoleteAttribute") { obsolete = values.first.map { Conversion.toString($0) } ?? "" }
          else if let t = TypeTable.resolve(n + "Attribute"), t.scriptClass == nil,
            t.isSubclass(of: "System.Management.Automation.ArgumentTransformationAttribute"), let v = try? ExecutionContext.current.construct(t, values)
          {
            transforms.append(v)
          }
          else if let t = TypeTable.resolve(n), let k = t.scriptClass, let v = try? k.construct(values, ExecutionContext.current) {
            if t.isSubclass(of: "System.Management.Automation.ValidateArgumentsAttribute") { checks.append(.custom(v)) }
            else if t.isSubclass(of: "System.Management.Automation.ArgumentTransformationAttribute") { transforms.append(v) }
          }
        default: break
        }
      }
      self.types = types; validations = isScript ? checks : checks.reversed(); allowsNull = null; allowsEmptyString = text; allowsEmptyCollection = empty
      yieldsPosition = yields; takesNumbersAsText = numbers
      self.obsolete = obsolete; self.transforms = transforms; self.typeName = typeName
      takesUserName = userName || isScript && transforms.isEmpty && m.type.fullName == "System.Management.Automation.PSCredential"
      let t = m.type
      if t.isArray { collection = .array; element = t.elementType }
      else if t.fullName == "System.Array" { collection = .array; element = TypeTable.object }
      else if Row.gathers(t) { collection = .list; element = t.genericArguments.first }
      else { collection = .none; element = nil }
    }
    static func gathers(_ t: NetType) -> Bool { gatheringTypes.contains(t.genericDefinition ?? t.fullName) }
    /// The classes that are lists or have an `Add` for one element.
    private static let gatheringTypes: Set<String> = [
      "System.Collections.ArrayList", "System.Collections.Specialized.StringCollection", "System.Collections.Generic.List`1",
      "System.Collections.ObjectModel.Collection`1", "System.Collections.ObjectModel.ObservableCollection`1", "System.Collections.Generic.HashSet`1",
      "System.Collections.Generic.SortedSet`1",
    ]
    /// The traits that hold while `sets` are possible: of a named set if there is one, else those of all sets.
    func entry(in sets: UInt32) -> Entry? {
      var found: Entry?
      for e in entries { if e.inAllSets { found = e } else if e.bit & sets != 0 { return e } }
      return found
    }
    func takesInput(in sets: UInt32) -> Bool {
      guard takesInput else { return false }
      for e in entries where e.isIn(sets) && (e.fromPipeline || e.fromPropertyName) { return true }
      return false
    }
    func isIn(_ sets: UInt32) -> Bool { inAllSets || bits & sets != 0 }
  }

  let rows: [Row]
  /// Names of the sets by bit; the default set first, also when no parameter mentions it.
  let setNames: [String]
  let defaultBit: UInt32
  let defaultName: String?
  /// Bits of the sets that parameters mention.
  let mentioned: UInt32
  /// Names of common parameters this command has.
  let common: [String]
  /// The declaration contradicts itself: id and sentence.
  let conflict: (id: String, message: String)?

  init(_ m: CommandMetadata) {
    var names: [String] = []
    let d = m.binding.defaultParameterSetName.flatMap { $0.isEmpty ? nil : $0 }
    if let d { names.append(d) }
    for p in m.parameters { for s in p.sets where !s.name.equalsIgnoringCase(ParameterMetadata.allSets) && !names.contains(s.name) { names.append(s.name) } }
    setNames = names
    defaultName = d
    defaultBit = d == nil ? 0 : 1
    rows = m.parameters.map { Row($0, sets: names, isScript: m.isScript) }
    mentioned = rows.reduce(0) { $0 | $1.bits }
    common = m.isAdvanced ? CommonParameterNames.of(m.binding) : []
    conflict = ParameterTable.conflict(rows, common)
  }
  private static func conflict(_ rows: [Row], _ common: [String]) -> (id: String, message: String)? {
    for r in rows where r.metadata.sets.count > 1 {
      var seen = Set<String>()
      for s in r.metadata.sets where !seen.insert(s.name.lowercased()).inserted {
        return ("ParameterDeclaredInParameterSetMultipleTimes", "The parameter \"\(r.metadata.name)\" is declared in parameter-set \"\(s.name)\" multiple times.")
      }
    }
    var names: [String: String] = [:], own = Set<String>()
    for r in rows { for a in r.metadata.aliases where !own.insert(a.lowercased()).inserted { return ("AliasDeclaredMultipleTimes", "The alias \"\(a)\" is declared multiple times.") } }
    for c in common { names[c.lowercased()] = c }
    for r in rows where names.updateValue(r.metadata.name, forKey: r.metadata.name.lowercased()) != nil {
      return ("ParameterNameAlreadyExistsForCommand", "A parameter with the name '\(r.metadata.name)' was defined multiple times for the command.")
    }
    let taken = Set(CommonParameterNames.aliases.filter { common.contains($0.1) }.map(\.0))
    for r in rows {
      for a in r.metadata.aliases {
        if taken.contains(a.lowercased()) {
          return (
            "AliasParameterNameAlreadyExistsForCommand",
            "The parameter alias cannot be specified because an alias with the name '\(a)' was already defined multiple times for the command."
          )
        }
        if let n = names[a.lowercased()] {
          return (
            "ParameterNameConflictsWithAlias",
            "The parameter '\(n)' cannot be specified because it conflicts with the parameter alias of the same name for parameter '\(r.metadata.name)'."
          )
        }
      }
    }
    return nil
  }

  /// Name of the one set left; the default's when all are possible, empty when several are.
  func name(of sets: UInt32) -> String {
    if sets == ~0 || sets == 0 { return defaultName ?? ParameterMetadata.allSets }
    if sets.nonzeroBitCount > 1 { return "" }
    let i = sets.trailingZeroBitCount
    return i < setNames.count ? setNames[i] : ""
  }
  /// Bits of all sets there are.
  var all: UInt32 { setNames.count >= 32 ? ~0 : (1 << UInt32(setNames.count)) - 1 }
}

/// The parameters every advanced command has.
public enum CommonParameterNames {
  static let plain = [
    "Verbose", "Debug", "ErrorAction", "WarningAction", "InformationAction", "ProgressAction", "ErrorVariable", "WarningVariable", "InformationVariable",
    "OutVariable", "OutBuffer", "PipelineVariable"
  ]
  static let shouldProcess = ["WhatIf", "Confirm"]
  static let paging = ["IncludeTotalCount", "Skip", "First"]
  static let aliases = [
    ("vb", "Verbose"), ("db", "Debug"), ("ea", "ErrorAction"), ("wa", "WarningAction"), ("infa", "InformationAction"), ("proga", "ProgressAction"),
    ("ev", "ErrorVariable"), ("wv", "WarningVariable"), ("iv", "InformationVariable"), ("ov", "OutVariable"), ("ob", "OutBuffer"),
    ("pv", "PipelineVariable"), ("wi", "WhatIf"), ("cf", "Confirm"),
  ]
  private static let both = plain + shouldProcess, withPaging = plain + paging, everything = plain + shouldProcess + paging
  static func of(_ b: CmdletBinding) -> [String] { b.supportsShouldProcess ? b.supportsPaging ? everything : both : b.supportsPaging ? withPaging : plain }
  /// Names and aliases of those a command with such a binding has.
  public static func all(of b: CmdletBinding) -> [String] {
    let names = of(b)
    return names + aliases.filter { names.contains($0.1) }.map(\.0)
  }
  static func isSwitch(_ name: String) -> Bool { name == "Verbose" || name == "Debug" || name == "WhatIf" || name == "Confirm" || name == "IncludeTotalCount" }
  static func typeName(_ name: String) -> String {
    if name.hasSuffix("Action") { return "System.Management.Automation.ActionPreference" }
    if name == "Skip" || name == "First" { return "System.UInt64" }
    return isSwitch(name) ? "System.Management.Automation.SwitchParameter" : name == "OutBuffer" ? "System.Int32" : "System.String"
  }
}
