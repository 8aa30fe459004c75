/// A script block made into a `[powershell]`: each pipeline a statement, each command with the values its arguments have now.
import Engine
import NetTypes
import Syntax

struct ScriptBlockCommands {
  static func register() {
    TypeTable.extend(Hosting.ns + "ScriptBlock") { t in
      func make(_ v: Value, _ variables: Value, _ arguments: Value, _ c: ExecutionContext) throws -> Value {
        guard case .block(let b) = v.base else { throw Hosting.null("scriptBlock") }
        let p = PowerShellObject()
        try ScriptBlockCommands(b, variables.hashValue_, arguments.isNull ? [] : arguments.elementsIfSequence ?? [arguments], c).fill(p.commands)
        return .other(p)
      }
      t.method("powershell GetPowerShell(Params System.Object[] args)") { v, a, c in try make(v, .null, Hosting.argument(a, 0), c) }
      t.method("powershell GetPowerShell(bool isTrustedInput, Params System.Object[] args)") { v, a, c in try make(v, .null, Hosting.argument(a, 1), c) }
      t.method("powershell GetPowerShell(System.Collections.Generic.Dictionary[string,System.Object] variables, Params System.Object[] args)") { v, a, c in
        try make(v, a[0], Hosting.argument(a, 1), c)
      }
    }
  }

  private let block: ScriptBlock
  private let arguments: [Value]
  private let context: ExecutionContext
  /// Text that declares what the arguments are bound to.
  private let head: String
  /// The names of given variables.
  private let declared: [String]
  private init(_ b: ScriptBlock, _ variables: PSHash?, _ arguments: [Value], _ c: ExecutionContext) {
    block = b
    context = c
    declared = variables?.keys.map { Conversion.toString($0).lowercased() } ?? []
    head = b.ast.paramBlock.map { $0.extent.text + "\n" } ?? (variables.map { "param(" + $0.keys.map { "$" + Conversion.toString($0) }.joined(separator: ",") + ")\n" } ?? "")
    self.arguments = b.ast.paramBlock == nil ? variables?.values ?? arguments : arguments
  }
  private static func refuse(_ id: String, _ text: String) -> TerminatingError {
    TerminatingError(id, text, .invalidOperation, exception: Hosting.ns + "ScriptBlockToPowerShellNotSupportedException")
  }

