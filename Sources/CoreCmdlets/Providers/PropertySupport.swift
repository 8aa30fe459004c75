/// Which drives let properties of their items be read, set or added.
import Engine

extension Invocation {
  /// Whether items of this drive have properties at all; says so when not.
  func hasProperties(_ p: ItemPath) throws -> Bool {
    if p.provider.name == "FileSystem" { return true }
    try unsupported("Cannot use interface. The IPropertyCmdletProvider interface is not supported by this provider.")
    return false
  }
  /// Properties of items cannot be added, taken away or moved on any drive here: each item named is told so.
  func refuseDynamicProperties(_ paths: [String], literal: Bool, _ filter: ItemFilter) throws {
    for p in try items(paths, literal: literal) where filter.passes(p.leaf) {
      try unsupported("Cannot use interface. The IDynamicPropertyCmdletProvider interface is not implemented by this provider.")
    }
  }
  private func unsupported(_ message: String) throws {
    try error("NotSupported", .notImplemented, message, exception: "System.Management.Automation.PSNotSupportedException")
  }
}
