/// Members of `DataTable`, `DataSet` and the collections of their parts.
import Engine
import Primitives

/// `DataColumnCollection`, `DataRowCollection`, `DataTableCollection`: the parts of a table or set, always as they are now.
final class PSDataParts: Ref {
  enum Kind: String { case columns = "DataColumnCollection", rows = "DataRowCollection", tables = "DataTableCollection" }
  let kind: Kind
  let table: PSDataTable?, set: PSDataSet?
  init(_ k: Kind, _ t: PSDataTable?, _ s: PSDataSet? = nil) { kind = k; table = t; set = s; super.init() }
  override var netType: NetType { TypeTable.get("System.Data." + kind.rawValue) }
  var items: [Ref] { kind == .columns ? table?.schema.columns ?? [] : kind == .rows ? table?.rows ?? [] : set?.tables ?? [] }
  override func enumerated() -> PSArray? { PSArray(items.map { .other($0) }) }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSDataParts).map { $0.kind == kind && $0.table === table && $0.set === set } ?? false }
}

extension NetTypes {
  static func registerData() {
    registerEnums(in: dataEnums)
    registerExceptions(in: dataExceptions)
    let d = "System.Data.", component = "System.ComponentModel.MarshalByValueComponent"
    TypeTable.register(component) { NetType(component, base: TypeTable.object, interfaces: ["System.IDisposable"]) { t in t.method("void Dispose()") { _, _, _ in .void } } }
    func reg(_ n: String, _ base: String = "System.Object", _ interfaces: [String] = [], _ define: @escaping (NetType) -> Void) {
      TypeTable.register(d + n) { NetType(d + n, base: TypeTable.get(base), interfaces: interfaces, define: define) }
    }
    let sequence = ["System.Collections.ICollection", "System.Collections.IEnumerable"]
    reg("DataTable", component, ["System.ComponentModel.IListSource", "System.IDisposable"], defineDataTable)
    reg("DataSet", component, ["System.ComponentModel.IListSource", "System.IDisposable"], defineDataSet)
    reg("DataColumn", component, [], defineDataColumn)
    reg("DataRow", "System.Object", [], defineDataRow)
    reg("DataView", component, ["System.Collections.IList"] + sequence, defineDataView)
    reg("DataRowView", "System.Object", [], defineDataRowView)
    reg("InternalDataCollectionBase", "System.Object", sequence, defineDataParts)
    for (n, f) in [("DataColumnCollection", defineDataColumns), ("DataRowCollection", defineDataRows), ("DataTableCollection", defineDataTables)] { reg(n, d + "InternalDataCollectionBase", [], f) }
  }

  static func dataTable(_ v: Value) throws -> PSDataTable {
    guard let t = v.refValue as? PSDataTable else { throw nullArgument("table") }
    return t
  }

