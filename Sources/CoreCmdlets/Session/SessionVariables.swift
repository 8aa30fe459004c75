/// Variables and aliases of a session as cmdlets manage them.
import Engine

extension ExecutionContext {
  func variableObject(named name: String, scope: String?) throws -> Variable? { nil }
  func visibleVariables(scope: String?) throws -> [Variable] { [] }
  func dropVariable(_ name: String, scope: String?) throws -> Bool { false }
  func place(_ v: Variable, scope: String?) throws {}

  /// Defines or changes an alias; read-only ones refuse.
  func setAlias(_ name: String, _ target: String, _ shell: Invocation) throws {
    if let old = commands.alias(name), old.options.contains(.readOnly) || old.options.contains(.constant) {
      throw shell.terminating("AliasNotWritable", .writeError, "Alias is not writeable because alias \(name) is read-only or constant and cannot be written to.", exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(name))
    }
    commands.define(AliasInfo(name, target))
  }
}
