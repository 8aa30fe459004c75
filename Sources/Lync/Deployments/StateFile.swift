/// A whole forest as a data file: what Export-SimDeployment writes and Import-SimDeployment reads, row by row.
///
/// Unlike a deployment file, which describes what to build, it holds every attribute as it is now; the history is not kept.
import Directory

extension LyncWorld {
  /// The whole state as a text that can be loaded again.
  public func exportState() -> String {
    var out = "# A forest saved by Export-SimDeployment.\n@{\n  Format = 1\n  State = @{\n"
    for (number, schema) in Tables.schemas.enumerated() {
      let rows = store.rows(number)
      if rows.isEmpty { continue }
      out += "    \(schema.name) = @(\n"
      for row in rows {
        var entries: [String] = []
        for (attribute, definition) in schema.attributes.enumerated() {
          guard let text = LyncWorld.literal(store.cell(number, row, attribute)) else { continue }
          entries.append("\(definition.name) = \(text)")
        }
        out += "      @{ " + entries.joined(separator: "; ") + " }\n"
      }
      out += "    )\n"
    }
    return out + "  }\n}\n"
  }

  private static func literal(_ cell: Cell) -> String? {
    switch cell {
    case .null: return nil
    case .text(let text): return quoted(text)
    case .flag(let flag): return flag ? "$true" : "$false"
    case .int(let number): return String(number)
    case .list(let texts): return "@(" + texts.map(quoted).joined(separator: ", ") + ")"
    }
  }
  private static func quoted(_ text: String) -> String { "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'" }

  /// Replaces everything by what a state file holds.
  func load(state: DataValue) throws(Fault) {
    let fresh = LyncWorld(empty: ())
    for pair in state.pairs {
      guard let table = Tables.schemas.firstIndex(where: { $0.name.same(pair.key) }) else { throw pair.value.fault("There are no objects of kind '\(pair.key)'") }
      let schema = Tables.schemas[table]
      let numbers = Dictionary(schema.attributes.enumerated().map { (Folding.key($0.element.name), $0.offset) }, uniquingKeysWith: { first, _ in first })
      for item in pair.value.items {
        guard item.isTable else { throw item.fault("An object of kind '\(schema.name)' is a table: @{ … }") }
        let row = fresh.store.insert(table)
        for entry in item.pairs {
          guard let attribute = numbers[Folding.key(entry.key)] else { throw entry.value.fault("'\(schema.name)' has no '\(entry.key)'") }
          guard let cell = LyncWorld.cell(entry.value, schema.attributes[attribute].kind) else {
            throw entry.value.fault("\(schema.name).\(schema.attributes[attribute].name) \(LyncWorld.expectation(schema.attributes[attribute].kind))")
          }
          fresh.store.set(table, row, attribute, cell)
        }
      }
    }
    guard fresh.store.rows(Forest.table) == [0] else { throw state.fault("There has to be one 'Forest'") }
    if let first = fresh.invariantFaults().first { throw state.fault("The forest does not hold together: \(first)") }
    store.replace(with: fresh.store)
    explanation = nil
  }

  /// Nil when the value is of another kind.
  private static func cell(_ value: DataValue, _ kind: Attribute.Kind) -> Cell? {
    if value.isNull { return .null }
    switch kind {
    case .text, .guid, .term: return value.text.map(Cell.text)
    case .flag: return value.flag.map(Cell.flag)
    case .int: return value.int.map(Cell.int)
    case .list: return value.items.allSatisfy { $0.text != nil } ? .list(value.texts) : nil
    }
  }

  private static func expectation(_ kind: Attribute.Kind) -> String {
    switch kind {
    case .text, .guid, .term: return "is a text"
    case .flag: return "is $true or $false"
    case .int: return "is a number"
    case .list: return "is a list of texts"
    }
  }
}