  private static func defineDataTable(_ t: NetType) {
    let n = "System.Data.DataTable"
    func of(_ v: Value) -> PSDataTable { v.refValue as? PSDataTable ?? PSDataTable() }
    func rows(_ r: [PSDataRow]) -> Value { .array(PSArray(r.map { .other($0) }, of: TypeTable.get("System.Data.DataRow"))) }
    t.constructor("\(n) new()") { _, _ in .other(PSDataTable()) }
    t.constructor("\(n) new(string tableName)") { a, _ in .other(PSDataTable(a.string(0))) }
    t.constructor("\(n) new(string tableName, string tableNamespace)") { a, _ in
      let t = PSDataTable(a.string(0))
      t.namespace = a.string(1)
      return .other(t)
    }
    t.property("bool CaseSensitive {get;set;}", set: { v, x, _ in of(v).schema.caseSensitive = x.asInt != 0; of(v).indexes = [:] }) { v, _ in .bool(of(v).schema.caseSensitive) }
    t.property("bool IsInitialized {get;}") { _, _ in .yes }
    t.property("System.Data.SerializationFormat RemotingFormat {get;set;}", set: { _, _, _ in }) { _, _ in .member("System.Data.SerializationFormat", 0) }
    t.property("System.Data.DataRelationCollection ChildRelations {get;}") { _, _ in .arr([]) }
    t.property("System.Data.DataColumnCollection Columns {get;}") { v, _ in .other(PSDataParts(.columns, of(v))) }
    t.property("System.Data.ConstraintCollection Constraints {get;}") { _, _ in .arr([]) }
    t.property("System.Data.DataSet DataSet {get;}") { v, _ in of(v).dataSet.map { .other($0) } ?? .null }
    t.property("System.Data.DataView DefaultView {get;}") { v, _ in .other(of(v).defaultView) }
    t.property("string DisplayExpression {get;set;}", set: { _, _, _ in }) { _, _ in .str("") }
    t.property("System.Data.PropertyCollection ExtendedProperties {get;}") { v, _ in .hash(of(v).extended) }
    t.property("bool HasErrors {get;}") { v, _ in .bool(of(v).rows.contains { $0.hasErrors }) }
    t.property("cultureinfo Locale {get;set;}", set: { _, _, _ in }) { _, c in .other(PSCulture(c.culture)) }
    t.property("int MinimumCapacity {get;set;}", set: { _, _, _ in }) { _, _ in .int(50) }
    t.property("System.Data.DataRelationCollection ParentRelations {get;}") { _, _ in .arr([]) }
    t.property("System.Data.DataColumn[] PrimaryKey {get;set;}", set: { v, x, _ in try of(v).setPrimaryKey(x.sequence.compactMap { $0.refValue as? PSDataColumn }) }) { v, _ in
      .array(PSArray(of(v).schema.primaryKey.map { .other($0) }, of: TypeTable.get("System.Data.DataColumn")))
    }
    t.property("System.Data.DataRowCollection Rows {get;}") { v, _ in .other(PSDataParts(.rows, of(v))) }
    t.property("string TableName {get;set;}", set: { v, x, _ in of(v).name = Conversion.toString(x) }) { v, _ in .str(of(v).name) }
    t.property("string Namespace {get;set;}", set: { v, x, _ in of(v).namespace = Conversion.toString(x) }) { v, _ in .str(of(v).namespace) }
    t.property("string Prefix {get;set;}", set: { v, x, _ in of(v).prefix = Conversion.toString(x) }) { v, _ in .str(of(v).prefix) }
    t.property("System.ComponentModel.ISite Site {get;set;}", set: { _, _, _ in }) { _, _ in .null }
    t.property("System.ComponentModel.IContainer Container {get;}") { _, _ in .null }
    t.property("bool DesignMode {get;}") { _, _ in .no }
    t.method("void AcceptChanges()") { v, _, _ in for r in of(v).rows { r.acceptChanges() }; return .void }
    t.method("void RejectChanges()") { v, _, _ in for r in of(v).rows { r.rejectChanges() }; return .void }
    for m in ["BeginInit", "EndInit", "BeginLoadData", "EndLoadData"] { t.method("void \(m)()") { _, _, _ in .void } }
    t.method("void Clear()") { v, _, _ in
      for r in of(v).rows { r.state = .detached }
      of(v).rows = []
      of(v).indexes = [:]
      return .void
    }
    t.method("System.Data.DataTable Clone()") { v, _, _ in .other(try of(v).clone()) }
    t.method("System.Data.DataTable Copy()") { v, _, _ in
      let copy = try of(v).clone()
      for r in of(v).rows { try copy.take(r) }
      return .other(copy)
    }
    t.method("System.Object Compute(string expression, string filter)") { v, a, _ in
      guard let s = a.text(0) else { throw nullArgument("expression") }
      return try DataExpression(s, of(v).schema).value(over: try of(v).select(a.string(1)))
    }
    t.method("System.Data.DataTable GetChanges()") { v, _, _ in
      let changed = of(v).rows.filter { $0.state != .unchanged }
      if changed.isEmpty { return .null }
      let copy = try of(v).clone()
      for r in changed { try copy.take(r) }
      return .other(copy)
    }
    t.method("System.Data.DataRow[] GetErrors()") { v, _, _ in rows(of(v).rows.filter(\.hasErrors)) }
    t.method("void ImportRow(System.Data.DataRow row)") { v, a, _ in
      if let r = a.at(0).refValue as? PSDataRow, r.state != .detached { try of(v).take(r) }
      return .void
    }
    for p in ["System.Data.LoadOption loadOption", "bool fAcceptChanges"] {
      t.method("System.Data.DataRow LoadDataRow(System.Object[] values, \(p))") { v, a, c in
        let t = of(v), r = try t.row(a.values(0), c), k = t.schema.primaryKey.map(\.ordinal)
        if !k.isEmpty, let hit = t.index(k)[t.key(r.current, k)] {
          try hit.commit(r.current)
          if a.bool(1) { hit.acceptChanges() }
          return .other(hit)
        }
        try t.add(r)
        if a.bool(1) { r.acceptChanges() }
        return .other(r)
      }
    }
    for (p, n) in [("", 0), (", bool preserveChanges", 1), (", bool preserveChanges, System.Data.MissingSchemaAction missingSchemaAction", 2)] {
      t.method("void Merge(System.Data.DataTable table\(p))") { v, a, _ in
        try of(v).merge(try dataTable(a.at(0)), preserve: n > 0 && a.bool(1), addMissing: n < 2 || a.int(2) != 2)
        return .void
      }
    }
    t.method("System.Data.DataRow NewRow()") { v, _, _ in .other(try of(v).newRow()) }
    t.method("void Reset()") { v, _, _ in
      let t = of(v)
      t.rows = []
      t.schema.primaryKey = []
      for c in t.schema.columns { try t.remove(c) }
      return .void
    }
    t.method("System.Data.DataRow[] Select()") { v, _, _ in rows(try of(v).select("")) }
    t.method("System.Data.DataRow[] Select(string filterExpression)") { v, a, _ in rows(try of(v).select(a.string(0))) }
    t.method("System.Data.DataRow[] Select(string filterExpression, string sort)") { v, a, _ in rows(try of(v).select(a.string(0), sort: a.string(1))) }
    t.method("System.Data.DataRow[] Select(string filterExpression, string sort, System.Data.DataViewRowState recordStates)") { v, a, _ in
      rows(try of(v).select(a.string(0), sort: a.string(1), states: a.flags(2)))
    }
    t.method("string ToString()") { v, _, _ in .str(of(v).name) }
    defineWriteXml(t) { v in
      if of(v).name.isEmpty { throw invalidOperation("Cannot serialize the DataTable. DataTable name is not set.") }
      return ([of(v)], of(v).dataSet?.name ?? "DocumentElement")
    }
  }