  private func fill(_ list: CommandList) throws {
    let ast = block.ast
    if ast.beginBlock != nil || ast.processBlock != nil || ast.cleanBlock != nil || ast.dynamicParamBlock != nil {
      throw ScriptBlockCommands.refuse(
        "CanConvertOneClauseOnly",
        """
        The script block cannot be converted because it contains more than one clause. Expressions or control structures are not permitted. Verify that the \
        script block contains exactly one pipeline or command.
        """
      )
    }
    if let e = ast.endBlock, !e.traps.isEmpty { throw ScriptBlockCommands.refuse("CantConvertScriptBlockWithTrap", "A script block that contains a top-level trap statement cannot be converted.") }
    let statements = ast.endBlock?.statements ?? []
    if statements.isEmpty {
      throw ScriptBlockCommands.refuse(
        "CantConvertEmptyPipeline", "An empty script block cannot be converted. Verify that the script block contains exactly one pipeline or command.")
    }
    try check(ast)
    for (i, s) in statements.enumerated() {
      guard let p = s as? PipelineAst else {
        throw ScriptBlockCommands.refuse(
          "CanOnlyConvertOnePipeline",
          """
          Only a script block that contains exactly one pipeline or command can be converted. Expressions or control structures are not permitted. Verify \
          that the script block contains exactly one pipeline or command.
          """
        )
      }
      for e in p.elements {
        guard let command = e as? CommandAst else {
          throw ScriptBlockCommands.refuse(
            "CantConvertPipelineStartsWithExpression", "Cannot generate a PowerShell object for a ScriptBlock that starts a pipeline with an expression.")
        }
        try add(command, to: list)
      }
      if i + 1 < statements.count { list.addStatement() }
    }
  }
  /// Refuses what a list of commands cannot hold: redirections, blocks, commands within arguments, variables that are not parameters.
  private func check(_ ast: ScriptBlockAst) throws {
    var known = Set((ast.paramBlock?.parameters ?? []).map { $0.name.path.name.lowercased() })
    known.formUnion(["args", "true", "false", "null"])
    if ast.paramBlock == nil { known.formUnion(declared) }
    var refusal: TerminatingError?
    func refuse(_ id: String, _ text: String) -> Bool {
      if refusal == nil { refusal = ScriptBlockCommands.refuse(id, text) }
      return false
    }
    func visit(_ a: Ast, atTop: Bool) {
      var go = true
      switch a {
      case let p as PipelineAst where p.elements.first is CommandExpressionAst && atTop:
        go = refuse("CantConvertPipelineStartsWithExpression", "Cannot generate a PowerShell object for a ScriptBlock that starts a pipeline with an expression.")
      case let c as CommandAst:
        if c.invocationOperator == .dot { go = refuse("CantConvertWithDotSourcing", "Cannot generate a PowerShell object for a ScriptBlock that uses dot sourcing.") }
        else if !atTop {
          go = refuse(
            "CantConvertWithCommandInvocations",
            "Cannot generate a PowerShell object for a ScriptBlock which invokes pipelines, commands or functions to evaluate arguments of the main pipeline.")
        }
        else if c.elements.first is ScriptBlockExpressionAst {
          go = refuse("CantConvertWithScriptBlockInvocation", "Cannot generate a PowerShell object for a ScriptBlock that invokes other script blocks.")
        }
      case is FileRedirectionAst: go = refuse("CanConvertOneOutputErrorRedir", "The script block cannot be converted to a PowerShell object because it contains forbidden redirection operators.")
      case let v as VariableExpressionAst where v.path.scope != .using && !(known.contains(v.path.name.lowercased()) && !(v.splatted && ["true", "false", "null"].contains(v.path.name.lowercased()))):
        go = refuse(
          "CantConvertWithUndeclaredVariables",
          """
          Cannot generate a PowerShell object for a ScriptBlock dereferencing variables undeclared in the param(...) block. Name of undeclared variable: \
          \(v.path.userPath).
          """
        )
      case is ScriptBlockExpressionAst:
        go = refuse(
          "CantConvertWithScriptBlocks", "Cannot generate a PowerShell object for a ScriptBlock that tries to pass other script blocks inside argument values.")
      case is UsingExpressionAst: go = false
      default: break
      }
      if go, refusal == nil { a.forEachChild { if refusal == nil { visit($0, atTop: atTop && (a is PipelineAst)) } } }
    }
    for s in ast.endBlock?.statements ?? [] where refusal == nil { visit(s, atTop: true) }
    if let refusal { throw refusal }
  }
  private func add(_ c: CommandAst, to list: CommandList) throws {
    let first = c.elements[0]
    let name = try (first as? StringConstantExpressionAst).map { .str($0.value) } ?? value(first)
    if case .block(let b) = name.base { list.add(HostedCommand(b.bodyText, isScript: true, ownScope: true)) } else { list.add(HostedCommand(Conversion.toString(name, context))) }
    let made = try list.last()
    for e in c.elements.dropFirst() {
      if let p = e as? CommandParameterAst {
        if let a = p.argument { made.add(p.parameterName, try value(a)) } else { made.add(p.parameterName, .null, hasValue: false) }
      } else if let v = e as? VariableExpressionAst, v.splatted {
        let all = try value(text: "$" + v.path.userPath)
        if let h = all.hashValue_ { for (k, x) in h.pairs { made.add(Conversion.toString(k, context), x, isSplat: true) } } else { for x in all.elementsIfSequence ?? [all] { made.add(nil, x) } }
      } else { made.add(nil, try value(e)) }
    }
  }
  /// What an argument is worth now; blocks and commands in it are not run for that.
  private func value(_ e: Ast) throws -> Value {
    if let s = e as? StringConstantExpressionAst { return .str(s.value) }
    if let s = e as? ScriptBlockExpressionAst { return .block(try context.makeBlock(s.scriptBlock.extent.text.braceless)) }
    if e.holdsCommand {
      throw ScriptBlockCommands.refuse(
        "CantConvertWithCommandInvocations",
        "Cannot generate a PowerShell object for a ScriptBlock which invokes pipelines, commands or functions to evaluate arguments of the main pipeline.")
    }
    let isBare = (e as? ExpandableStringExpressionAst)?.stringType == .bareWord
    return try value(text: isBare ? "\"\(e.extent.text)\"" : e.extent.text)
  }
  private func value(text: String) throws -> Value { try context.invokeBlock(context.makeBlock(head + ",(" + text + ")"), arguments: arguments).orNull }
}

private extension String {
  /// Without the braces around it.
  var braceless: String { hasPrefix("{") && hasSuffix("}") ? String(dropFirst().dropLast()) : self }
}
