/// Views of a table: rows chosen by a filter and a state, in an order; and the ways to say the order.
import Engine
import Primitives

/// `"Name ASC, Id DESC"`.
struct DataOrder {
  var columns: [(place: Int, descending: Bool)] = []
  init(_ text: String, _ schema: DataSchema) throws {
    for part in DataOrder.parts(text) {
      var name = NetString.trim(part), descending = false
      for (end, d) in [(" desc", true), (" asc", false)] where name.lowercased().hasSuffix(end) {
        name = NetString.trim(String(name.dropLast(end.utf8.count)))
        descending = d
        break
      }
      if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
      guard let i = schema.position(name) else { throw netError("System.IndexOutOfRangeException", "Cannot find column \(name).") }
      columns.append((i, descending))
    }
  }
  /// Split at commas that are not inside brackets.
  private static func parts(_ s: String) -> [String] {
    var all: [String] = [], current = "", inside = false
    for c in s.unicodeScalars {
      if c == "[" { inside = true } else if c == "]" { inside = false }
      if c == ",", !inside { all.append(current); current = "" } else { current.unicodeScalars.append(c) }
    }
    all.append(current)
    return all.filter { !$0.utf16.allSatisfy(isWhite) }
  }
  /// Null comes first.
  static func compare(_ a: Value, _ b: Value, _ caseSensitive: Bool) -> Int {
    switch (DataExpression.isNull(a), DataExpression.isNull(b)) {
    case (true, true): 0
    case (true, false): -1
    case (false, true): 1
    default: DataExpression.compare(a, b, caseSensitive) ?? 0
    }
  }
  func sorted(_ rows: [PSDataRow], _ caseSensitive: Bool) throws -> [PSDataRow] {
    if columns.isEmpty { return rows }
    let keyed = try rows.enumerated().map { i, r in (i, r, try columns.map { try r.value($0.place, version: r.state == .deleted ? 256 : 1536) }) }
    return keyed.sorted { x, y in
      for (k, c) in columns.enumerated() {
        let o = DataOrder.compare(x.2[k], y.2[k], caseSensitive)
        if o != 0 { return c.descending ? o > 0 : o < 0 }
      }
      return x.0 < y.0
    }.map(\.1)
  }
}

/// Which states a view or a selection shows: `DataViewRowState`.
enum RowStates {
  static let current = 22
  static func shows(_ r: PSDataRow, _ mask: Int) -> Bool {
    switch r.state {
    case .unchanged: mask & 2 != 0
    case .added: mask & 4 != 0
    case .deleted: mask & 8 != 0
    case .modified: mask & (16 | 32) != 0
    case .detached: false
    }
  }
}

extension PSDataTable {
  func select(_ filter: String, sort: String = "", states: Int = RowStates.current) throws -> [PSDataRow] {
    let e = filter.utf16.allSatisfy(isWhite) ? nil : try DataExpression(filter, schema)
    let hits = try rows.filter { RowStates.shows($0, states) ? try e?.isTrue($0) ?? true : false }
    // without an order rows come by their primary key
    if sort.utf16.allSatisfy(isWhite), !schema.primaryKey.isEmpty { return try DataOrder(schema.primaryKey.map { "[\($0.name)]" }.joined(separator: ","), schema).sorted(hits, schema.caseSensitive) }
    return try DataOrder(sort, schema).sorted(hits, schema.caseSensitive)
  }
}

final class PSDataView: Ref {
  /// A view somebody made keeps its table; the table's own view is kept by it.
  private var kept: PSDataTable?
  private weak var mine: PSDataTable?
  var table: PSDataTable? { kept ?? mine }
  var isDefault = false { didSet { if isDefault { kept = nil } } }
  private(set) var filter = "", sort = ""
  private var expression: DataExpression?
  var states = RowStates.current
  var allowNew = true, allowEdit = true, allowDelete = true, applyDefaultSort = false
  init(_ t: PSDataTable) { kept = t; mine = t; super.init() }
  override var netType: NetType { TypeTable.named("System.Data.DataView") }
  override func enumerated() -> PSArray? { PSArray(((try? rows()) ?? []).map { .other(PSDataRowView($0, self)) }) }
  func setFilter(_ s: String) throws {
    expression = s.utf16.allSatisfy(isWhite) ? nil : try table.map { try DataExpression(s, $0.schema) }
    filter = s
  }
  func setSort(_ s: String) throws {
    if let table { _ = try DataOrder(s, table.schema) }
    sort = s
  }
  func rows() throws -> [PSDataRow] {
    guard let table else { return [] }
    let hits = try table.rows.filter { RowStates.shows($0, states) ? try expression?.isTrue($0) ?? true : false }
    return try DataOrder(sort, table.schema).sorted(hits, table.schema.caseSensitive)
  }
  /// The rows whose values in the columns of the order are these.
  func find(_ values: [Value], _ c: ExecutionContext) throws -> [(Int, PSDataRow)] {
    guard let table else { return [] }
    let order = try DataOrder(sort, table.schema)
    if order.columns.isEmpty { throw argumentError("Find finds a row based on a Sort order, and no Sort order is specified.") }
    if order.columns.count != values.count { throw argumentError("Expecting \(order.columns.count) value(s) for the key being indexed, but received \(values.count) value(s).") }
    return try rows().enumerated().filter { _, r in
      try zip(order.columns, values).allSatisfy { k, v in DataOrder.compare(try r.value(k.place), v, table.schema.caseSensitive) == 0 }
    }.map { ($0.offset, $0.element) }
  }
  func toTable(_ name: String?, distinct: Bool, _ names: [String]) throws -> PSDataTable {
    guard let table else { return PSDataTable() }
    let t = PSDataTable(name ?? table.name)
    let places = names.isEmpty ? Array(table.schema.columns.indices) : try names.map { try table.schema.place(.str($0), table.name) }
    for i in places {
      let c = table.schema.columns[i].copy()
      c.isUnique = false
      c.expression = ""
      c.computed = nil
      try t.add(c)
    }
    var seen = Set<String>()
    for r in try rows() {
      let values = try places.map { try r.value($0) }
      if distinct, !seen.insert(t.key(values, Array(values.indices))).inserted { continue }
      try t.add(PSDataRow(t, values))
    }
    return t
  }
}

final class PSDataRowView: Ref, DynamicMembers {
  let row: PSDataRow
  let view: PSDataView
  init(_ r: PSDataRow, _ v: PSDataView) { row = r; view = v; super.init() }
  override var netType: NetType { TypeTable.named("System.Data.DataRowView") }
  override var dynamicMembers: DynamicMembers? { self }
  func read(_ name: String, _ context: ExecutionContext) throws -> Value? { try row.read(name, context) }
  func write(_ name: String, _ value: Value, _ context: ExecutionContext) throws -> Bool { try row.write(name, value, context) }
  var dynamicNames: [String] { row.dynamicNames }
  var displayText: String { "System.Data.DataRowView" }
  func dynamicType(_ name: String) -> (type: NetType, isSettable: Bool) { row.dynamicType(name) }
}
