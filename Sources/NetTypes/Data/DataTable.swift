/// Tables of typed columns in memory (`System.Data`): the model that the members of `DataTypes.swift` work on.
///
/// A row knows its columns through the schema it shares with its table, so that rows outlive a table nobody holds any more.
import Engine
import Primitives

final class DataSchema {
  var columns: [PSDataColumn] = []
  private var byName: [String: Int] = [:]
  var primaryKey: [PSDataColumn] = []
  var caseSensitive = false

  func position(_ name: String) -> Int? {
    if byName.count != columns.count { byName = [:]; for (i, c) in columns.enumerated() { byName[c.name.lowercased()] = i } }
    return byName[name.lowercased()]
  }
  func column(_ name: String) -> PSDataColumn? { position(name).map { columns[$0] } }
  /// Names or positions have changed.
  func renumber() {
    byName = [:]
    for (i, c) in columns.enumerated() { c.ordinal = i }
  }
}

final class PSDataColumn: Ref {
  var name: String
  var caption: String?
  var type: NetType
  var allowsNull = true, isUnique = false, isReadOnly = false
  var autoIncrement = false, seed: Int64 = 0, step: Int64 = 1, next: Int64 = 0
  var defaultValue = Value.other(PSDBNull.value)
  var expression = ""
  var computed: DataExpression?
  var maxLength = -1, ordinal = -1
  var namespace = "", prefix = ""
  let extended = PSHash(.hashtable, caseSensitive: true)
  weak var table: PSDataTable?
  init(_ name: String, _ type: NetType = TypeTable.string) { self.name = name; self.type = type; super.init() }
  override var netType: NetType { TypeTable.named("System.Data.DataColumn") }
  override func text() -> String { expression.isEmpty ? name : name + " + " + expression }

  /// What a row gets that says nothing about this column.
  func initial() throws -> Value {
    guard autoIncrement else { return defaultValue }
    defer { next &+= step }
    return try stored(.long(next), ExecutionContext.current)
  }
  /// A value as the column keeps it.
  func stored(_ v: Value, _ c: ExecutionContext) throws -> Value {
    if v.refValue is PSDBNull { return v.base }
    if v.isNull {
      if type.isValueType { throw argumentError("Cannot set Column '\(name)' to be null. Please use DBNull instead.") }
      return .other(PSDBNull.value)
    }
    if type === TypeTable.object { return v }
    let base = v.base
    if TypeTable.typeOf(base) === type { return base }
    if type === TypeTable.string { return .str(netText(v, c)) }
    func failed(_ reason: String) -> TerminatingError { argumentError(reason + "Couldn't store <\(netText(v, c))> in \(name) Column.  Expected type is \(type.name).") }
    do {
      switch type.fullName {
      case "System.Guid" where base.stringValue != nil, "System.TimeSpan" where base.stringValue != nil, "System.Uri" where base.stringValue != nil:
        return try Conversion.convert(base, to: type, c)
      case "System.Boolean", "System.Byte", "System.Char", "System.DateTime", "System.Decimal", "System.Double", "System.Int16", "System.Int32", "System.Int64",
        "System.SByte", "System.Single", "System.UInt16", "System.UInt32", "System.UInt64":
        return try NetTypes.changed(base, type, c)
      default:
        if type.isAssignable(from: TypeTable.typeOf(base)) { return base }
      }
    } catch let e as TerminatingError { throw failed((e.record.exception.inner ?? e.record.exception).message) }
    throw failed("Type of value has a mismatch with column type")
  }
  /// The same column for another table.
  func copy() -> PSDataColumn {
    let c = PSDataColumn(name, type)
    c.caption = caption; c.allowsNull = allowsNull; c.isUnique = isUnique; c.isReadOnly = isReadOnly
    c.autoIncrement = autoIncrement; c.seed = seed; c.step = step; c.next = seed
    c.defaultValue = defaultValue; c.expression = expression; c.computed = computed; c.maxLength = maxLength
    c.namespace = namespace; c.prefix = prefix
    return c
  }
}

