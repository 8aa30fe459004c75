/// `DataTableReader`: the rows of tables one after the other, as readers of databases give them; `CreateDataReader` and `Load`.
import Engine
import Primitives

final class PSDataReader: Ref {
  private var tables: ArraySlice<PSDataTable>
  private(set) var row: PSDataRow?
  private var next = 0
  private(set) var isClosed = false
  init(_ t: [PSDataTable]) { tables = t[...]; super.init() }
  override var netType: NetType { TypeTable.named("System.Data.DataTableReader") }

  func table(_ verb: String) throws -> PSDataTable {
    if isClosed { throw invalidOperation("Invalid attempt to call \(verb) when reader is closed.") }
    return tables.first ?? PSDataTable()
  }
  func read() throws -> Bool {
    let all = try table("Read").rows.filter { $0.state != .deleted }
    guard next < all.count else { return false }
    row = all[next]
    next += 1
    return true
  }
  func nextResult() throws -> Bool {
    _ = try table("NextResult")
    guard tables.count > 1 else { return false }
    tables = tables.dropFirst()
    (row, next) = (nil, 0)
    return true
  }
  func close() { isClosed = true }
  func column(_ i: Int, _ verb: String) throws -> PSDataColumn {
    let all = try table(verb).schema.columns
    guard all.indices.contains(i) else { throw netError("System.ArgumentOutOfRangeException", "'ordinal' argument is out of range.", param: "ordinal") }
    return all[i]
  }
  func ordinal(_ name: String) throws -> Int {
    let t = try table("GetOrdinal")
    guard let i = t.schema.position(name) else { throw argumentError("Column '\(name)' does not belong to table \(t.name).") }
    return i
  }
  func value(_ i: Int, _ verb: String) throws -> Value {
    _ = try column(i, verb)
    guard let row else { throw invalidOperation("DataTableReader is invalid for current DataTable '\(try table(verb).name)'.") }
    return try row.value(i)
  }
}

extension NetTypes {
  static func registerDataReaders() {
    let n = "System.Data.DataTableReader"
    let above = "System.Data.Common.DbDataReader", interfaces = ["System.Data.IDataReader", "System.IDisposable"]
    TypeTable.register(above) { NetType(above, base: TypeTable.get("System.MarshalByRefObject"), interfaces: interfaces) }
    TypeTable.register(n) { NetType(n, base: TypeTable.get(above), interfaces: interfaces, define: defineDataReader) }
    TypeTable.register("System.Data.IDataReader") { NetType("System.Data.IDataReader", .interface) }
    TypeTable.extend("System.Data.DataTable") { t in
      func of(_ v: Value) -> PSDataTable { v.refValue as? PSDataTable ?? PSDataTable() }
      t.method("System.Data.DataTableReader CreateDataReader()") { v, _, _ in .other(PSDataReader([of(v)])) }
      t.method("void Load(System.Data.IDataReader reader)") { v, a, c in
        guard let r = a.at(0).refValue as? PSDataReader else { throw nullArgument("dataReader") }
        try load(r, of(v), c)
        return .void
      }
    }
    TypeTable.extend("System.Data.DataSet") { t in
      t.method("System.Data.DataTableReader CreateDataReader()") { v, _, _ in
        guard let s = v.refValue as? PSDataSet, !s.tables.isEmpty else { throw argumentError("DataTableReader Cannot be created. There is no DataTable in DataSet.") }
        return .other(PSDataReader(s.tables))
      }
      t.method("System.Data.DataTableReader CreateDataReader(Params System.Data.DataTable[] dataTables)") { _, a, _ in
        let all = try a.rest(0, notNull: "dataTables").compactMap { $0.refValue as? PSDataTable }
        if all.isEmpty { throw argumentError("Empty DataTable array is not valid.") }
        return .other(PSDataReader(all))
      }
    }
  }
  /// Rows by the names of columns; those missing are made, and rows of the same key are written over.
  private static func load(_ r: PSDataReader, _ t: PSDataTable, _ c: ExecutionContext) throws {
    let source = try r.table("Read")
    if t.name.isEmpty { t.name = source.name }
    for x in source.schema.columns where t.schema.position(x.name) == nil {
      let made = PSDataColumn(x.name, x.type)
      (made.allowsNull, made.maxLength) = (x.allowsNull, x.maxLength)
      try t.add(made)
    }
    if t.schema.primaryKey.isEmpty, t.rows.isEmpty, !source.schema.primaryKey.isEmpty { try t.setPrimaryKey(source.schema.primaryKey.compactMap { t.schema.column($0.name) }) }
    while try r.read() {
      let row = try t.newRow()
      for (i, x) in source.schema.columns.enumerated() { if let at = t.schema.position(x.name) { try row.set(at, try r.value(i, "GetValue"), c) } }
      let k = t.schema.primaryKey.map(\.ordinal)
      if !k.isEmpty, let hit = t.index(k)[t.key(row.current, k)] {
        try hit.commit(row.current)
        hit.acceptChanges()
        continue
      }
      try t.add(row)
      row.acceptChanges()
    }
  }