  private static func defineDataSet(_ t: NetType) {
    let n = "System.Data.DataSet"
    func of(_ v: Value) -> PSDataSet { v.refValue as? PSDataSet ?? PSDataSet() }
    t.constructor("\(n) new()") { _, _ in .other(PSDataSet()) }
    t.constructor("\(n) new(string dataSetName)") { a, _ in .other(PSDataSet(a.string(0))) }
    t.property("System.Data.SerializationFormat RemotingFormat {get;set;}", set: { _, _, _ in }) { _, _ in .member("System.Data.SerializationFormat", 0) }
    t.property(
      "bool CaseSensitive {get;set;}",
      set: { v, x, _ in
        of(v).caseSensitive = x.asInt != 0; for t in of(v).tables { t.schema.caseSensitive = x.asInt != 0 }
      }
    ) { v, _ in .bool(of(v).caseSensitive) }
    t.property("string DataSetName {get;set;}", set: { v, x, _ in of(v).name = Conversion.toString(x) }) { v, _ in .str(of(v).name) }
    t.property("bool EnforceConstraints {get;set;}", set: { _, _, _ in }) { _, _ in .yes }
    t.property("System.Data.PropertyCollection ExtendedProperties {get;}") { v, _ in .hash(of(v).extended) }
    t.property("bool HasErrors {get;}") { v, _ in .bool(of(v).tables.contains { $0.rows.contains { $0.hasErrors } }) }
    t.property("bool IsInitialized {get;}") { _, _ in .yes }
    t.property("System.Data.DataTableCollection Tables {get;}") { v, _ in .other(PSDataParts(.tables, nil, of(v))) }
    t.method("void AcceptChanges()") { v, _, _ in for t in of(v).tables { for r in t.rows { r.acceptChanges() } }; return .void }
    t.method("void RejectChanges()") { v, _, _ in for t in of(v).tables { for r in t.rows { r.rejectChanges() } }; return .void }
    t.method("bool HasChanges()") { v, _, _ in .bool(of(v).tables.contains { $0.rows.contains { $0.state != .unchanged } }) }
    t.method("void Clear()") { v, _, _ in for t in of(v).tables { t.rows = []; t.indexes = [:] }; return .void }
    func copy(_ s: PSDataSet, rows: Bool) throws -> Value {
      let d = PSDataSet(s.name)
      for t in s.tables {
        let c = try t.clone()
        if rows { for r in t.rows { try c.take(r) } }
        try d.add(c)
      }
      return .other(d)
    }
    t.method("System.Data.DataSet Clone()") { v, _, _ in try copy(of(v), rows: false) }
    t.method("System.Data.DataSet Copy()") { v, _, _ in try copy(of(v), rows: true) }
    t.method("System.Data.DataSet GetChanges()") { v, _, _ in
      guard of(v).tables.contains(where: { $0.rows.contains { $0.state != .unchanged } }) else { return .null }
      let made = try copy(of(v), rows: false)
      for t in of(v).tables { for r in t.rows where r.state != .unchanged { try (made.refValue as? PSDataSet)?.table(t.name)?.take(r) } }
      return made
    }
    t.method("void Reset()") { v, _, _ in
      for t in of(v).tables { of(v).remove(t) }
      return .void
    }
    t.method("void Merge(System.Data.DataTable table)") { v, a, _ in
      let other = try dataTable(a.at(0))
      if let mine = of(v).table(other.name) { try mine.merge(other, preserve: false, addMissing: true) } else {
        let c = try other.clone()
        for r in other.rows { try c.take(r) }
        try of(v).add(c)
      }
      return .void
    }
    t.method("string GetXml()") { v, _, _ in .str(DataXml.text(of(v).tables, root: of(v).name)) }
    defineWriteXml(t) { v in (of(v).tables, of(v).name) }
  }

