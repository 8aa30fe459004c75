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
  private var comparison: ObjectComparison?

  mutating func process(_ shell: Invocation) throws {
    // with nothing given to compare even bad keys go unseen
    if referenceObject.isEmpty, differenceObject.isEmpty { return }
    if comparison == nil {
      keys = try PropertyArgument.parse(property, PropertyArgument.compare, shell)
      comparison = prepared(shell)
      let references = try entries(referenceObject, shell)
      comparison?.begin(references)
    }
    if differenceObject.isEmpty { return try comparison?.take(nil) ?? () }
    let given = try entries(differenceObject, shell)
    if referenceObject.isEmpty {
      for e in given { try comparison?.emit(e, "=>") }
    } else {
      for e in given { try comparison?.take(e) }
    }
  }
  mutating func end(_ shell: Invocation) throws { try comparison?.finish() }

  private func prepared(_ shell: Invocation) -> ObjectComparison {
    let showEqual = $includeEqual.isBound ? includeEqual.isOn : excludeDifferent.isOn
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
    return c
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
