/// Schemas of tables as XML Schema, and tables read from XML: `WriteXmlSchema`, `ReadXmlSchema`, `ReadXml`.
import Engine
import Primitives

enum DataSchemaXml {
  private static let types = [
    "System.String": "string", "System.Int32": "int", "System.Boolean": "boolean", "System.DateTime": "dateTime", "System.Decimal": "decimal", "System.Double": "double", "System.Single": "float",
    "System.Int64": "long", "System.Int16": "short", "System.Byte": "unsignedByte", "System.SByte": "byte", "System.UInt16": "unsignedShort", "System.UInt32": "unsignedInt",
    "System.UInt64": "unsignedLong", "System.TimeSpan": "duration", "System.Byte[]": "base64Binary", "System.Uri": "anyURI",
  ]

  // MARK: Written

  /// - Parameters:
  ///   - main: the table that is written alone
  ///   - level: how deep it stands in what is around it
  static func text(_ tables: [PSDataTable], root: String, main: PSDataTable?, level: Int = 0) -> String {
    var lines: [String] = []
    var depth = level
    func line(_ s: String) { lines.append(String(repeating: "  ", count: depth) + s) }
    func open(_ s: String) { line(s); depth += 1 }
    func close(_ s: String) { depth -= 1; line(s) }
    let id = DataXml.encodeName(root)
    open("<xs:schema id=\"\(id)\" xmlns=\"\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:msdata=\"urn:schemas-microsoft-com:xml-msdata\">")
    open("<xs:element name=\"\(id)\" msdata:IsDataSet=\"true\"\(main.map { " msdata:MainDataTable=\"\(DataXml.encodeName($0.name))\"" } ?? "") msdata:UseCurrentLocale=\"true\">")
    open("<xs:complexType>")
    if tables.isEmpty { line("<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\" />") } else {
      open("<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">")
      for t in tables {
        open("<xs:element name=\"\(DataXml.encodeName(t.name))\">")
        open("<xs:complexType>")
        open("<xs:sequence>")
        for c in t.schema.columns { column(c, line, open, close) }
        close("</xs:sequence>")
        close("</xs:complexType>")
        close("</xs:element>")
      }
      close("</xs:choice>")
    }
    close("</xs:complexType>")
    var constraints = 0
    for t in tables {
      func unique(_ columns: [PSDataColumn], primary: Bool) {
        constraints += 1
        open("<xs:unique name=\"Constraint\(constraints)\"\(primary ? " msdata:PrimaryKey=\"true\"" : "")>")
        line("<xs:selector xpath=\".//\(DataXml.encodeName(t.name))\" />")
        for c in columns { line("<xs:field xpath=\"\(DataXml.encodeName(c.name))\" />") }
        close("</xs:unique>")
      }
      for c in t.schema.columns where c.isUnique && !(t.schema.primaryKey.count == 1 && t.schema.primaryKey[0] === c) { unique([c], primary: false) }
      if !t.schema.primaryKey.isEmpty { unique(t.schema.primaryKey, primary: true) }
    }
    close("</xs:element>")
    close("</xs:schema>")
    return lines.joined(separator: "\n")
  }
  private static func column(_ c: PSDataColumn, _ line: (String) -> Void, _ open: (String) -> Void, _ close: (String) -> Void) {
    func quoted(_ s: String) -> String { PSXmlNode.escape(s, attribute: true) }
    let known = types[c.type.fullName]
    var s = "<xs:element name=\"\(DataXml.encodeName(c.name))\""
    if known == nil { s += " msdata:DataType=\"\(quoted(c.type.fullName)), System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e\"" }
    if c.isReadOnly { s += " msdata:ReadOnly=\"true\"" }
    if !c.expression.isEmpty { s += " msdata:Expression=\"\(quoted(c.expression))\"" }
    if c.autoIncrement {
      s += " msdata:AutoIncrement=\"true\""
      if c.seed != 0 { s += " msdata:AutoIncrementSeed=\"\(c.seed)\"" }
      if c.step != 1 { s += " msdata:AutoIncrementStep=\"\(c.step)\"" }
    }
    if let caption = c.caption { s += " msdata:Caption=\"\(quoted(caption))\"" }
    if c.maxLength < 0 { s += " type=\"xs:\(known ?? (c.type === TypeTable.object ? "anyType" : "string"))\"" }
    if !DataExpression.isNull(c.defaultValue) { s += " default=\"\(quoted(XmlText.value(c.defaultValue)))\"" }
    if c.allowsNull && !(c.table?.schema.primaryKey.contains { $0 === c } ?? false) { s += " minOccurs=\"0\"" }
    if c.maxLength < 0 { line(s + " />"); return }
    open(s + ">")
    open("<xs:simpleType>")
    open("<xs:restriction base=\"xs:string\">")
    line("<xs:maxLength value=\"\(c.maxLength)\" />")
    close("</xs:restriction>")
    close("</xs:simpleType>")
    close("</xs:element>")
  }

  // MARK: Read

  private static func elements(_ n: PSXmlNode, _ name: String? = nil) -> [PSXmlNode] { n.children.filter { $0.kind == .element && (name == nil || $0.localName == name) } }
  private static func value(_ n: PSXmlNode, _ attribute: String) -> String? { n.attributes.first { $0.localName == attribute }?.value }
  static func root(_ bytes: [UInt8]) throws -> PSXmlNode? { elements(try NetTypes.newDocument(String(decoding: bytes, as: UTF8.self), isWhole: true)).first }

  /// The tables a schema describes, with the name of their set.
  static func tables(_ schema: PSXmlNode, _ c: ExecutionContext) throws -> (name: String, tables: [PSDataTable]) {
    guard let set = elements(schema, "element").first(where: { value($0, "IsDataSet") == "true" }) else {
      throw notSupported("Only schemas that were written for tables can be read here: their element says msdata:IsDataSet.")
    }
    let rows = elements(set, "complexType").flatMap { elements($0, "choice") }.flatMap { elements($0, "element") }
    let all = try rows.map { e -> PSDataTable in
      let t = PSDataTable(XmlText.decodeName(value(e, "name") ?? ""))
      for x in elements(e, "complexType").flatMap({ elements($0, "sequence") }).flatMap({ elements($0, "element") }) { try t.add(try column(x, c)) }
      return t
    }
    for u in elements(set, "unique") {
      let path = elements(u, "selector").first.flatMap { value($0, "xpath") } ?? "", name = XmlText.decodeName(path.replacing(".//", with: ""))
      guard let t = all.first(where: { $0.name == name }) else { continue }
      let columns = elements(u, "field").compactMap { value($0, "xpath") }.compactMap { t.schema.column(XmlText.decodeName($0)) }
      if value(u, "PrimaryKey") == "true" { try t.setPrimaryKey(columns) } else if columns.count == 1 { columns[0].isUnique = true }
    }
    return (XmlText.decodeName(value(set, "name") ?? ""), all)
  }
  private static func column(_ e: PSXmlNode, _ c: ExecutionContext) throws -> PSDataColumn {
    let restriction = elements(e, "simpleType").flatMap { elements($0, "restriction") }.first
    let short = (value(e, "type") ?? restriction.flatMap { value($0, "base") } ?? "string").parts(at: 58).last ?? "string"
    let named = value(e, "DataType").flatMap { $0.parts(at: 44).first }.flatMap { TypeTable.resolve($0) }
    let column = PSDataColumn(XmlText.decodeName(value(e, "name") ?? ""), named ?? types.first { $0.value == short }.map { TypeTable.resolve($0.key) ?? TypeTable.string } ?? TypeTable.string)
    column.allowsNull = value(e, "minOccurs") == "0"
    column.caption = value(e, "Caption")
    column.isReadOnly = value(e, "ReadOnly") == "true"
    column.autoIncrement = value(e, "AutoIncrement") == "true"
    if let n = value(e, "AutoIncrementSeed").flatMap({ Int64($0) }) { (column.seed, column.next) = (n, n) }
    if let n = value(e, "AutoIncrementStep").flatMap({ Int64($0) }) { column.step = n }
    if let n = restriction.flatMap({ elements($0, "maxLength").first }).flatMap({ value($0, "value") }).flatMap({ Int($0) }) { column.maxLength = n }
    if let text = value(e, "default") { column.defaultValue = try read(text, column.type, c) }
    return column
  }
  private static func read(_ text: String, _ type: NetType, _ c: ExecutionContext) throws -> Value {
    if type === TypeTable.string || type === TypeTable.object { return .str(text) }
    if type.isArray, type.elementType === TypeTable.byte { return .bytes((try? ByteText.bytes(base64: text)) ?? []) }
    return try XmlText.parse(text, type, c)
  }

  /// The rows below an element, into the tables of their names; what belongs to no table or column is left out.
  static func fill(_ tables: [PSDataTable], from root: PSXmlNode, _ c: ExecutionContext) throws {
    for e in elements(root) {
      guard let t = tables.first(where: { DataXml.encodeName($0.name) == e.localName }) else { continue }
      try add(e, to: t, c)
    }
  }
  private static func add(_ e: PSXmlNode, to t: PSDataTable, _ c: ExecutionContext) throws {
    let r = try t.newRow()
    for (name, text) in elements(e).map({ ($0.localName, $0.innerText) }) + e.attributes.map({ ($0.localName, $0.value) }) {
      guard let i = t.schema.position(XmlText.decodeName(name)) else { continue }
      try r.set(i, try read(text, t.schema.columns[i].type, c), c)
    }
    try t.add(r)
  }
  /// Tables made of what stands there: a row of texts for each element that holds elements.
  static func infer(_ set: PSDataSet, from root: PSXmlNode, _ c: ExecutionContext) throws {
    let rows = elements(root), isRow = rows.contains { elements($0).isEmpty && $0.attributes.allSatisfy { $0.name.hasPrefix("xmlns") } }
    // an element of texts alone is a row itself
    let all = isRow ? [root] : rows
    if !isRow { set.name = XmlText.decodeName(root.localName) }
    for e in all {
      if elements(e).contains(where: { !elements($0).isEmpty }) {
        throw notSupported("Elements inside of rows make tables with relations, which are not supported here: '\(e.localName)'.")
      }
      let t = try set.table(XmlText.decodeName(e.localName)) ?? {
        let made = PSDataTable(XmlText.decodeName(e.localName))
        try set.add(made)
        return made
      }()
      for name in elements(e).map(\.localName) + e.attributes.filter({ !$0.name.hasPrefix("xmlns") }).map(\.localName) where t.schema.position(XmlText.decodeName(name)) == nil {
        try t.add(PSDataColumn(XmlText.decodeName(name)))
      }
    }
    for e in all { if let t = set.table(XmlText.decodeName(e.localName)) { try add(e, to: t, c) } }
  }
}