  private static func defineDataReader(_ t: NetType) {
    func of(_ v: Value) throws -> PSDataReader {
      guard let r = v.refValue as? PSDataReader else { throw nullArgument("reader") }
      return r
    }
    t.property("int Depth {get;}") { v, _ in _ = try of(v).table("Depth"); return .int(0) }
    t.property("int FieldCount {get;}") { v, _ in .count(try of(v).table("FieldCount").schema.columns.count) }
    t.property("bool HasRows {get;}") { v, _ in .bool(try !of(v).table("HasRows").rows.isEmpty) }
    t.property("bool IsClosed {get;}") { v, _ in .bool(try of(v).isClosed) }
    t.property("int RecordsAffected {get;}") { _, _ in .int(0) }
    t.property("int VisibleFieldCount {get;}") { v, _ in .count(try of(v).table("FieldCount").schema.columns.count) }
    t.indexer = { v, k in try of(v).value(k.stringValue.map { try of(v).ordinal($0) } ?? k.asInt, "Item") }
    t.indexerText = "System.Object Item(int ordinal) {get;}, System.Object Item(string name) {get;}"
    t.method("bool Read()") { v, _, _ in .bool(try of(v).read()) }
    t.method("bool NextResult()") { v, _, _ in .bool(try of(v).nextResult()) }
    for m in ["Close", "Dispose"] { t.method("void \(m)()") { v, _, _ in try of(v).close(); return .void } }
    t.method("string GetName(int ordinal)") { v, a, _ in .str(try of(v).column(a.int(0), "GetName").name) }
    t.method("int GetOrdinal(string name)") { v, a, _ in .count(try of(v).ordinal(a.string(0))) }
    t.method("type GetFieldType(int ordinal)") { v, a, _ in .type(try of(v).column(a.int(0), "GetFieldType").type) }
    t.method("string GetDataTypeName(int ordinal)") { v, a, _ in .str(try of(v).column(a.int(0), "GetDataTypeName").type.name) }
    t.method("System.Object GetValue(int ordinal)") { v, a, _ in try of(v).value(a.int(0), "GetValue") }
    t.method("bool IsDBNull(int ordinal)") { v, a, _ in .bool(DataExpression.isNull(try of(v).value(a.int(0), "IsDBNull"))) }
    t.method("int GetValues(System.Object[] values)") { v, a, _ in
      guard let to = a.array(0) else { throw nullArgument("values") }
      let n = min(to.count, try of(v).table("GetValues").schema.columns.count)
      for i in 0..<n { to[i] = try of(v).value(i, "GetValues") }
      return .count(n)
    }
    for (n, name, full) in [
      ("Boolean", "bool", "System.Boolean"), ("Byte", "byte", "System.Byte"), ("Char", "char", "System.Char"), ("DateTime", "datetime", "System.DateTime"), ("Decimal", "decimal", "System.Decimal"),
      ("Double", "double", "System.Double"), ("Float", "float", "System.Single"), ("Guid", "guid", "System.Guid"), ("Int16", "short", "System.Int16"), ("Int32", "int", "System.Int32"),
      ("Int64", "long", "System.Int64"), ("String", "string", "System.String"),
    ] {
      t.method("\(name) Get\(n)(int ordinal)") { v, a, _ in
        let x = try of(v).value(a.int(0), "Get" + n), type = TypeTable.typeOf(x.base)
        guard type.fullName == full else { throw netError("System.InvalidCastException", "Unable to cast object of type '\(type.fullName)' to type '\(full)'.") }
        return x
      }
    }
  }
}
