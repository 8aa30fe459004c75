// A whole forest as a data file: what Export-SimDeployment writes and Import-SimDeployment reads, row by row.
import Directory

/// A whole forest as a data file: what Export-SimDeployment writes and Import-SimDeployment reads, row by row.
///
/// Unlike a deployment file, which describes what to build, it holds every attribute as it is now; the history is not kept.
extension LyncWorld {
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
  func load(state: DataValue, name: String) throws(Fault) {
    func broken(_ what: String) -> Fault { Fault(.invalidData, key: "E-DATAFILE", id: "DataFile", target: name, "\(name): \(what)", terminating: true) }
    let fresh = Store(Tables.schemas)
    for pair in state.pairs {
      guard let table = Tables.schemas.firstIndex(where: { $0.name.same(pair.key) }) else { throw broken("there are no objects of kind '\(pair.key)'.") }
      let schema = Tables.schemas[table]
      for item in pair.value.items {
        let row = fresh.insert(table)
        for entry in item.pairs {
          guard let attribute = schema.attributes.firstIndex(where: { $0.name.same(entry.key) }) else { throw broken("'\(pair.key)' has no '\(entry.key)'.") }
          fresh.set(table, row, attribute, LyncWorld.cell(entry.value, schema.attributes[attribute].kind))
        }
      }
    }
    guard fresh.rows(Forest.table) == [0] else { throw broken("'Forest' is missing.") }
    store.replace(with: fresh, title: "Import-SimDeployment \(name)")
    store.forgetHistory()
    explanation = nil
  }

  private static func cell(_ value: DataValue, _ kind: Attribute.Kind) -> Cell {
    switch kind {
    case .text, .term: return value.text.map(Cell.text) ?? .null
    case .flag: return value.flag.map(Cell.flag) ?? .null
    case .int: return value.int.map(Cell.int) ?? .null
    case .list: return .list(value.texts)
    }
  }
}
