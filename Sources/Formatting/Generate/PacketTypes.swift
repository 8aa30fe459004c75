/// What scripts see of the packets that `Format-*` commands write: the classes of PowerShell's formatting objects with their class
/// identifiers, which is what ends up in a file when a table is exported instead of the objects.
import Engine

/// A part of a packet as an object: a shape, an entry, a field.
final class PacketPart: Ref {
  let name: String
  let values: [String: Value]
  init(_ name: String, _ values: [String: Value] = [:]) { self.name = name; self.values = values; super.init() }
  override var netType: NetType { PacketTypes.get(name) }
}

enum PacketTypes {
  static let namespace = "Microsoft.PowerShell.Commands.Internal.Format."
  static let classId = "ClassId2e4f51ef21dd47e99d3c952918aff9cd"
  /// Each class, its identifier and its fields with their types, in the order PowerShell lists them.
  private static let classes: [(name: String, id: String, fields: [(name: String, type: String)])] = [
    ("FormatStartData", "033ecb2bc07a4d43b5ef94ed5a35d280", [
      ("pageHeaderEntry", "PageHeaderEntry"), ("pageFooterEntry", "PageFooterEntry"), ("autosizeInfo", "AutosizeInfo"), ("shapeInfo", "ShapeInfo"),
      ("groupingEntry", "GroupingEntry"),
    ]),
    ("FormatEndData", "cf522b78d86c486691226b40aa69e95c", [("groupingEntry", "GroupingEntry")]),
    ("GroupStartData", "9e210fe47d09416682b841769c78b8a3", [("shapeInfo", "ShapeInfo"), ("groupingEntry", "GroupingEntry")]),
    ("GroupEndData", "4ec4f0187cb04f4cb6973460dfe252df", [("groupingEntry", "GroupingEntry")]),
    ("FormatEntryData", "27c87ef9bbda4f709f6b4002fa4af63c", [("formatEntryInfo", "FormatEntryInfo"), ("outOfBand", "bool"), ("writeStream", "WriteStreamType")]),
    ("AutosizeInfo", "a27f094f0eec4d64845801a4c06a32ae", [("objectCount", "int")]),
    ("TableHeaderInfo", "e3b7a39c089845d388b2e84c5d38f5dd", [("hideHeader", "bool"), ("repeatHeader", "bool"), ("tableColumnInfoList", "List")]),
    ("TableColumnInfo", "7572aa4155ec4558817a615acf7dd92e", [
      ("width", "int"), ("alignment", "int"), ("label", "string"), ("propertyName", "string"), ("HeaderMatchesProperty", "bool"),
    ]),
    ("WideViewHeaderInfo", "b2e2775d33d544c794d0081f27021b5c", [("columns", "int")]),
    ("ListViewHeaderInfo", "830bdcb24c1642258724e441512233a4", []),
    ("ComplexViewHeaderInfo", "5197dd85ca6f4cce9ae9e6fd6ded9d76", []),
    ("RawTextFormatEntry", "29ED81BA914544d4BC430F027EE053E9", [("text", "string")]),
    ("ListViewEntry", "cf58f450baa848ef8eb3504008be6978", [("listViewFieldList", "List")]),
    ("ListViewField", "b761477330ce4fb2a665999879324d73", [("label", "string"), ("propertyName", "string"), ("formatPropertyField", "FormatPropertyField")]),
    ("TableRowEntry", "0e59526e2dd441aa91e7fc952caf4a36", [("formatPropertyFieldList", "List"), ("multiLine", "bool")]),
    ("WideViewEntry", "59bf79de63354a7b9e4d1697940ff188", [("formatPropertyField", "FormatPropertyField")]),
    ("ComplexViewEntry", "22e7ef3c896449d4a6f2dedea05dd737", [("formatValueList", "List")]),
    ("GroupingEntry", "919820b7eadb48be8e202c5afa5c2716", [("formatValueList", "List")]),
    ("FormatPropertyField", "78b102e894f742aca8c1d6737b6ff86a", [("propertyValue", "string"), ("alignment", "int")]),
    ("FormatTextField", "b8d9e369024a43a580b9e0c9279e3354", [("text", "string")]),
    ("FormatNewLine", "de7e8b96fbd84db5a43aa82eb34580ec", []),
    ("FrameInfo", "091C9E762E33499eBE318901B6EFB733", [("leftIndentation", "int"), ("rightIndentation", "int"), ("firstLine", "int")]),
    ("FormatEntry", "fba029a113a5458d932a2ed4871fadf2", [("formatValueList", "List"), ("frameInfo", "FrameInfo")]),
  ]
  private static let registered: Void = {
    TypeTable.register(namespace + "WriteStreamType") {
      let t = NetType(namespace + "WriteStreamType", .enum, base: TypeTable.enumType, interfaces: ["System.IComparable", "System.IFormattable", "System.IConvertible"])
      t.enumeration = EnumInfo([("None", 0), ("Error", 1), ("Warning", 2), ("Verbose", 3), ("Debug", 4), ("Information", 5)])
      return t
    }
    for item in classes {
      TypeTable.register(namespace + item.name) { NetType(namespace + item.name, base: TypeTable.object) { define($0, item.id, item.fields) } }
    }
  }()
  /// Which stream an entry is written to.
  static func writeStream(_ name: String) -> PSEnum {
    registered
    return PSEnum(namespace + "WriteStreamType", name)
  }
  static func get(_ name: String) -> NetType {
    registered
    return TypeTable.get(namespace + name)
  }
  private static func define(_ t: NetType, _ id: String, _ fields: [(name: String, type: String)]) {
    t.property("string \(classId) {get;}") { _, _ in .str(id) }
    for f in fields {
      let type = f.type == "List" ? "System.Collections.IList" : f.type.first?.isLowercase == true ? f.type : namespace + f.type
      t.field("\(type) \(f.name) {get;}") { v, _ in
        switch v.refValue {
        case let p as PacketPart: p.values[f.name] ?? .null
        case let p as FormatPacket: p.part(f.name)
        default: .null
        }
      }
    }
  }
}

