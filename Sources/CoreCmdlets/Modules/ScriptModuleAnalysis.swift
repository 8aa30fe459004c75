/// What a module's script would export, told from its tree: nothing of it runs, and what depends on a condition is not looked at.
import Engine
import Primitives
import Syntax

struct ScriptModuleAnalysis {
  /// Functions its statements define, and names that `Export-ModuleMember` gives.
  private var defined: [String] = []
  private var named: [(name: String, target: String)] = []
  /// What `Export-ModuleMember` lets through; empty = it is not called.
  private var filters: [Wildcard] = []
  /// Scripts it runs in its own scope and modules it imports, with what it asks for of these.
  private(set) var modules: [(name: String, commands: [Wildcard])] = []
  /// It puts its folder on the search path: the scripts there are its commands.
  private(set) var addsItsFolder = false

  /// - Returns: nil when the text has errors of syntax
  init?(_ text: String, file: String) {
    let parsed = Parser.parse(SourceText(text, file: file))
    if !parsed.errors.isEmpty { return nil }
    visit(parsed.ast)
  }
  var functions: [String] { defined.filter { passes($0) && ScriptModuleAnalysis.isPlain($0) } }
  /// Aliases are exported only where the script says so.
  var aliases: [(name: String, target: String)] { filters.isEmpty ? [] : named.filter { passes($0.name) && ScriptModuleAnalysis.isPlain($0.name) } }
  /// Whether what a module it imports has gets through.
  func passes(_ name: String) -> Bool { filters.isEmpty || filters.contains { $0.matches(name) } }
  static func isPlain(_ name: String) -> Bool { !name.utf8.contains { $0 != 45 && "#,(){}[]&/\\$^;:\"'<>|?@`*%+=~ ".utf8.contains($0) } }

  // MARK: The tree

  private mutating func visit(_ node: Ast) {
    switch node.kind {
    case .functionDefinition: define(unsafeDowncast(node, to: FunctionDefinitionAst.self))
    case .command: call(unsafeDowncast(node, to: CommandAst.self))
    case .assignment:
      let text = node.extent.text.lowercased()
      if text.hasPrefix("$env:path"), text.contains("$psscriptroot") { addsItsFolder = true }
    case .ifStatement, .dataStatement, .forEachStatement, .forStatement, .doUntilStatement, .doWhileStatement, .whileStatement, .invokeMember, .switchStatement, .ternary, .typeDefinition: break
    default: for c in node.children { visit(c) }
    }
  }
  private mutating func define(_ f: FunctionDefinitionAst) {
    for case let a as AttributeAst in f.body.paramBlock?.attributes ?? [] where ["alias", "aliasattribute", "system.management.automation.aliasattribute"].contains(a.typeName.fullName.lowercased()) {
      for x in a.positionalArguments { if let s = x as? StringConstantExpressionAst { name(s.value, f.name) } }
    }
    defined.append(f.name)
  }
  private mutating func name(_ alias: String, _ target: String) {
    if let i = named.firstIndex(where: { $0.name.equalsIgnoringCase(alias) }) { named[i].target = target } else { named.append((alias, target)) }
  }
  private mutating func call(_ c: CommandAst) {
    guard let head = c.elements.first, let name = ScriptModuleAnalysis.strings(head).first else { return }
    if c.invocationOperator == .dot { modules.append((name, [])) }
    switch name.lowercased() {
    case "new-alias", "set-alias", "nal", "sal", "microsoft.powershell.utility\\new-alias", "microsoft.powershell.utility\\set-alias":
      let given = bind(c, [("Name", 0), ("Value", 1)])
      if let alias = given["Name"]?.first, let target = given["Value"]?.first, !alias.isEmpty, !target.isEmpty { self.name(alias, target) }
    case "import-module", "ipmo":
      let given = bind(c, [("Name", 0), ("Value", 1), ("Function", nil), ("Cmdlet", nil), ("Alias", nil)])
      let commands = ["Function", "Cmdlet", "Alias"].flatMap { given[$0] ?? [] }.map { Wildcard($0) }
      for n in given["Name"] ?? [] { modules.append((n, commands)) }
    case "export-modulemember", "microsoft.powershell.core\\export-modulemember":
      let given = bind(c, [("Function", 0), ("Cmdlet", nil), ("Alias", nil)])
      for n in (given["Function"] ?? []) + (given["Cmdlet"] ?? []) {
        filters.append(Wildcard(n))
        // one that is exported without being defined is made while the script runs
        if !Wildcard.hasSpecial(n), !defined.contains(n) { defined.append(n) }
      }
      for n in given["Alias"] ?? [] {
        filters.append(Wildcard(n))
        if !Wildcard.hasSpecial(n) { self.name(n, "") }
      }
    default: break
    }
  }

  /// Arguments by the parameters they are for. PowerShell looks at those that stand by their position or after a colon; one that follows
  /// its parameter's name is passed over.
  private func bind(_ c: CommandAst, _ parameters: [(name: String, position: Int?)]) -> [String: [String]] {
    var given: [String: [String]] = [:]
    var taken: Set<Int> = []
    var i = 1
    while i < c.elements.count {
      defer { i += 1 }
      guard let p = c.elements[i] as? CommandParameterAst else {
        let place = (0..<10).first { !taken.contains($0) } ?? 10
        taken.insert(place)
        if let known = parameters.first(where: { $0.position == place }) { given[known.name] = ScriptModuleAnalysis.strings(c.elements[i]) }
        continue
      }
      let known = parameters.first { $0.name.lowercased().hasPrefix(p.parameterName.lowercased()) }
      if let place = known?.position { taken.insert(place) }
      if let x = p.argument {
        if let known { given[known.name] = ScriptModuleAnalysis.strings(x) }
        continue
      }
      if !ScriptModuleAnalysis.switches.contains(where: { $0.hasPrefix(p.parameterName.lowercased()) }) { i += 1 }
    }
    return given
  }
  private static let switches = ["passthru", "force", "confirm", "global", "ascustomobject", "verbose", "debug", "disablenamechecking", "noclobber"]

  /// The strings an expression of constants holds.
  static func strings(_ node: Ast) -> [String] {
    if let s = node as? StringConstantExpressionAst { return [s.value] }
    switch node.kind {
    case .arrayLiteral, .array, .paren, .subExpression, .statementBlock, .pipeline, .commandExpression: return node.children.flatMap(strings)
    default: return []
    }
  }
}
