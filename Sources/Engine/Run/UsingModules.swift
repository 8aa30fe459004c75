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
      let place = usedModule(u).map(\.path).flatMap { $0.isEmpty ? nil : $0 } ?? name
      guard let m = try load(used: place) else { continue }
      for d in m.exportedTypeDefinitions {
        let n = d.name.lowercased()
        guard let t = m.type(named: n) else { continue }
        if let other = modules.updateValue(m.name, forKey: n), other != m.name { unit.ambiguousTypes[n] = ["\(other).\(t.name)", "\(m.name).\(t.name)"] }
        unit.types[n] = t
        unit.types[m.name.lowercased() + "." + n] = t
        TypeTable.define(t, as: m.name + "." + n)
      }
    }
    if !unit.ambiguousTypes.isEmpty { for d in ast.typeDefinitions { unit.ambiguousTypes[d.name.lowercased()] = nil } }
  }
  /// Imports a module in a pipeline of its own, at the place of the running statement.
  /// - Throws: what ended it; else the first error it reported, as an error of the script that uses it
  private func load(used place: String) throws -> ModuleInfo? {
    let here = outerPosition ?? Extent(SourceText(""), 0, 0)
    func argument(_ name: String, _ value: Value?) -> ArgumentSite {
      ArgumentSite(kind: .parameter(name, hasValue: value != nil), value: value.map { v in ExprBox { _, _ in v } }, extent: here)
    }
    let site = CommandSite(
      name: "Import-Module", invocation: .none, arguments: [argument("Name", .str(place)), argument("PassThru", nil)], extent: here, position: 0, length: 1)
    guard let command = commands.cmdlet("Import-Module") else { return nil }
    let loaded = Collector(), faults = Collector()
    let saved = (commonOverride, flags.pointee.catching)
    commonOverride = CommonParameters()
    flags.pointee.catching = 0
    defer { (commonOverride, flags.pointee.catching) = saved }
    try sendingErrors(to: faults) {
      let stage = try makeStage(for: command, site, frames[depth - 1].fp, loaded, false)
      do { try drive([stage]) { try stage.run() } } catch { throw locate(error, here) }
    }
    if let fault = (faults.result.arrayValue?.values ?? [faults.result]).first?.refValue as? ErrorRecord {
      throw TerminatingError(fault.fullyQualifiedErrorId, fault.message, .invalidOperation, target: .str(place))
    }
    return (loaded.result.arrayValue?.values ?? [loaded.result]).last?.refValue as? ModuleInfo
  }
  /// `using assembly`: the file has to be one.
  private func useAssembly(_ u: UsingStatementAst, _ source: SourceText) throws {
    guard let name = u.name?.value else { return }
    let path = name.hasPrefix("/") ? name : (source.file.map { Compiler.directory(of: $0) } ?? fullPath(".")) + "/" + name
    if access(path, F_OK) == 0, (try? output(of: "Add-Type -Path " + SourceLiteral.quoted(path), errors: "Stop")) != nil { return }
    throw TerminatingError("ErrorLoadingAssembly", "Cannot load assembly '\(path)'.", .invalidOperation, target: .str(path))
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
    return lookingFor(u) { wanted in availableModule(wanted).map { .found($0.name, types: $0.exportedTypeDefinitions.map(\.name)) } } ?? .missing
  }
  /// The best module for a statement among those that can be loaded.
  private func usedModule(_ u: UsingStatementAst) -> ModuleInfo? { lookingFor(u, availableModule) }
  /// Listing a module, and its types, reads it and what it uses in turn: of two that use each other the second finds nothing.
  private func lookingFor<T>(_ u: UsingStatementAst, _ body: (_ wanted: String) -> T?) -> T? {
    // `./a`, seen from a module that was named so, is the same file as before
    let path = u.modulePath.map { SourceLiteral.quoted($0.hasPrefix("/") ? fullPath($0) : $0) }
    guard let wanted = u.moduleSpecification?.extent.text ?? path, modulesLookedFor.insert(wanted).inserted else { return nil }
    defer { modulesLookedFor.remove(wanted) }
    return body(wanted)
  }
  private func availableModule(_ wanted: String) -> ModuleInfo? {
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

extension ModuleInfo {
  /// The classes and enums of its parts, then its own; of a name that several have, the last one's.
  public var exportedTypeDefinitions: [TypeDefinitionAst] {
    var all: [String: TypeDefinitionAst] = [:]
    var order: [String] = []
    func take(_ definitions: [TypeDefinitionAst]) {
      for d in definitions where all.updateValue(d, forKey: d.name.lowercased()) == nil { order.append(d.name.lowercased()) }
    }
    for n in nested where n !== self { take(n.exportedTypeDefinitions) }
    take(typeDefinitions)
    return order.compactMap { all[$0] }
  }
  /// Those of its own script, which is read when it was not loaded.
  private var typeDefinitions: [TypeDefinitionAst] {
    if let tree { return tree.typeDefinitions }
    let file = rootModule.map { $0.hasPrefix("/") ? $0 : (base ?? Compiler.directory(of: path)) + "/" + $0 } ?? path
    let text = file.lowercased().hasSuffix(".psm1") ? FileText.read(file) : nil
    let read = text.map { Parser.parse(SourceText(FileText.decode($0), file: file)).ast } ?? ScriptBlockAst(Extent(SourceText(""), 0, 0))
    tree = read
    return read.typeDefinitions
  }
  fileprivate func type(named key: String) -> NetType? { types[key] ?? nested.lazy.filter { $0 !== self }.compactMap { $0.type(named: key) }.last }
}
