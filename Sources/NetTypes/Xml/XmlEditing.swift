/// Changing XML in place: parts of texts and comments, places among attributes, nodes read off a reader.
import Engine
import Primitives

extension NetTypes {
  private static func of(_ v: Value) -> PSXmlNode { v.refValue as? PSXmlNode ?? PSXmlNode(.text, "#text") }

  static func defineCharacterData(_ t: NetType) {
    /// The units before, inside and behind a part.
    func cut(_ v: Value, _ offset: Int, _ count: Int) throws -> (before: String, part: String, behind: String) {
      let u = Array(of(v).value.utf16)
      guard offset >= 0, offset <= u.count else { throw outOfRange("offset", "Specified argument was out of the range of valid values.") }
      guard count >= 0 else { throw outOfRange("count", "Specified argument was out of the range of valid values.") }
      let end = min(u.count, offset + count)
      return (String(units: Array(u[..<offset])), String(units: Array(u[offset..<end])), String(units: Array(u[end...])))
    }
    t.method("string Substring(int offset, int count)") { v, a, _ in .str(try cut(v, a.int(0), a.int(1)).part) }
    t.method("void AppendData(string strData)") { v, a, _ in of(v).value += a.string(0); return .void }
    t.method("void InsertData(int offset, string strData)") { v, a, _ in
      let c = try cut(v, a.int(0), 0)
      of(v).value = c.before + a.string(1) + c.behind
      return .void
    }
    t.method("void DeleteData(int offset, int count)") { v, a, _ in
      let c = try cut(v, a.int(0), a.int(1))
      of(v).value = c.before + c.behind
      return .void
    }
    t.method("void ReplaceData(int offset, int count, string strData)") { v, a, _ in
      let c = try cut(v, a.int(0), a.int(1))
      of(v).value = c.before + a.string(2) + c.behind
      return .void
    }
  }

  static func registerXmlEditing() {
    TypeTable.extend("System.Xml.XmlText") { t in
      t.method("System.Xml.XmlText SplitText(int offset)") { v, a, _ in
        let n = of(v), u = Array(n.value.utf16)
        guard a.int(0) >= 0, a.int(0) <= u.count else { throw outOfRange("offset", "Specified argument was out of the range of valid values.") }
        guard let parent = n.parent, let i = parent.children.firstIndex(where: { $0 === n }) else {
          throw invalidOperation("The 'Text' node is not connected in the DOM live tree. No 'SplitText' operation could be performed.")
        }
        let rest = PSXmlNode(.text, "#text", String(units: Array(u[a.int(0)...])), owner: n.owner)
        n.value = String(units: Array(u[..<a.int(0)]))
        rest.parent = parent
        parent.children.insert(rest, at: i + 1)
        return .other(rest)
      }
    }
    TypeTable.extend("System.Xml.XmlDocument") { t in
      t.method("System.Xml.XmlNode ReadNode(System.Xml.XmlReader reader)") { v, a, _ in
        guard let r = a.at(0).refValue as? PSXmlReader else { throw nullArgument("reader") }
        if r.state == 0, try !r.read() { return .null }
        if r.state != 1 { return .null }
        let made = try newDocument("<x>" + r.markup(inner: false) + "</x>", preserveWhitespace: true)
        guard let n = made.children.first?.children.first else { return .null }
        n.parent = nil
        for x in [n] + n.descendants { x.owner = of(v) }
        return .other(n)
      }
    }
  }

  /// Attributes at places among the others.
  static func defineAttributePlaces(_ t: NetType) {
    func owner(_ v: Value) throws -> PSXmlNode {
      guard let n = (v.refValue as? PSXmlList)?.owner else { throw nullArgument("node") }
      return n
    }
    /// Puts an attribute where `place` says among those of other names.
    func insert(_ v: Value, _ new: Value, _ place: ([PSXmlNode]) throws -> Int) throws -> Value {
      let e = try owner(v), n = of(new)
      let rest = e.attributes.filter { $0 !== n && $0.name != n.name }
      let at = try place(rest)
      e.attributes = rest
      n.parent = e
      e.attributes.insert(n, at: at)
      return new
    }
    let one = "System.Xml.XmlAttribute"
    t.method("\(one) Prepend(\(one) node)") { v, a, _ in try insert(v, a.at(0)) { _ in 0 } }
    for (m, after) in [("InsertBefore", 0), ("InsertAfter", 1)] {
      t.method("\(one) \(m)(\(one) newNode, \(one) refNode)") { v, a, _ in
        try insert(v, a.at(0)) { all in
          if a.at(1).isNull { return after == 1 ? 0 : all.count }
          guard let i = all.firstIndex(where: { $0 === of(a.at(1)) }) else { throw argumentError("The reference node must be a child of the current node.") }
          return i + after
        }
      }
    }
    t.method("\(one) RemoveAt(int i)") { v, a, _ in
      let e = try owner(v)
      return e.attributes.indices.contains(a.int(0)) ? .other(e.attributes.remove(at: a.int(0))) : .null
    }
    t.method("void CopyTo(\(one)[] array, int index)") { v, a, _ in try copyInto(owner(v).attributes.map { .other($0) }, a.array(0), a.int(1)) }
  }
}
