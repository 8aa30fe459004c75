/// `using module`: the module is found when the script is read and imported before it runs; its classes and enums can be
/// named in the script, by themselves and behind the module's name.
import Glibc
import Syntax

extension ExecutionContext {
  /// Imports the modules a script says it uses; their types become known to `unit`.
  func useModules(_ ast: ScriptBlockAst, _ unit: Unit, _ source: SourceText) throws {
    var modules: [String: String] = [:]
    for u in ast.usingStatements where u.usingKind == .assembly { try useAssembly(u, source) }
    for u in ast.usingStatements where u.usingKind == .module {
      guard let name = u.modulePath ?? u.moduleName else { continue }
      let listed = usedModule(u)
      let place = listed.map(\.path).flatMap { $0.isEmpty ? nil : $0 } ?? name
      let faults = Collector()
      let loaded = try sendingErrors(to: faults) { try output(of: "Import-Module -PassThru -Name " + SourceLiteral.quoted(place), errors: "Continue") }
      // whatever the module reported ends the script that uses it
      if let fault = (faults.result.arrayValue?.values ?? [faults.result]).first?.refValue as? ErrorRecord {
        throw TerminatingError(fault.fullyQualifiedErrorId, fault.message, .invalidOperation, target: .str(place))
      }
      guard case .other(let r)? = loaded.last?.base, let m = r as? ModuleInfo else {
        throw locate(
          TerminatingError(
            "ModuleNotFoundDuringParse", "Could not find the module '\(u.name?.value ?? name)'.", .parserError,
            exception: "System.Management.Automation.ParseException"), u.extent)
      }
      for (n, t) in m.types where !n.utf8.contains(46) {
        if let other = modules.updateValue(m.name, forKey: n), other != m.name { unit.ambiguousTypes[n] = ["\(other).\(t.name)", "\(m.name).\(t.name)"] }
        unit.types[n] = t
        unit.types[m.name.lowercased() + "." + n] = t
        TypeTable.define(t, as: m.name + "." + n)
      }
    }
    if !unit.ambiguousTypes.isEmpty { try rejectAmbiguousTypes(ast, unit) }
  }
  /// `using assembly`: the file has to be one.
  private func useAssembly(_ u: UsingStatementAst, _ source: SourceText) throws {
    guard let name = u.name?.value else { return }
    let path = name.hasPrefix("/") ? name : (source.file.map { Compiler.directory(of: $0) } ?? fullPath(".")) + "/" + name
    if access(path, F_OK) == 0, (try? output(of: "Add-Type -Path " + SourceLiteral.quoted(path), errors: "Stop")) != nil { return }
    throw TerminatingError("ErrorLoadingAssembly", "Cannot load assembly '\(path)'.", .invalidOperation, target: .str(path))
  }
  /// A class or enum that two used modules have cannot be named without its module, unless the script defines one of that name.
  private func rejectAmbiguousTypes(_ ast: ScriptBlockAst, _ unit: Unit) throws {
    var names: [TypeName] = []
    func visit(_ node: Ast) {
      switch node.kind {
      case .typeDefinition:
        let d = unsafeDowncast(node, to: TypeDefinitionAst.self)
        unit.ambiguousTypes[d.name.lowercased()] = nil
        names += d.baseTypes.map(\.typeName)
      case .typeExpression: names.append(unsafeDowncast(node, to: TypeExpressionAst.self).typeName)
      case .typeConstraint: names.append(unsafeDowncast(node, to: TypeConstraintAst.self).typeName)
      default: break
      }
      for c in node.children { visit(c) }
    }
    visit(ast)
    var seen: Set<Int32> = []
    let errors = names.sorted { $0.extent.start < $1.extent.start }.compactMap { name -> ParseError? in
      guard case .simple(let n, let extent) = name, let both = unit.ambiguousTypes[n.lowercased()], seen.insert(extent.start).inserted else { return nil }
      return ParseError(id: "AmbiguousTypeReference", message: TypeTable.ambiguity(n, both), extent: extent)
    }
    if !errors.isEmpty { throw ExecutionContext.parseException(errors) }
  }
  /// What the parser asks of a `using module` statement.
  func search(_ u: UsingStatementAst) -> UsedModule {
    if let h = u.moduleSpecification {
      do {
        let v = try invokeBlock(try makeBlock(h.extent.text))
        guard let s = try Conversion.convert(v, to: TypeTable.get("Microsoft.PowerShell.Commands.ModuleSpecification"), self).refValue,
          let name = try property(.other(s), "Name")
        else { return .missing }
        if Conversion.toString(name, self).utf8.contains(where: ExecutionContext.isWildcard) { return .wildcard }
      } catch let e as TerminatingError {
        var x = e.record.exception
        while let inner = x.inner { x = inner }
        return .invalid(x.message)
      } catch { return .missing }
    } else if u.name?.value.utf8.contains(where: ExecutionContext.isWildcard) ?? false { return .wildcard }
    return usedModule(u) == nil ? .missing : .found
  }
  /// The best module for a statement among those that can be loaded.
  private func usedModule(_ u: UsingStatementAst) -> ModuleInfo? {
    guard let wanted = u.moduleSpecification?.extent.text ?? u.modulePath.map(SourceLiteral.quoted), !modulesLookedFor.contains(wanted) else { return nil }
    // listing a module reads it, and what it uses in turn: two that use each other would be read for ever
    modulesLookedFor.insert(wanted)
    defer { modulesLookedFor.remove(wanted) }
    let found = try? output(of: "Get-Module -ListAvailable -FullyQualifiedName " + wanted)
    guard case .other(let r)? = found?.first?.base else { return nil }
    return r as? ModuleInfo
  }
  private static func isWildcard(_ c: UInt8) -> Bool { c == 42 || c == 63 || c == 91 || c == 93 }
}

extension UsingStatementAst {
  /// The name written; a relative path is meant from the script's own folder.
  fileprivate var modulePath: String? {
    guard let written = name?.value else { return nil }
    let path = written.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "/")
    guard path.utf8.contains(47), !path.hasPrefix("/"), let file = extent.source.file else { return path.utf8.contains(47) ? path : written }
    return Compiler.directory(of: file) + "/" + path
  }
  /// `using module @{ ModuleName = '…'; … }`.
  var moduleName: String? {
    guard let h = moduleSpecification else { return nil }
    for (k, v) in h.pairs {
      guard (k as? StringConstantExpressionAst)?.value.equalsIgnoringCase("ModuleName") ?? false else { continue }
      if let p = v as? PipelineAst, let s = p.pureExpression as? StringConstantExpressionAst { return s.value }
    }
    return nil
  }
}