  /// `WriteXml` in its forms: to a file with a declaration, to a writer or stream without.
  private static func defineWriteXml(_ t: NetType, _ content: @escaping (Value) throws -> ([PSDataTable], String)) {
    /// The rows, behind their schema where the mode asks for it.
    func text(_ v: Value, _ a: [Value]) throws -> String {
      let (tables, root) = try content(v), mode = a.count > 1 ? a.at(1).asInt : 1
      if mode == 2 { throw notSupported("DiffGrams cannot be written here.") }
      if mode == 1 { return DataXml.text(tables, root: root) }
      let one = v.refValue as? PSDataTable, set = root == "DocumentElement" ? "NewDataSet" : root
      return DataXml.text(tables, root: set, schema: DataSchemaXml.text(tables, root: set, main: one, level: 1))
    }
    // tables below a table there are none
    if t.name == "DataTable" {
      t.method("void WriteXml(System.IO.TextWriter writer, bool writeHierarchy)") { v, a, c in
        try (a.at(0).refValue as? PSWriter)?.write(try text(v, [a.at(0)]), c)
        return .void
      }
      t.method("void WriteXml(string fileName, bool writeHierarchy)") { v, a, _ in
        try FileSystem.write(try FileSystem.check(a.text(0), "fileName"), Array(("<?xml version=\"1.0\" standalone=\"yes\"?>\n" + (try text(v, [a.at(0)]))).utf8))
        return .void
      }
    }
    for p in ["", ", System.Data.XmlWriteMode mode"] {
      t.method("void WriteXml(string fileName\(p))") { v, a, _ in
        try FileSystem.write(try FileSystem.check(a.text(0), "fileName"), Array(("<?xml version=\"1.0\" standalone=\"yes\"?>\n" + (try text(v, a))).utf8))
        return .void
      }
      t.method("void WriteXml(System.IO.TextWriter writer\(p))") { v, a, c in
        try (a.at(0).refValue as? PSWriter)?.write(try text(v, a), c)
        return .void
      }
      t.method("void WriteXml(System.IO.Stream stream\(p))") { v, a, _ in
        try (a.at(0).refValue as? PSStream)?.write(Array(try text(v, a).utf8))
        return .void
      }
    }
  }

