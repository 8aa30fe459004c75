/// What type data gives XML nodes and lists of them: their text is made of local names, whatever format is asked for.
import Engine
import NetTypes

enum XmlTypeData {
  static func install(into context: ExecutionContext) {
    func add(_ type: String, _ text: @escaping (Value) -> String) {
      let data = TypeData("System.Xml." + type)
      let method = MemberDefinition("ToString", .codeMethod({ this, _, _ in .str(text(this.base)) }))
      method.getter = .method(type, type: "string")
      data.members.append(method)
      context.typeData[data.typeName.lowercased()] = data
    }
    func name(_ v: Value) -> String { (v.refValue as? PSXmlNode)?.displayText ?? "" }
    add("XmlNode", name)
    add("XmlNodeList") { list in (list.elementsIfSequence ?? []).map(name).joined(separator: " ") }
  }
}
