/// Which drives let properties of their items be read, set or added.
import Engine

extension Invocation {
  /// Whether items of this drive have properties at all; says so when not.
  func hasProperties(_ p: ItemPath) throws -> Bool {
    if p.provider.name == "FileSystem" { return true }
    try unsupported("Cannot use interface. The IPropertyCmdletProvider interface is not supported by this provider.")
    return false
  }
  /// Properties of a file or folder by their names, which are no patterns; nil when it has none of them.
  func properties(_ names: [String], of p: ItemPath, refused: (ErrorRecord) throws -> Void) throws -> PSObject? {
    let item = try p.object(), o = PSObject()
    for n in names where !n.isEmpty {
      if let v = try context.property(item, n) { o.set(n, v); continue }
      try refused(
        ErrorRecord(PSException("System.IO.IOException", "The property \(n) does not exist or was not found."), id: "GetValueError", .readError, target: .str(n)))
    }
    return o.count > 0 ? o : nil
  }
  /// A `PSNoteProperty`.
  func noteProperty(_ name: String, _ v: Value) throws -> Value {
    let all = try context.property(context.property(.object(PSObject([(name, v)])), "psobject") ?? .null, "Properties") ?? .null
    return try context.callMethod(all, "Match", [.str(name)]).elementsIfSequence?.first ?? .str(name)
  }
  /// Properties of items cannot be added, taken away or moved on any drive here: each item named is told so.
  func refuseDynamicProperties(_ paths: [String], literal: Bool, _ filter: ItemFilter) throws {
    for text in paths {
      for _ in try items([text], literal: literal, filter: filter) {
        try unsupported("Cannot use interface. The IDynamicPropertyCmdletProvider interface is not implemented by this provider.")
      }
    }
  }
  private func unsupported(_ message: String) throws {
    try error("NotSupported", .notImplemented, message, exception: "System.Management.Automation.PSNotSupportedException")
  }
}