  // MARK: Collections

  private static func parts(_ v: Value) -> PSDataParts { v.refValue as? PSDataParts ?? PSDataParts(.rows, nil) }
  private static func defineDataParts(_ t: NetType) {
    t.property("int Count {get;}") { v, _ in .count(parts(v).items.count) }
    t.property("bool IsReadOnly {get;}") { _, _ in .no }
    t.property("bool IsSynchronized {get;}") { _, _ in .no }
    t.property("System.Object SyncRoot {get;}") { v, _ in v }
    t.method("System.Collections.IEnumerator GetEnumerator()") { v, _, _ in .other(Enumerator("System.Collections.IEnumerator", parts(v).items.map { .other($0) })) }
    t.method("void CopyTo(array ar, int index)") { v, a, _ in
      if let target = a.array(0) { for (i, x) in parts(v).items.enumerated() where target.elements.indices.contains(a.int(1) + i) { target[a.int(1) + i] = .other(x) } }
      return .void
    }
  }
  private static func defineDataColumns(_ t: NetType) {
    let column = "System.Data.DataColumn"
    func table(_ v: Value) -> PSDataTable { parts(v).table ?? PSDataTable() }
    func add(_ v: Value, _ c: PSDataColumn) throws -> Value { try table(v).add(c); return .other(c) }
    func type(_ v: Value) -> NetType { if case .type(let t) = v.base { t } else { TypeTable.string } }
    t.indexer = { v, k in
      if let s = k.stringValue { return table(v).schema.column(s).map { .other($0) } ?? .null }
      let n = try Int(Conversion.toInt32(k))
      guard table(v).schema.columns.indices.contains(n) else { throw netError("System.IndexOutOfRangeException", "Cannot find column \(n).") }
      return .other(table(v).schema.columns[n])
    }
    t.method("\(column) Item(int index)") { v, a, _ in
      guard table(v).schema.columns.indices.contains(a.int(0)) else { throw netError("System.IndexOutOfRangeException", "Cannot find column \(a.int(0)).") }
      return .other(table(v).schema.columns[a.int(0)])
    }
    t.method("\(column) Item(string name)") { v, a, _ in table(v).schema.column(a.string(0)).map { .other($0) } ?? .null }
    t.method("void Add(\(column) column)") { v, a, _ in
      guard let c = a.at(0).refValue as? PSDataColumn else { throw nullArgument("column") }
      _ = try add(v, c)
      return .void
    }
    t.method("\(column) Add(string columnName, type type, string expression)") { v, a, _ in
      let c = PSDataColumn(a.string(0), type(a.at(1)))
      c.expression = a.string(2)
      return try add(v, c)
    }
    t.method("\(column) Add(string columnName, type type)") { v, a, _ in try add(v, PSDataColumn(a.string(0), type(a.at(1)))) }
    t.method("\(column) Add(string columnName)") { v, a, _ in try add(v, PSDataColumn(a.string(0))) }
    t.method("\(column) Add()") { v, _, _ in try add(v, PSDataColumn("")) }
    t.method("void AddRange(\(column)[] columns)") { v, a, _ in
      for x in a.values(0) { if let c = x.refValue as? PSDataColumn { _ = try add(v, c) } }
      return .void
    }
    t.method("bool CanRemove(\(column) column)") { v, a, _ in
      .bool((a.at(0).refValue as? PSDataColumn).map { c in c.table === table(v) && !table(v).schema.primaryKey.contains { $0 === c } } ?? false)
    }
    t.method("void Clear()") { v, _, _ in for c in table(v).schema.columns { try table(v).remove(c) }; return .void }
    t.method("bool Contains(string name)") { v, a, _ in .bool(table(v).schema.position(a.string(0)) != nil) }
    t.method("int IndexOf(\(column) column)") { v, a, _ in .count((a.at(0).refValue as? PSDataColumn).flatMap { $0.table === table(v) ? $0.ordinal : nil } ?? -1) }
    t.method("int IndexOf(string columnName)") { v, a, _ in .count(table(v).schema.position(a.string(0)) ?? -1) }
    t.method("void Remove(\(column) column)") { v, a, _ in
      guard let c = a.at(0).refValue as? PSDataColumn else { throw nullArgument("column") }
      try table(v).remove(c)
      return .void
    }
    t.method("void Remove(string name)") { v, a, _ in
      guard let c = table(v).schema.column(a.string(0)) else { throw argumentError("Column '\(a.string(0))' does not belong to table \(table(v).name).") }
      try table(v).remove(c)
      return .void
    }
    t.method("void RemoveAt(int index)") { v, a, _ in
      guard table(v).schema.columns.indices.contains(a.int(0)) else { throw netError("System.IndexOutOfRangeException", "Cannot find column \(a.int(0)).") }
      try table(v).remove(table(v).schema.columns[a.int(0)])
      return .void
    }
  }
  private static func defineDataRows(_ t: NetType) {
    func table(_ v: Value) -> PSDataTable { parts(v).table ?? PSDataTable() }
    func row(_ v: Value, _ i: Int) throws -> PSDataRow {
      guard table(v).rows.indices.contains(i) else { throw netError("System.IndexOutOfRangeException", "There is no row at position \(i).") }
      return table(v).rows[i]
    }
    t.indexer = { v, k in
      let n = Int(try Conversion.toInt32(k))
      return .other(try row(v, n < 0 ? n + table(v).rows.count : n))
    }
    t.method("System.Data.DataRow Item(int index)") { v, a, _ in .other(try row(v, a.int(0))) }
    t.method("void Add(System.Data.DataRow row)") { v, a, _ in
      guard let r = a.at(0).refValue as? PSDataRow else { throw nullArgument("row") }
      try table(v).add(r)
      return .void
    }
    t.method("System.Data.DataRow Add(Params System.Object[] values)") { v, a, c in
      let r = try table(v).row(a.rest(0).values(0), c)
      try table(v).add(r)
      return .other(r)
    }
    t.method("void InsertAt(System.Data.DataRow row, int pos)") { v, a, _ in
      guard let r = a.at(0).refValue as? PSDataRow else { throw nullArgument("row") }
      if a.int(1) < 0 { throw argumentError("The row insert position \(a.int(1)) is invalid.") }
      try table(v).add(r, at: a.int(1))
      return .void
    }
    t.method("void Clear()") { v, _, _ in
      for r in table(v).rows { r.state = .detached }
      table(v).rows = []
      table(v).indexes = [:]
      return .void
    }
    for p in ["System.Object key", "System.Object[] keys"] {
      t.method("System.Data.DataRow Find(\(p))") { v, a, c in try table(v).find(a.values(0), c).map { .other($0) } ?? .null }
      t.method("bool Contains(\(p))") { v, a, c in .bool(try table(v).find(a.values(0), c) != nil) }
    }
    t.method("int IndexOf(System.Data.DataRow row)") { v, a, _ in .count(table(v).rows.firstIndex { $0 === a.at(0).refValue } ?? -1) }
    t.method("void Remove(System.Data.DataRow row)") { v, a, _ in
      guard let r = a.at(0).refValue as? PSDataRow, r.table === table(v), r.state != .detached else {
        throw netError("System.IndexOutOfRangeException", "The given DataRow is not in the current DataRowCollection.")
      }
      table(v).remove(r)
      return .void
    }
    t.method("void RemoveAt(int index)") { v, a, _ in table(v).remove(try row(v, a.int(0))); return .void }
  }
  private static func defineDataTables(_ t: NetType) {
    func set(_ v: Value) -> PSDataSet { parts(v).set ?? PSDataSet() }
    func table(_ v: Value, _ i: Int) throws -> Value {
      guard set(v).tables.indices.contains(i) else { throw netError("System.IndexOutOfRangeException", "Cannot find table \(i).") }
      return .other(set(v).tables[i])
    }
    t.indexer = { v, k in
      if let s = k.stringValue { return set(v).table(s).map { .other($0) } ?? .null }
      let n = Int(try Conversion.toInt32(k))
      return try table(v, n < 0 ? n + set(v).tables.count : n)
    }
    t.method("System.Data.DataTable Item(int index)") { v, a, _ in try table(v, a.int(0)) }
    t.method("System.Data.DataTable Item(string name)") { v, a, _ in set(v).table(a.string(0)).map { .other($0) } ?? .null }
    t.method("void Add(System.Data.DataTable table)") { v, a, _ in try set(v).add(try dataTable(a.at(0))); return .void }
    for p in ["string name", ""] {
      t.method("System.Data.DataTable Add(\(p))") { v, a, _ in
        let t = PSDataTable(a.string(0))
        try set(v).add(t)
        return .other(t)
      }
    }
    t.method("bool Contains(string name)") { v, a, _ in .bool(set(v).table(a.string(0)) != nil) }
    t.method("int IndexOf(string tableName)") { v, a, _ in .count(set(v).tables.firstIndex { $0.name.equalsIgnoringCase(a.string(0)) } ?? -1) }
    t.method("void Remove(System.Data.DataTable table)") { v, a, _ in set(v).remove(try dataTable(a.at(0))); return .void }
    t.method("void Remove(string name)") { v, a, _ in
      guard let t = set(v).table(a.string(0)) else { throw argumentError("Table \(a.string(0)) does not belong to this DataSet.") }
      set(v).remove(t)
      return .void
    }
    t.method("void Clear()") { v, _, _ in for t in set(v).tables { set(v).remove(t) }; return .void }
  }
}

