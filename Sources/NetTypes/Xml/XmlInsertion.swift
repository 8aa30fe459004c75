/// Which nodes may become children of which: what the DOM refuses, in .NET's sentences.
import Engine
import Primitives

extension PSXmlNode {
  /// The document it belongs to, inside its tree or not.
  private var home: PSXmlNode? { kind == .document ? self : owner }

  /// A node that may become a child of this one.
  /// - Parameter old: a child that goes for it
  func admitting(_ value: Value, replacing old: PSXmlNode? = nil) throws -> PSXmlNode {
    guard let new = value.refValue as? PSXmlNode else { throw netError("System.NullReferenceException", "Object reference not set to an instance of an object.") }
    guard kind == .element || kind == .document || kind == .fragment || kind == .attribute else { throw invalidOperation("The current node cannot contain other nodes.") }
    var ancestor: PSXmlNode? = self
    while let a = ancestor {
      if a === new { throw argumentError("Cannot insert a node or any ancestor of that node as a child of itself.") }
      ancestor = a.parent
    }
    if let mine = home, let its = new.home, mine !== its { throw argumentError("The node to be inserted is from a different document context.") }
    let isWrong = new.kind == .attribute || new.kind == .document || kind == .document && (new.kind == .text || new.kind == .cdata)
    if isWrong {
      throw invalidOperation("The specified node cannot be inserted as the valid child of this node, because the specified node is the wrong type.")
    }
    if kind == .document, new.kind == .element, children.contains(where: { $0.kind == .element && $0 !== new && $0 !== old }) {
      throw invalidOperation("This document already has a 'DocumentElement' node.")
    }
    return new
  }
}