final class PSDataRow: Ref, DynamicMembers {
  /// Numbered as `DataRowState` numbers them.
  enum State: Int { case detached = 1, unchanged = 2, added = 4, deleted = 8, modified = 16 }
  let schema: DataSchema
  weak var table: PSDataTable?
  var current: [Value]
  var original: [Value]?
  /// The values while the row is being edited.
  var proposed: [Value]?
  var state = State.detached
  var error = ""
  var columnErrors: [ObjectIdentifier: String] = [:]
  init(_ table: PSDataTable, _ values: [Value]) { schema = table.schema; self.table = table; current = values; super.init() }
  override var netType: NetType { TypeTable.named("System.Data.DataRow") }
  override var dynamicMembers: DynamicMembers? { self }

  /// The value in a column; of a version when one is given (256 original, 512 current, 1024 proposed, 1536 default).
  func value(_ i: Int, version: Int = 1536) throws -> Value {
    if let e = schema.columns[i].computed { return try schema.columns[i].stored(try e.value(self), ExecutionContext.current) }
    let all: [Value]?
    switch version {
    case 256: all = original
    case 512: all = state == .deleted || state == .detached ? nil : current
    case 1024: all = proposed ?? (state == .detached ? current : nil)
    default:
      if state == .deleted { throw netError("System.Data.DeletedRowInaccessibleException", "Deleted row information cannot be accessed through the row.") }
      all = proposed ?? current
    }
    guard let all else { throw netError("System.Data.VersionNotFoundException", "There is no \(version == 256 ? "Original" : version == 512 ? "Current" : "Proposed") data to access.") }
    return i < all.count ? all[i] : .other(PSDBNull.value)
  }
  func set(_ i: Int, _ v: Value, _ c: ExecutionContext) throws {
    let k = schema.columns[i]
    if k.isReadOnly || k.computed != nil { throw netError("System.Data.ReadOnlyException", "Column '\(k.name)' is read only.") }
    if state == .deleted { throw netError("System.Data.DeletedRowInaccessibleException", "Deleted row information cannot be accessed through the row.") }
    let x = try k.stored(v, c)
    if proposed != nil { proposed?[i] = x; return }
    if state == .detached { current[i] = x; return }
    var all = current
    all[i] = x
    try commit(all)
  }
  /// Takes new values over, checked against the table's rules.
  func commit(_ values: [Value]) throws {
    let old = current
    let isKey = table?.keys.contains { k in k.contains { i in i < values.count && i < old.count && !netEquals(values[i], old[i]) } } ?? false
    try table?.check(values, except: self)
    if state == .unchanged { original = old; state = .modified }
    current = values
    if isKey { table?.indexes = [:] }
  }
  func delete() throws {
    switch state {
    case .detached: throw netError("System.Data.RowNotInTableException", "This row has been removed from a table and does not have any data.  BeginEdit() will allow creation of new data in this row.")
    case .added: table?.remove(self)
    case .deleted: break
    case .unchanged: original = current; state = .deleted
    case .modified: state = .deleted
    }
    table?.indexes = [:]
  }
  func acceptChanges() {
    proposed = nil
    if state == .deleted { table?.remove(self); return }
    if state != .detached { state = .unchanged; original = current }
  }
  func rejectChanges() {
    proposed = nil
    switch state {
    case .added: table?.remove(self)
    case .deleted, .modified:
      current = original ?? current
      state = .unchanged
    default: break
    }
    table?.indexes = [:]
  }
  var hasErrors: Bool { !error.isEmpty || !columnErrors.isEmpty }

  // MARK: Columns as properties