private let dataEnums = """
System.Data.DataRowState! Detached=1 Unchanged=2 Added=4 Deleted=8 Modified=16
System.Data.DataRowVersion Original=256 Current=512 Proposed=1024 Default=1536
System.Data.DataViewRowState! None=0 Unchanged=2 Added=4 Deleted=8 ModifiedCurrent=16 CurrentRows=22 ModifiedOriginal=32 OriginalRows=42
System.Data.DataSetDateTime Local=1 Unspecified UnspecifiedLocal Utc
System.Data.LoadOption OverwriteChanges=1 PreserveChanges Upsert
System.Data.MappingType Element=1 Attribute SimpleContent Hidden
System.Data.MissingSchemaAction Add=1 Ignore Error AddWithKey
System.Data.SerializationFormat Xml Binary
System.Data.XmlReadMode Auto ReadSchema IgnoreSchema InferSchema DiffGram Fragment InferTypedSchema
System.Data.XmlWriteMode WriteSchema IgnoreSchema DiffGram
System.Data.CommandType Text=1 StoredProcedure=4 TableDirect=512
System.Data.ConnectionState! Closed Open Connecting=2 Executing=4 Fetching=8 Broken=16
System.Data.SqlDbType BigInt Binary Bit Char DateTime Decimal Float Image Int Money NChar NText NVarChar Real UniqueIdentifier SmallDateTime SmallInt SmallMoney Text Timestamp TinyInt VarBinary VarChar Variant Xml=25 Udt=29 Structured Date Time DateTime2 DateTimeOffset
"""
private let dataExceptions = """
System.Data.DataException System.SystemException Data Exception.
System.Data.ConstraintException System.Data.DataException Constraint Exception.
System.Data.DeletedRowInaccessibleException System.Data.DataException Deleted rows inaccessible.
System.Data.DuplicateNameException System.Data.DataException Duplicate name not allowed.
System.Data.InRowChangingEventException System.Data.DataException Operation not supported in the RowChanging event.
System.Data.InvalidConstraintException System.Data.DataException Invalid constraint.
System.Data.MissingPrimaryKeyException System.Data.DataException Missing primary key.
System.Data.NoNullAllowedException System.Data.DataException Null not allowed.
System.Data.ReadOnlyException System.Data.DataException Column is marked read only.
System.Data.RowNotInTableException System.Data.DataException Row not found in table.
System.Data.VersionNotFoundException System.Data.DataException Version not found.
System.Data.InvalidExpressionException System.Data.DataException
System.Data.EvaluateException System.Data.InvalidExpressionException
System.Data.SyntaxErrorException System.Data.InvalidExpressionException
System.Data.StrongTypingException System.Data.DataException
System.Data.DBConcurrencyException System.SystemException DB concurrency violation.
"""