extension NetTypes {
  /// By the numbers of `XmlReadMode`: 1 a schema was read, 2 none was asked for, 3 it was guessed.
  private static func mode(_ n: Int) -> Value { .member("System.Data.XmlReadMode", n) }
  private static let inputs = ["string fileName", "System.IO.TextReader reader", "System.IO.Stream stream"]

  static func registerDataSchemas() {
    TypeTable.extend("System.Data.DataTable") { t in
      func of(_ v: Value) -> PSDataTable { v.refValue as? PSDataTable ?? PSDataTable() }
      defineSchemaWriting(t) { v in
        if of(v).name.isEmpty { throw invalidOperation("Cannot serialize the DataTable. DataTable name is not set.") }
        return ([of(v)], of(v).dataSet?.name ?? "NewDataSet", of(v))
      }
      func take(_ schema: PSXmlNode, _ t: PSDataTable, _ c: ExecutionContext) throws {
        let all = try DataSchemaXml.tables(schema, c).tables
        guard let found = all.first(where: { t.name.isEmpty || $0.name.equalsIgnoringCase(t.name) }) else { return }
        if t.name.isEmpty { t.name = found.name }
        if t.schema.columns.isEmpty {
          let key = found.schema.primaryKey.map(\.name)
          for x in found.schema.columns { try t.add(x.copy()) }
          if !key.isEmpty { try t.setPrimaryKey(key.compactMap { t.schema.column($0) }) }
        }
      }
      defineReading(t) { schema, v, c in try take(schema, of(v), c) } content: { root, v, _, c in
        if of(v).schema.columns.isEmpty { throw invalidOperation("DataTable does not support schema inference from Xml.") }
        try DataSchemaXml.fill([of(v)], from: root, c)
        return false
      }
    }
    TypeTable.extend("System.Data.DataSet") { t in
      func of(_ v: Value) -> PSDataSet { v.refValue as? PSDataSet ?? PSDataSet() }
      defineSchemaWriting(t) { v in (of(v).tables, of(v).name, nil) }
      t.method("string GetXmlSchema()") { v, _, _ in .str("<?xml version=\"1.0\" encoding=\"utf-16\"?>\n" + DataSchemaXml.text(of(v).tables, root: of(v).name, main: nil)) }
      func take(_ schema: PSXmlNode, _ s: PSDataSet, _ c: ExecutionContext) throws {
        let read = try DataSchemaXml.tables(schema, c)
        if s.tables.isEmpty { s.name = read.name }
        for x in read.tables where s.table(x.name) == nil { try s.add(x) }
      }
      defineReading(t) { schema, v, c in try take(schema, of(v), c) } content: { root, v, hasSchema, c in
        if !hasSchema, of(v).tables.isEmpty {
          try DataSchemaXml.infer(of(v), from: root, c)
          return true
        }
        try DataSchemaXml.fill(of(v).tables, from: root, c)
        return false
      }
    }
  }
  /// `ReadXmlSchema` and `ReadXml` from all they read.
  /// - Parameters:
  ///   - schema: takes a schema's node
  ///   - content: takes what the root holds, its schema taken before when it has one; true when it had to guess what the tables are
  private static func defineReading(
    _ t: NetType, schema take: @escaping (PSXmlNode, Value, ExecutionContext) throws -> Void,
    content: @escaping (_ root: PSXmlNode, Value, _ hasSchema: Bool, ExecutionContext) throws -> Bool
  ) {
    for p in inputs {
      t.method("void ReadXmlSchema(\(p))") { v, a, c in
        if let root = try DataSchemaXml.root(xmlInput(a.at(0), "fileName", c).0) { try take(root, v, c) }
        return .void
      }
      t.method("System.Data.XmlReadMode ReadXml(\(p))") { v, a, c in
        guard let root = try DataSchemaXml.root(xmlInput(a.at(0), "fileName", c).0) else { return mode(0) }
        let schema = root.children.first { $0.localName == "schema" && $0.prefix == "xs" }
        if let schema { try take(schema, v, c) }
        return mode(try content(root, v, schema != nil, c) ? 3 : schema == nil ? 2 : 1)
      }
    }
  }
  private static func defineSchemaWriting(_ t: NetType, _ content: @escaping (Value) throws -> ([PSDataTable], String, PSDataTable?)) {
    func text(_ v: Value, _ declaration: String) throws -> String {
      let (tables, root, main) = try content(v)
      return declaration + "\n" + DataSchemaXml.text(tables, root: root, main: main)
    }
    t.method("void WriteXmlSchema(string fileName)") { v, a, _ in
      try FileSystem.write(try FileSystem.check(a.text(0), "fileName"), Array(try text(v, "<?xml version=\"1.0\" standalone=\"yes\"?>").utf8))
      return .void
    }
    t.method("void WriteXmlSchema(System.IO.TextWriter writer)") { v, a, c in
      guard let w = a.at(0).refValue as? PSWriter else { throw nullArgument("writer") }
      try w.write(try text(v, "<?xml version=\"1.0\" encoding=\"\(w.kind == "StringWriter" ? "utf-16" : "utf-8")\"?>"), c)
      return .void
    }
    t.method("void WriteXmlSchema(System.IO.Stream stream)") { v, a, _ in
      guard let s = a.at(0).refValue as? PSStream else { throw nullArgument("stream") }
      try s.write(Array(try text(v, "<?xml version=\"1.0\"?>").utf8))
      return .void
    }
  }
}
