/// Members of `DataRow`, `DataColumn`, `DataView` and `DataRowView`.
import Engine
import Primitives

extension NetTypes {
  private static func row(_ v: Value) throws -> PSDataRow {
    guard let r = v.refValue as? PSDataRow else { throw nullArgument("row") }
    return r
  }
  private static func name(_ r: PSDataRow) -> String { r.table?.name ?? "" }

  static func defineDataRow(_ t: NetType) {
    t.property("string RowError {get;set;}", set: { v, x, _ in try row(v).error = Conversion.toString(x) }) { v, _ in .str(try row(v).error) }
    t.property("System.Data.DataRowState RowState {get;}") { v, _ in .member("System.Data.DataRowState", try row(v).state.rawValue) }
    t.property("System.Data.DataTable Table {get;}") { v, _ in try row(v).table.map { .other($0) } ?? .null }
    t.property("System.Object[] ItemArray {get;set;}", set: { v, x, c in
      let r = try row(v), all = x.sequence
      if all.count > r.schema.columns.count { throw argumentError("Input array is longer than the number of columns in this table.") }
      // null leaves a value as it is
      for (i, y) in all.enumerated() where !y.isNull && r.schema.columns[i].computed == nil { if try !netEquals(r.value(i), r.schema.columns[i].stored(y, c)) { try r.set(i, y, c) } }
    }) { v, _ in
      let r = try row(v)
      return .arr(try r.schema.columns.indices.map { try r.value($0) })
    }
    t.property("bool HasErrors {get;}") { v, _ in .bool(try row(v).hasErrors) }
    t.indexer = { v, k in
      let r = try row(v)
      if let a = k.arrayValue {
        guard a.count == 2 else { throw argumentError("Column '\(Conversion.toString(k))' does not belong to table \(name(r)).") }
        let version = try Conversion.convert(a[1], to: TypeTable.get("System.Data.DataRowVersion"), ExecutionContext.current)
        return try r.value(try r.schema.place(a[0], name(r)), version: version.asInt)
      }
      return try r.value(try r.schema.place(k, name(r)))
    }
    for p in ["System.Data.DataColumn column", "string columnName", "int columnIndex"] {
      t.method("System.Object Item(\(p))") { v, a, _ in
        let r = try row(v)
        return try r.value(try r.schema.place(a.at(0), name(r)))
      }
      t.method("System.Object Item(\(p), System.Data.DataRowVersion version)") { v, a, _ in
        let r = try row(v)
        return try r.value(try r.schema.place(a.at(0), name(r)), version: a.int(1))
      }
      t.method("void set_Item(\(p), System.Object value)") { v, a, c in
        let r = try row(v)
        try r.set(try r.schema.place(a.at(0), name(r)), a.at(1), c)
        return .void
      }
      t.method("bool IsNull(\(p))") { v, a, _ in
        let r = try row(v)
        return .bool(DataExpression.isNull(try r.value(try r.schema.place(a.at(0), name(r)))))
      }
      t.method("void SetColumnError(\(p), string error)") { v, a, _ in
        let r = try row(v), c = r.schema.columns[try r.schema.place(a.at(0), name(r))]
        r.columnErrors[ObjectIdentifier(c)] = a.string(1).isEmpty ? nil : a.string(1)
        return .void
      }
      t.method("string GetColumnError(\(p))") { v, a, _ in
        let r = try row(v), c = r.schema.columns[try r.schema.place(a.at(0), name(r))]
        return .str(r.columnErrors[ObjectIdentifier(c)] ?? "")
      }
    }
    t.method("void AcceptChanges()") { v, _, _ in try row(v).acceptChanges(); return .void }
    t.method("void RejectChanges()") { v, _, _ in try row(v).rejectChanges(); return .void }
    t.method("void BeginEdit()") { v, _, _ in
      let r = try row(v)
      if r.proposed == nil { r.proposed = r.current }
      return .void
    }
    t.method("void EndEdit()") { v, _, _ in
      let r = try row(v)
      guard let p = r.proposed else { return .void }
      if r.state == .detached { r.current = p } else { try r.commit(p) }
      r.proposed = nil
      return .void
    }
    t.method("void CancelEdit()") { v, _, _ in try row(v).proposed = nil; return .void }
    t.method("void ClearErrors()") { v, _, _ in
      try row(v).error = ""
      try row(v).columnErrors = [:]
      return .void
    }
    t.method("void Delete()") { v, _, _ in try row(v).delete(); return .void }
    t.method("System.Data.DataColumn[] GetColumnsInError()") { v, _, _ in
      let r = try row(v)
      return .array(PSArray(r.schema.columns.filter { r.columnErrors[ObjectIdentifier($0)] != nil }.map { .other($0) }, of: TypeTable.get("System.Data.DataColumn")))
    }
    t.method("bool HasVersion(System.Data.DataRowVersion version)") { v, a, _ in
      let r = try row(v)
      return .bool(r.schema.columns.isEmpty || (try? r.value(0, version: a.int(0))) != nil)
    }
    t.method("void SetAdded()") { v, _, _ in
      if try row(v).state != .unchanged { throw invalidOperation("SetAdded and SetModified can only be called on DataRows with Unchanged DataRowState.") }
      try row(v).state = .added
      return .void
    }
    t.method("void SetModified()") { v, _, _ in
      if try row(v).state != .unchanged { throw invalidOperation("SetAdded and SetModified can only be called on DataRows with Unchanged DataRowState.") }
      try row(v).original = try row(v).current
      try row(v).state = .modified
      return .void
    }
  }