  func read(_ name: String, _ context: ExecutionContext) throws -> Value? { try schema.position(name).map { try value($0) } }
  func write(_ name: String, _ value: Value, _ context: ExecutionContext) throws -> Bool {
    guard let i = schema.position(name) else { return false }
    if schema.columns[i].isReadOnly || schema.columns[i].computed != nil {
      throw TerminatingError("PropertyAssignmentException", "'\(schema.columns[i].name)' is a ReadOnly property.", .invalidOperation, exception: "System.Management.Automation.SetValueException")
    }
    do { try set(i, value, context) } catch let e as TerminatingError {
      throw TerminatingError(
        "ExceptionWhenSetting", "Exception setting \"\(schema.columns[i].name)\": \"\(e.record.exception.message)\"", .notSpecified,
        exception: "System.Management.Automation.SetValueInvocationException", inner: e.record.exception)
    }
    return true
  }
  var dynamicNames: [String] { schema.columns.map(\.name) }
  var displayText: String { "System.Data.DataRow" }
  func dynamicType(_ name: String) -> (type: NetType, isSettable: Bool) {
    schema.column(name).map { ($0.type, !$0.isReadOnly && $0.computed == nil) } ?? (TypeTable.object, true)
  }
}

final class PSDataTable: Ref {
  var name: String
  let schema = DataSchema()
  var rows: [PSDataRow] = []
  var namespace = "", prefix = ""
  let extended = PSHash(.hashtable, caseSensitive: true)
  weak var dataSet: PSDataSet?
  private var view: PSDataView?
  /// Rows by the text of their key columns; forgotten whenever a key may have changed.
  var indexes: [[Int]: [String: PSDataRow]] = [:]
  init(_ name: String = "") { self.name = name; super.init() }
  override var netType: NetType { TypeTable.named("System.Data.DataTable") }
  override func text() -> String { name }
  /// A pipeline gets the rows.
  override func enumerated() -> PSArray? { PSArray(rows.map { .other($0) }) }
  var defaultView: PSDataView {
    if let view { return view }
    let v = PSDataView(self)
    v.isDefault = true
    view = v
    return v
  }

  // MARK: Columns

  func add(_ c: PSDataColumn) throws {
    if c.table === self { throw argumentError("Column '\(c.name)' already belongs to this DataTable.") }
    if c.table != nil { throw argumentError("Column '\(c.name)' already belongs to another DataTable.") }
    if c.name.isEmpty {
      var n = 1
      while schema.position("Column\(n)") != nil { n += 1 }
      c.name = "Column\(n)"
    } else if schema.position(c.name) != nil { throw netError("System.Data.DuplicateNameException", "A column named '\(c.name)' already belongs to this DataTable.") }
    c.table = self
    schema.columns.append(c)
    schema.renumber()
    if !c.expression.isEmpty {
      do { c.computed = try DataExpression(c.expression, schema) } catch {
        schema.columns.removeLast()
        schema.renumber()
        c.table = nil
        throw error
      }
    }
    for r in rows { r.current.append(try c.initial()); if r.original != nil { r.original?.append(.other(PSDBNull.value)) } }
  }
  func remove(_ c: PSDataColumn) throws {
    guard let i = schema.columns.firstIndex(where: { $0 === c }) else { throw argumentError("Cannot remove a column that doesn't belong to this table.") }
    if schema.primaryKey.contains(where: { $0 === c }) { throw argumentError("Cannot remove this column, because it's part of the primary key.") }
    schema.columns.remove(at: i)
    schema.renumber()
    c.table = nil
    c.ordinal = -1
    indexes = [:]
    for r in rows {
      if i < r.current.count { r.current.remove(at: i) }
      if let o = r.original, i < o.count { r.original?.remove(at: i) }
    }
  }

  // MARK: Rows

