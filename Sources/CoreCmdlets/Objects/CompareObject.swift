/// Shows which objects are in only one of two lists.
///
/// Both lists are walked in step; what does not match waits in a backlog (of `-SyncWindow` objects) for its partner.
import Engine

struct CompareObject: Cmdlet {
  static let command = Command("Compare", "Object",
    synopsis: "Tells in what two collections differ.",
    examples: [("What changed", "Compare-Object (Get-Content old.txt) (Get-Content new.txt)")])
  @Parameter("ReferenceObject", at: 0, mandatory: true, attributes: [.allowEmptyCollection], type: "psobject[]") var referenceObject: [Value]
  @Parameter("DifferenceObject", at: 1, from: .pipeline, mandatory: true, attributes: [.allowEmptyCollection], type: "psobject[]") var differenceObject: [Value]
  @Parameter("SyncWindow", validate: [.range(.int(0), .int(2147483647))]) var syncWindow: Int?
  @Parameter("Property") var property: [Value]
  @Parameter("ExcludeDifferent") var excludeDifferent: Switch
  @Parameter("IncludeEqual") var includeEqual: Switch
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Culture") var culture: CultureName?
  @Parameter("CaseSensitive") var caseSensitive: Switch

  private var keys: [PropertyArgument] = []
  private var differences: [Value] = []
  private var engine: ObjectComparison?

  /// Something was given to compare; without it even bad keys go unseen.
  private var prepared = false

  mutating func process(_ shell: Invocation) throws {
    if referenceObject.isEmpty, differenceObject.isEmpty { return }
    if !prepared { keys = try PropertyArgument.parse(property, PropertyArgument.compare, shell) }
    prepared = true
    differences += differenceObject
  }
  mutating func end(_ shell: Invocation) throws {
    let showEqual = $includeEqual.isBound ? includeEqual.isOn : excludeDifferent.isOn
    if !prepared || (excludeDifferent.isOn && !showEqual) { return }
    var c = ObjectComparison(order: ObjectOrder(ignoreCase: !caseSensitive.isOn, culture: culture?.name), window: $syncWindow.isBound ? syncWindow ?? .max : .max)
    let keys = keys, passThru = passThru.isOn, hideDifferent = excludeDifferent.isOn
    c.emit = { entry, side in
      if side == "==" ? !showEqual : hideDifferent { return }
      let o: PSObject
      if passThru {
        if case .object(let given) = entry.object { o = given } else { o = PSObject(wrapping: entry.object) }
        o.remove("SideIndicator")
      } else {
        o = PSObject()
        if keys.isEmpty { o.set("InputObject", entry.object) }
        for (k, v) in zip(keys, entry.keys) { o.set(k.expression.text, (v ?? .null).orNull) }
      }
      o.set("SideIndicator", .str(side))
      try shell.write(.object(o))
    }
    try c.run(try entries(referenceObject, shell), try entries(differences, shell))
  }
  private func entries(_ list: [Value], _ shell: Invocation) throws -> [SortEntry] {
    try list.enumerated().compactMap { i, v in
      if i & 0xFFFF == 0xFFFF { try shell.poll() }
      if v.isNull { return nil }
      let keys = keys.isEmpty ? shell.context.defaultKeys(v) ?? [] : keys
      return SortEntry(object: v, keys: keys.isEmpty ? [v] : try SortObject.keyValues(v, keys, shell), index: i)
    }
  }
}