  static func defineDataColumn(_ t: NetType) {
    let n = "System.Data.DataColumn"
    func of(_ v: Value) -> PSDataColumn { v.refValue as? PSDataColumn ?? PSDataColumn("") }
    func type(_ v: Value) -> NetType { if case .type(let t) = v.base { t } else { TypeTable.string } }
    func touch(_ c: PSDataColumn) { c.table?.indexes = [:] }
    t.constructor("\(n) new()") { _, _ in .other(PSDataColumn("")) }
    t.constructor("\(n) new(string columnName)") { a, _ in .other(PSDataColumn(a.string(0))) }
    t.constructor("\(n) new(string columnName, type dataType)") { a, _ in .other(PSDataColumn(a.string(0), type(a.at(1)))) }
    for p in ["", ", System.Data.MappingType type"] {
      t.constructor("\(n) new(string columnName, type dataType, string expr\(p))") { a, _ in
        let c = PSDataColumn(a.string(0), type(a.at(1)))
        c.expression = a.string(2)
        return .other(c)
      }
    }
    t.property("bool AllowDBNull {get;set;}", set: { v, x, _ in
      let c = of(v), allow = x.asInt != 0
        if !allow, let rows = c.table?.rows, rows.contains(where: { c.ordinal < $0.current.count && DataExpression.isNull($0.current[c.ordinal]) }) {
          throw netError("System.Data.DataException", "Column '\(c.name)' has null values in it.")
        }
      c.allowsNull = allow
    }) { v, _ in .bool(of(v).allowsNull) }
    t.property("bool AutoIncrement {get;set;}", set: { v, x, _ in
      let c = of(v), on = x.asInt != 0
      if on, !DataExpression.isNull(c.defaultValue) { throw argumentError("Cannot set AutoIncrement property for a column with DefaultValue set.") }
      if on, ![TypeTable.int, TypeTable.long, TypeTable.short, TypeTable.decimal, TypeTable.bigInteger].contains(where: { $0 === c.type }) { c.type = TypeTable.int }
      c.autoIncrement = on
    }) { v, _ in .bool(of(v).autoIncrement) }
    t.property("long AutoIncrementSeed {get;set;}", set: { v, x, _ in of(v).seed = Int64(x.asInt); of(v).next = Int64(x.asInt) }) { v, _ in .long(of(v).seed) }
    t.property("long AutoIncrementStep {get;set;}", set: { v, x, _ in
      if x.asInt == 0 { throw argumentError("AutoIncrementStep must be a non-zero value.") }
      // nothing was numbered yet: the first number stays the seed
      of(v).step = Int64(x.asInt)
    }) { v, _ in .long(of(v).step) }
    t.property("string Caption {get;set;}", set: { v, x, _ in of(v).caption = Conversion.toString(x) }) { v, _ in .str(of(v).caption ?? of(v).name) }
    t.property("string ColumnName {get;set;}", set: { v, x, _ in
      let c = of(v), s = Conversion.toString(x)
      if let t = c.table {
        if s.isEmpty { throw argumentError("ColumnName is required when it is part of a DataTable.") }
        if let other = t.schema.column(s), other !== c { throw netError("System.Data.DuplicateNameException", "A column named '\(s)' already belongs to this DataTable.") }
      }
      c.name = s
      c.table?.schema.renumber()
    }) { v, _ in .str(of(v).name) }
    t.property("string Prefix {get;set;}", set: { v, x, _ in of(v).prefix = Conversion.toString(x) }) { v, _ in .str(of(v).prefix) }
    t.property("type DataType {get;set;}", set: { v, x, _ in
      let c = of(v)
      if c.type !== type(x), let t = c.table, !t.rows.isEmpty { throw argumentError("Cannot change DataType of a column once it has data.") }
      c.type = type(x)
    }) { v, _ in .type(of(v).type) }
    t.property("System.Data.DataSetDateTime DateTimeMode {get;set;}", set: { _, _, _ in }) { _, _ in .member("System.Data.DataSetDateTime", 3) }
    t.property("System.Object DefaultValue {get;set;}", set: { v, x, c in
      if of(v).autoIncrement { throw argumentError("Cannot set a DefaultValue on an AutoIncrement column.") }
      of(v).defaultValue = x.isNull ? .other(PSDBNull.value) : try of(v).stored(x, c)
    }) { v, _ in of(v).defaultValue }
    t.property("string Expression {get;set;}", set: { v, x, _ in
      let c = of(v), s = Conversion.toString(x)
      c.computed = s.isEmpty ? nil : try c.table.map { try DataExpression(s, $0.schema) }
      c.expression = s
    }) { v, _ in .str(of(v).expression) }
    t.property("System.Data.PropertyCollection ExtendedProperties {get;}") { v, _ in .hash(of(v).extended) }
    t.property("int MaxLength {get;set;}", set: { v, x, _ in of(v).maxLength = max(-1, x.asInt) }) { v, _ in .count(of(v).maxLength) }
    t.property("string Namespace {get;set;}", set: { v, x, _ in of(v).namespace = Conversion.toString(x) }) { v, _ in .str(of(v).namespace) }
    t.property("int Ordinal {get;}") { v, _ in .count(of(v).ordinal) }
    t.property("bool ReadOnly {get;set;}", set: { v, x, _ in of(v).isReadOnly = x.asInt != 0 }) { v, _ in .bool(of(v).isReadOnly || of(v).computed != nil) }
    t.property("System.Data.DataTable Table {get;}") { v, _ in of(v).table.map { .other($0) } ?? .null }
    t.property("bool Unique {get;set;}", set: { v, x, _ in
      of(v).isUnique = x.asInt != 0
      touch(of(v))
    }) { v, _ in .bool(of(v).isUnique) }
    t.property("System.Data.MappingType ColumnMapping {get;set;}", set: { _, _, _ in }) { _, _ in .member("System.Data.MappingType", 1) }
    t.property("System.ComponentModel.ISite Site {get;set;}", set: { _, _, _ in }) { _, _ in .null }
    t.property("System.ComponentModel.IContainer Container {get;}") { _, _ in .null }
    t.property("bool DesignMode {get;}") { _, _ in .no }
    t.method("void SetOrdinal(int ordinal)") { v, a, _ in
      let c = of(v)
      guard let t = c.table, t.schema.columns.indices.contains(a.int(0)) else { throw outOfRange("ordinal", "Ordinal '\(a.int(0))' exceeds the maximum number.") }
      let from = c.ordinal, to = a.int(0)
      t.schema.columns.insert(t.schema.columns.remove(at: from), at: to)
      t.schema.renumber()
      for r in t.rows { if from < r.current.count, to < r.current.count { r.current.insert(r.current.remove(at: from), at: to) } }
      t.indexes = [:]
      return .void
    }
    t.method("string ToString()") { v, _, _ in .str(of(v).text()) }
  }