  func newRow() throws -> PSDataRow { PSDataRow(self, try schema.columns.map { try $0.initial() }) }
  func row(_ values: [Value], _ c: ExecutionContext) throws -> PSDataRow {
    if values.count > schema.columns.count { throw argumentError("Input array is longer than the number of columns in this table.") }
    var all: [Value] = []
    for (i, k) in schema.columns.enumerated() {
      if i < values.count, !values[i].isNull {
        let v = try k.stored(values[i], c)
        if k.autoIncrement, case let n = Int64(v.asInt), k.step > 0 ? n >= k.next : n <= k.next { k.next = n &+ k.step }
        all.append(v)
      } else { all.append(try k.initial()) }
    }
    return PSDataRow(self, all)
  }
  func add(_ r: PSDataRow, at place: Int? = nil) throws {
    if r.table !== self { throw argumentError("This row already belongs to another table.") }
    if r.state != .detached { throw argumentError("This row already belongs to this table.") }
    if let p = r.proposed { r.current = p; r.proposed = nil }
    while r.current.count < schema.columns.count { r.current.append(try schema.columns[r.current.count].initial()) }
    try check(r.current, except: r)
    r.state = .added
    if let place, place >= 0, place < rows.count { rows.insert(r, at: place) } else { rows.append(r) }
    for k in indexes.keys { indexes[k]?[key(r.current, k)] = r }
  }
  func remove(_ r: PSDataRow) {
    if let i = rows.firstIndex(where: { $0 === r }) { rows.remove(at: i) }
    r.state = .detached
    indexes = [:]
  }

  // MARK: Constraints

  /// Columns, or groups of them, that no two rows have the same values in.
  var keys: [[Int]] {
    var all = schema.columns.filter(\.isUnique).map { [$0.ordinal] }
    if schema.primaryKey.count > 1 { all.append(schema.primaryKey.map(\.ordinal)) }
    return all
  }
  func check(_ values: [Value], except row: PSDataRow?) throws {
    for (i, k) in schema.columns.enumerated() where i < values.count {
      if !k.allowsNull, values[i].refValue is PSDBNull { throw netError("System.Data.NoNullAllowedException", "Column '\(k.name)' does not allow nulls.") }
      if k.maxLength >= 0, let s = values[i].stringValue, s.netLength > k.maxLength { throw argumentError("Cannot set column '\(k.name)'. The value violates the MaxLength limit of this column.") }
    }
    for k in keys {
      if let r = index(k)[key(values, k)], r !== row {
        let names = k.map { schema.columns[$0].name }.joined(separator: ", "), shown = k.map { netText(values[$0], nil) }.joined(separator: ", ")
        throw netError("System.Data.ConstraintException", "Column '\(names)' is constrained to be unique.  Value '\(shown)' is already present.")
      }
    }
  }
  func index(_ k: [Int]) -> [String: PSDataRow] {
    if let known = indexes[k] { return known }
    var all: [String: PSDataRow] = [:]
    for r in rows where r.state != .deleted { all[key(r.current, k)] = r }
    indexes[k] = all
    return all
  }
  func key(_ values: [Value], _ k: [Int]) -> String {
    k.map { i in
      let s = i < values.count ? netText(values[i], nil) : ""
      return schema.caseSensitive ? s : s.lowercased()
    }.joined(separator: "\u{0}")
  }
  func find(_ values: [Value], _ c: ExecutionContext) throws -> PSDataRow? {
    let k = schema.primaryKey
    if k.isEmpty { throw netError("System.Data.MissingPrimaryKeyException", "Table doesn't have a primary key.") }
    if k.count != values.count { throw argumentError("Expecting \(k.count) value(s) for the key being indexed, but received \(values.count) value(s).") }
    let wanted = try zip(k, values).map { try $0.stored($1.isNull ? .other(PSDBNull.value) : $1, c) }
    return index(k.map(\.ordinal))[wanted.map { schema.caseSensitive ? netText($0, c) : netText($0, c).lowercased() }.joined(separator: "\u{0}")]
  }
  func setPrimaryKey(_ all: [PSDataColumn]) throws {
    for c in all where c.table !== self { throw argumentError("Column must belong to a table.") }
    schema.primaryKey = all
    for c in all { c.allowsNull = false }
    if all.count == 1 { all[0].isUnique = true }
    indexes = [:]
  }