extension FormatPacket {
  /// A field of the packet by its name; null for one that is not set.
  func part(_ name: String) -> Value {
    switch (content, name) {
    case (.start(let shape, _), "shapeInfo"): .other(shape.part)
    case (.start(_, autosize: true), "autosizeInfo"): .other(PacketPart("AutosizeInfo", ["objectCount": .int(0)]))
    case (.groupStart(let pieces?), "groupingEntry"): .other(PacketPart("GroupingEntry", ["formatValueList": CustomPiece.list(pieces)]))
    case (.entry(let entry), "formatEntryInfo"): .other(entry.part)
    case (.entry(let entry), "outOfBand"): .bool(entry.isOutOfBand)
    case (.entry(let entry), "writeStream"): if case .error = entry { .other(PacketTypes.writeStream("Error")) } else { .other(PacketTypes.writeStream("None")) }
    default: .null
    }
  }
}

extension ShapeInfo {
  fileprivate var part: PacketPart {
    switch self {
    case .table(let head):
      let columns = head.columns.map { c -> Value in
        .other(PacketPart("TableColumnInfo", [
          "width": .int(Int32(clamping: c.width)), "alignment": .int(Int32(c.alignment.rawValue)), "label": c.labelIsProperty ? .null : .str(c.label),
          "propertyName": .str(c.label), "HeaderMatchesProperty": .bool(c.labelIsProperty),
        ]))
      }
      return PacketPart("TableHeaderInfo", ["hideHeader": .bool(head.hidesHeader), "repeatHeader": .bool(head.repeatsHeader), "tableColumnInfoList": .array(PSArray(columns))])
    case .list: return PacketPart("ListViewHeaderInfo")
    case .wide(let columns): return PacketPart("WideViewHeaderInfo", ["columns": .int(Int32(clamping: columns))])
    case .custom: return PacketPart("ComplexViewHeaderInfo")
    }
  }
}

extension Entry {
  fileprivate var part: PacketPart {
    switch self {
    case .row(let cells, let alignments, let wraps):
      let fields = cells.enumerated().map { i, cell in Entry.field(cell, alignments.indices.contains(i) ? alignments[i] : .undefined) }
      return PacketPart("TableRowEntry", ["formatPropertyFieldList": .array(PSArray(fields)), "multiLine": .bool(wraps)])
    case .list(let rows), .boxedList(let rows):
      let fields = rows.map { row -> Value in
        .other(PacketPart("ListViewField", ["label": .null, "propertyName": .str(row.label), "formatPropertyField": Entry.field(row.text, .undefined)]))
      }
      return PacketPart("ListViewEntry", ["listViewFieldList": .array(PSArray(fields))])
    case .wide(let text): return PacketPart("WideViewEntry", ["formatPropertyField": Entry.field(text, .undefined)])
    case .custom(let pieces), .boxedCustom(let pieces): return PacketPart("ComplexViewEntry", ["formatValueList": CustomPiece.list(pieces)])
    case .raw(let text): return PacketPart("RawTextFormatEntry", ["text": .str(text)])
    case .error(let lines): return PacketPart("RawTextFormatEntry", ["text": .str(lines.joined(separator: "\n"))])
    }
  }
  private static func field(_ text: String, _ alignment: Alignment) -> Value {
    .other(PacketPart("FormatPropertyField", ["propertyValue": .str(text), "alignment": .int(Int32(alignment.rawValue))]))
  }
}

extension CustomPiece {
  fileprivate static func list(_ pieces: [CustomPiece]) -> Value {
    .array(PSArray(pieces.map { piece -> Value in
      switch piece {
      case .text(let text): .other(PacketPart("FormatTextField", ["text": .str(text)]))
      case .newLine: .other(PacketPart("FormatNewLine"))
      case .frame(let first, let left, let right, let inner):
        .other(PacketPart("FormatEntry", [
          "frameInfo": .other(PacketPart("FrameInfo", [
            "firstLine": .int(Int32(clamping: first)), "leftIndentation": .int(Int32(clamping: left)), "rightIndentation": .int(Int32(clamping: right)),
          ])), "formatValueList": list(inner),
        ]))
      }
    }))
  }
}