  static func defineDataView(_ t: NetType) {
    let n = "System.Data.DataView"
    func of(_ v: Value) -> PSDataView { v.refValue as? PSDataView ?? PSDataView(PSDataTable()) }
    t.constructor("\(n) new(System.Data.DataTable table)") { a, _ in .other(PSDataView(try dataTable(a.at(0)))) }
    t.constructor("\(n) new(System.Data.DataTable table, string RowFilter, string Sort, System.Data.DataViewRowState RowState)") { a, _ in
      let v = PSDataView(try dataTable(a.at(0)))
      try v.setFilter(a.string(1))
      try v.setSort(a.string(2))
      v.states = a.flags(3)
      return .other(v)
    }
    t.property("bool AllowDelete {get;set;}", set: { v, x, _ in of(v).allowDelete = x.asInt != 0 }) { v, _ in .bool(of(v).allowDelete) }
    t.property("bool ApplyDefaultSort {get;set;}", set: { v, x, _ in of(v).applyDefaultSort = x.asInt != 0 }) { v, _ in .bool(of(v).applyDefaultSort) }
    t.property("bool AllowEdit {get;set;}", set: { v, x, _ in of(v).allowEdit = x.asInt != 0 }) { v, _ in .bool(of(v).allowEdit) }
    t.property("bool AllowNew {get;set;}", set: { v, x, _ in of(v).allowNew = x.asInt != 0 }) { v, _ in .bool(of(v).allowNew) }
    t.property("int Count {get;}") { v, _ in .count(try of(v).rows().count) }
    t.property("System.Data.DataSet DataSet {get;}") { v, _ in of(v).table?.dataSet.map { .other($0) } ?? .null }
    t.property("bool IsInitialized {get;}") { _, _ in .yes }
    t.property("string RowFilter {get;set;}", set: { v, x, _ in try of(v).setFilter(Conversion.toString(x)) }) { v, _ in .str(of(v).filter) }
    t.property("System.Data.DataViewRowState RowStateFilter {get;set;}", set: { v, x, _ in of(v).states = x.asInt }) { v, _ in .member("System.Data.DataViewRowState", of(v).states) }
    t.property("string Sort {get;set;}", set: { v, x, _ in try of(v).setSort(Conversion.toString(x)) }) { v, _ in .str(of(v).sort) }
    t.property("System.Data.DataTable Table {get;}") { v, _ in of(v).table.map { .other($0) } ?? .null }
    func row(_ v: Value, _ i: Int) throws -> Value {
      let all = try of(v).rows()
      guard all.indices.contains(i) else { throw netError("System.IndexOutOfRangeException", "Index \(i) is either negative or above rows count.") }
      return .other(PSDataRowView(all[i], of(v)))
    }
    t.indexer = { v, k in
      let n = Int(try Conversion.toInt32(k))
      return try row(v, n < 0 ? n + of(v).rows().count : n)
    }
    t.method("System.Data.DataRowView Item(int recordIndex)") { v, a, _ in try row(v, a.int(0)) }
    t.method("System.Data.DataRowView AddNew()") { v, _, _ in
      guard let t = of(v).table else { return .null }
      let r = try t.newRow()
      r.proposed = r.current
      return .other(PSDataRowView(r, of(v)))
    }
    t.method("void Delete(int index)") { v, a, _ in try (row(v, a.int(0)).refValue as? PSDataRowView)?.row.delete(); return .void }
    for p in ["System.Object key", "System.Object[] key"] {
      t.method("int Find(\(p))") { v, a, c in .count(try of(v).find(a.values(0), c).first?.0 ?? -1) }
      t.method("System.Data.DataRowView[] FindRows(\(p))") { v, a, c in
        .array(PSArray(try of(v).find(a.values(0), c).map { .other(PSDataRowView($0.1, of(v))) }, of: TypeTable.get("System.Data.DataRowView")))
      }
    }
    t.method("System.Collections.IEnumerator GetEnumerator()") { v, _, _ in .other(Enumerator("System.Collections.IEnumerator", of(v).enumerated()?.values ?? [])) }
    t.method("System.Data.DataTable ToTable()") { v, _, _ in .other(try of(v).toTable(nil, distinct: false, [])) }
    t.method("System.Data.DataTable ToTable(string tableName)") { v, a, _ in .other(try of(v).toTable(a.text(0), distinct: false, [])) }
    t.method("System.Data.DataTable ToTable(bool distinct, Params string[] columnNames)") { v, a, _ in
      .other(try of(v).toTable(nil, distinct: a.bool(0), a.rest(1).values(0).map { Conversion.toString($0) }))
    }
    t.method("System.Data.DataTable ToTable(string tableName, bool distinct, Params string[] columnNames)") { v, a, _ in
      .other(try of(v).toTable(a.text(0), distinct: a.bool(1), a.rest(2).values(0).map { Conversion.toString($0) }))
    }
  }

