/// Variables and aliases of a session as cmdlets manage them.
import Engine

extension Invocation {
  /// Variables a name or pattern stands for, in order of their names.
  func variables(_ name: String, scope: String?, _ include: [String], _ exclude: [String]) throws -> [Variable] {
    try checkWildcards(include + exclude)
    func wanted(_ n: String) -> Bool { WildcardList(include).matches(n) && !exclude.contains { Wildcard($0).matches(n) } }
    if leavesOut(name, include, exclude) { return [] }
    var plain = name
    var scope = scope
    if let colon = name.firstIndex(of: ":") {
      plain = String(name[name.index(after: colon)...])
      switch name[..<colon].lowercased() {
      case "global", "local", "script", "private": scope = scope ?? String(name[..<colon])
      case "variable": break
      // what belongs to a drive is no variable
      default: return []
      }
    }
    guard Wildcard.hasSpecial(plain) else {
      do {
        guard let v = try context.variableObject(Wildcard.unescape(plain), scope: scope), wanted(v.name) else { return [] }
        return [v]
      } catch let e as TerminatingError {
        throw terminating(e.record.errorId, e.record.category, e.record.message, exception: e.record.exception.type.fullName, target: e.record.target)
      }
    }
    try checkWildcards([plain])
    let w = Wildcard(plain)
    return try context.variables(scope: scope).filter { w.matches($0.name) && wanted($0.name) }.sorted { ((try? Conversion.compare(.str($0.name), .str($1.name), ignoreCase: true)) ?? 0) < 0 }
  }
  /// Whether the filters say of a name, before any variable is looked for, that it is not wanted.
  func leavesOut(_ name: String, _ include: [String], _ exclude: [String]) -> Bool {
    !Wildcard.hasSpecial(name) && (!WildcardList(include).matches(name) || exclude.contains { Wildcard($0).matches(name) })
  }
  func variableNotFound(_ name: String) throws {
    try error("VariableNotFound", .objectNotFound, "Cannot find a variable with the name '\(name)'.", exception: "System.Management.Automation.ItemNotFoundException", target: .str(name))
  }

  /// Defines an alias with options; read-only ones need force. Nil after an error.
  func makeAlias(_ name: String, _ target: String, _ option: Value?, _ description: String?, force: Bool, scope: String? = nil) throws -> AliasInfo? {
    if let old = try context.alias(name, scope: scope ?? "local"), old.options.contains(.constant) || (old.options.contains(.readOnly) && !force) {
      try error(
        "AliasNotWritable", .writeError, "Alias is not writeable because alias \(name) is read-only or constant and cannot be written to.",
        exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(name))
      return nil
    }
    let a = AliasInfo(name, target)
    a.options = Variable.Options.of(option) ?? []
    if scope?.equalsIgnoringCase("private") ?? false { a.options.insert(.private) }
    if !a.options.contains(.allScope), let old = try context.alias(name, scope: scope ?? "local"), old.options.contains(.allScope) {
      try error(
        "AliasAllScopeOptionCannotBeRemoved", .writeError, "The AllScope option cannot be removed from the alias '\(old.name)'.",
        exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(name))
      return nil
    }
    a.optionDescription = description ?? ""
    try context.defineAlias(a, scope: scope)
    return a
  }
}

extension ExecutionContext {
  /// Defines or changes an alias; read-only ones refuse.
  func setAlias(_ name: String, _ target: String) throws {
    if let old = try alias(name, scope: "local"), old.options.contains(.readOnly) || old.options.contains(.constant) {
      throw TerminatingError(
        "AliasNotWritable", "Alias is not writeable because alias \(name) is read-only or constant and cannot be written to.", .writeError,
        exception: "System.Management.Automation.SessionStateUnauthorizedAccessException", target: .str(name))
    }
    try defineAlias(AliasInfo(name, target))
  }
}

extension Value {
  /// What -WhatIf and -Confirm show of a value a variable is to hold: the object's own text, so of a sequence its type.
  func shownText(_ context: ExecutionContext) -> String {
    switch base {
    case .array, .hash, .type, .other: Conversion.plainText(base)
    default: ObjectText.plain(self, context)
    }
  }
}

extension Variable {
  /// The value as a read gives it.
  var currentValue: Value { (getter?() ?? value).orNull }
}

extension Variable.Options {
  /// From a `ScopedItemOptions` value; nil when none was given.
  static func of(_ v: Value?) -> Variable.Options? {
    guard let e = v?.refValue as? PSEnum else { return nil }
    return Variable.Options(rawValue: UInt8(truncatingIfNeeded: e.raw & 15))
  }
  var text: String {
    var names: [String] = []
    if contains(.readOnly) { names.append("ReadOnly") }
    if contains(.constant) { names.append("Constant") }
    if contains(.private) { names.append("Private") }
    if contains(.allScope) { names.append("AllScope") }
    return names.isEmpty ? "None" : names.joined(separator: ", ")
  }
}
