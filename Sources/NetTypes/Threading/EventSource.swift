/// Objects with events a session can subscribe to. Nothing calls into the session from outside: it asks when it is ready.
import Engine
import Primitives

public protocol EventSource: AnyObject {
  /// What has happened since the last question, oldest first: the event's name and its arguments.
  func occurrences() -> [(event: String, arguments: Value)]
}

/// `EventArgs` and its descendants: named values.
public final class PSEventArguments: Ref {
  let type: String
  let values: [(name: String, value: Value)]
  init(_ type: String, _ values: [(name: String, value: Value)] = []) { self.type = type; self.values = values; super.init() }
  public override var netType: NetType { TypeTable.get(type) }
}

extension NetTypes {
  /// A type of event arguments with its properties, `string Name`.
  static func registerEventArguments(_ name: String, base: String = "System.EventArgs", _ properties: String...) {
    TypeTable.register(name) {
      NetType(name, base: TypeTable.get(base)) { t in
        for p in properties {
          let n = p.split(separator: " ").last.map(String.init) ?? p
          t.property(p + " {get;}") { v, _ in (v.refValue as? PSEventArguments)?.values.first { $0.name == n }?.value ?? .null }
        }
      }
    }
  }
  static func registerEventArguments() {
    TypeTable.extend("System.EventArgs") { t in
      t.constructor("System.EventArgs new()") { _, _ in .other(PSEventArguments("System.EventArgs")) }
      t.staticProperty("System.EventArgs Empty {get;}") { _ in .other(PSEventArguments("System.EventArgs")) }
    }
  }
}