  static func defineDataRowView(_ t: NetType) {
    func of(_ v: Value) throws -> PSDataRowView {
      guard let r = v.refValue as? PSDataRowView else { throw nullArgument("row") }
      return r
    }
    t.property("System.Data.DataView DataView {get;}") { v, _ in .other(try of(v).view) }
    t.property("System.Data.DataRowVersion RowVersion {get;}") { v, _ in .member("System.Data.DataRowVersion", try of(v).row.proposed != nil ? 1024 : 512) }
    t.property("System.Data.DataRow Row {get;}") { v, _ in .other(try of(v).row) }
    t.property("bool IsNew {get;}") { v, _ in .bool(try of(v).row.state == .detached) }
    t.property("bool IsEdit {get;}") { v, _ in .bool(try of(v).row.proposed != nil) }
    t.indexer = { v, k in try of(v).row.value(try of(v).row.schema.place(k, name(try of(v).row))) }
    for p in ["int ndx", "string property"] {
      t.method("System.Object Item(\(p))") { v, a, _ in try of(v).row.value(try of(v).row.schema.place(a.at(0), name(try of(v).row))) }
      t.method("void set_Item(\(p), System.Object value)") { v, a, c in
        try of(v).row.set(try of(v).row.schema.place(a.at(0), name(try of(v).row)), a.at(1), c)
        return .void
      }
    }
    t.method("void BeginEdit()") { v, _, _ in
      let r = try of(v).row
      if r.proposed == nil { r.proposed = r.current }
      return .void
    }
    t.method("void EndEdit()") { v, _, _ in
      let r = try of(v).row
      if r.state == .detached { try r.table?.add(r) } else if let p = r.proposed { try r.commit(p); r.proposed = nil }
      return .void
    }
    t.method("void CancelEdit()") { v, _, _ in try of(v).row.proposed = nil; return .void }
    t.method("void Delete()") { v, _, _ in try of(v).row.delete(); return .void }
  }
}