  // MARK: Copies

  func clone() throws -> PSDataTable {
    let t = PSDataTable(name)
    t.namespace = namespace
    t.prefix = prefix
    t.schema.caseSensitive = schema.caseSensitive
    for c in schema.columns {
      let k = c.copy()
      k.table = t
      t.schema.columns.append(k)
    }
    t.schema.renumber()
    for k in t.schema.columns where !k.expression.isEmpty { k.computed = try DataExpression(k.expression, t.schema) }
    t.schema.primaryKey = schema.primaryKey.map { t.schema.columns[$0.ordinal] }
    return t
  }
  /// Takes a row of another table over, with its state.
  func take(_ r: PSDataRow) throws {
    let n = PSDataRow(self, schema.columns.map { c in
      guard let i = r.schema.position(c.name), i < r.current.count else { return c.defaultValue }
      return r.current[i]
    })
    try check(n.current, except: n)
    n.original = r.original.map { o in schema.columns.map { c in r.schema.position(c.name).flatMap { $0 < o.count ? o[$0] : nil } ?? .other(PSDBNull.value) } }
    n.state = r.state == .detached ? .added : r.state
    for (c, v) in zip(schema.columns, n.current) where c.autoIncrement { c.next = max(c.next, Int64(v.asInt) &+ c.step) }
    rows.append(n)
    for k in indexes.keys { indexes[k]?[key(n.current, k)] = n }
  }
  func merge(_ other: PSDataTable, preserve: Bool, addMissing: Bool) throws {
    if addMissing { for c in other.schema.columns where schema.position(c.name) == nil { try add(c.copy()) } }
    let k = schema.primaryKey.map(\.ordinal)
    for r in other.rows {
      let values = schema.columns.map { c in r.schema.position(c.name).flatMap { $0 < r.current.count ? r.current[$0] : nil } }
      if !k.isEmpty, case let full = values.map({ $0 ?? .other(PSDBNull.value) }), let hit = index(k)[key(full, k)] {
        if !preserve { try hit.commit(zip(values, hit.current).map { $0 ?? $1 }) }
      } else { try take(r) }
    }
  }
}

extension DataSchema {
  /// The place of a column given by name, number or itself.
  func place(_ k: Value, _ table: String) throws -> Int {
    if let c = k.refValue as? PSDataColumn {
      guard columns.contains(where: { $0 === c }) else { throw argumentError("Column '\(c.name)' does not belong to table \(table).") }
      return c.ordinal
    }
    if let s = k.stringValue {
      guard let i = position(s) else { throw argumentError("Column '\(s)' does not belong to table \(table).") }
      return i
    }
    guard columns.indices.contains(k.asInt) else { throw netError("System.IndexOutOfRangeException", "Cannot find column \(k.asInt).") }
    return k.asInt
  }
}

final class PSDataSet: Ref {
  var name: String
  var tables: [PSDataTable] = []
  var caseSensitive = false
  let extended = PSHash(.hashtable, caseSensitive: true)
  init(_ name: String = "NewDataSet") { self.name = name; super.init() }
  override var netType: NetType { TypeTable.named("System.Data.DataSet") }
  func table(_ n: String) -> PSDataTable? { tables.first { $0.name.equalsIgnoringCase(n) } }
  func add(_ t: PSDataTable) throws {
    if t.dataSet === self { throw argumentError("DataTable already belongs to this DataSet.") }
    if t.dataSet != nil { throw argumentError("DataTable already belongs to another DataSet.") }
    if t.name.isEmpty {
      var n = 1
      while table("Table\(n)") != nil { n += 1 }
      t.name = "Table\(n)"
    } else if table(t.name) != nil { throw netError("System.Data.DuplicateNameException", "A DataTable named '\(t.name)' already belongs to this DataSet.") }
    t.dataSet = self
    tables.append(t)
  }
  func remove(_ t: PSDataTable) { tables.removeAll { $0 === t }; t.dataSet = nil }
}
