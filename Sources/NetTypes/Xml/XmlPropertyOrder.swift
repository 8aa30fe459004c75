/// The order of the properties of XML nodes, which displays of everything show: what a class declares (or declares anew)
/// comes before what it inherits.
///
/// - Source: the classes of System.Private.Xml, .NET 10.
import Engine

enum XmlPropertyOrder {
  /// What each class declares, in its order.
  private static let declared: [String: [String]] = [
    "XmlNode": [
      "Name", "Value", "NodeType", "ParentNode", "ChildNodes", "PreviousSibling", "NextSibling", "Attributes", "OwnerDocument", "FirstChild",
      "LastChild", "HasChildNodes", "NamespaceURI", "Prefix", "LocalName", "IsReadOnly", "InnerText", "OuterXml", "InnerXml", "SchemaInfo", "BaseURI",
      "PreviousText",
    ],
    "XmlLinkedNode": ["PreviousSibling", "NextSibling"],
    "XmlElement": [
      "Name", "LocalName", "NamespaceURI", "Prefix", "NodeType", "ParentNode", "OwnerDocument", "IsEmpty", "Attributes", "HasAttributes", "SchemaInfo",
      "InnerXml", "InnerText", "NextSibling"
    ],
    "XmlAttribute": ["ParentNode", "Name", "LocalName", "NamespaceURI", "Prefix", "NodeType", "OwnerDocument", "Value", "SchemaInfo", "InnerText", "Specified", "OwnerElement", "InnerXml", "BaseURI"],
    "XmlCharacterData": ["Value", "InnerText", "Data", "Length"],
    "XmlText": ["Name", "LocalName", "NodeType", "ParentNode", "Value", "PreviousText"],
    "XmlCDataSection": ["Name", "LocalName", "NodeType", "ParentNode", "PreviousText"],
    "XmlComment": ["Name", "LocalName", "NodeType"],
    "XmlWhitespace": ["Name", "LocalName", "NodeType", "ParentNode", "Value", "PreviousText"],
    "XmlProcessingInstruction": ["Name", "Value", "Target", "Data", "InnerText", "LocalName", "NodeType"],
    "XmlDeclaration": ["Version", "Encoding", "Standalone", "Value", "InnerText", "Name", "LocalName", "NodeType"],
    "XmlDocumentType": ["Name", "LocalName", "NodeType", "IsReadOnly", "PublicId", "SystemId", "InternalSubset"],
    "XmlDocumentFragment": ["Name", "LocalName", "NodeType", "ParentNode", "OwnerDocument", "InnerXml"],
    "XmlDocument": [
      "NodeType", "ParentNode", "DocumentType", "Implementation", "Name", "LocalName", "DocumentElement", "OwnerDocument", "Schemas", "XmlResolver",
      "NameTable", "PreserveWhitespace", "IsReadOnly", "InnerText", "InnerXml", "SchemaInfo", "BaseURI",
    ],
  ]

  /// Orders the properties of a class whose members are all there.
  static func apply(to t: NetType) {
    guard let names = declared[t.name] else { return }
    t.redeclare(names)
    t.orderProperties(names)
  }
}
