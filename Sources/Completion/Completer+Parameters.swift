/// Names of parameters behind a dash.
import Engine
import Primitives
import Syntax

extension Completer {
  func completeParameterName() -> [CompletionMatch] {
    let named = around.last { $0 is CommandParameterAst } as? CommandParameterAst
    guard let ast = (named?.parent ?? innermost.parent) as? CommandAst, named != nil || (innermost as? StringConstantExpressionAst)?.value.count == 1 else { return [] }
    guard let name = ast.commandName, let command = resolve(name).map({ settled($0, ast) }) else { return completeArgument() }
    // a name in front of a value leaves that value to itself
    let next = ast.elements.first { Int($0.extent.start) > start }
    let binding = PseudoBinding(command, ast, for: .parameters, atCursor: named, bindsPositions: named != nil || next.map { $0 is CommandParameterAst } ?? true)
    let found = names(named?.parameterName ?? "", of: named, binding)
    if !found.isEmpty { return found }
    return completePath(foldersOnly: command.name.equalsIgnoringCase("Set-Location"))
  }

  /// Names that continue what is typed.
  private func names(_ typed: String, of named: CommandParameterAst?, _ binding: PseudoBinding) -> [CompletionMatch] {
    let end = word.hasSuffix(":") ? ":" : ""
    if !binding.isEffective { return offered(binding.unbound, typed, UInt32.max, binding, end) }
    guard let named, !typed.isEmpty else { return offered(binding.unbound, typed, binding.sets, binding, end) }
    if binding.notFound.contains(where: { $0 === named }) { return [] }
    if !binding.ambiguous.isEmpty { return binding.ambiguous.contains { $0 === named } ? offered(binding.unbound, typed, binding.sets, binding, end) : [] }
    if !binding.duplicate.isEmpty { return binding.duplicate.contains { $0 === named } ? offered(binding.bound.map(\.parameter), typed, binding.sets, binding, end) : [] }
    var bound: ParameterMetadata?
    for b in binding.bound {
      guard case .pair(let pair) = b.to else { continue }
      if pair.parameter === named { bound = b.parameter; break }
      // it was taken for the value of another
      if pair.argument === named { return [] }
    }
    guard let p = bound else { return offered(binding.unbound, typed, binding.sets, binding, end) }
    guard let pattern = try? WildcardPattern(typed + "*") else { return [] }
    if pattern.matches(p.name) { return [match(p, as: p.name, end)] }
    return p.aliases.filter { pattern.matches($0) }.map { match(p, as: $0, end) }
  }

  private func offered(_ parameters: [ParameterMetadata], _ typed: String, _ sets: UInt32, _ binding: PseudoBinding, _ end: String) -> [CompletionMatch] {
    guard let pattern = try? WildcardPattern(typed + "*") else { return [] }
    let own = binding.command.metadata.parameters, supported: Set = ["WhatIf", "Confirm", "IncludeTotalCount", "Skip", "First"]
    func isOwn(_ p: ParameterMetadata) -> Bool { own.contains { $0 === p } }
    let free = parameters.filter { binding.isIn($0, sets) }
    let ordered = free.filter { isOwn($0) && !$0.isDynamic } + free.filter { !isOwn($0) && supported.contains($0.name) } + free.filter { isOwn($0) && $0.isDynamic }
    // a parameter that is not shown takes the common ones along
    func isHidden(_ p: ParameterMetadata) -> Bool { pattern.matches(p.name) && p.sets.contains(where: \.dontShow) }
    let common = free.contains(where: isHidden) ? [] : free.filter { !isOwn($0) && !supported.contains($0.name) }
    return (ordered + common).filter { !isHidden($0) }.flatMap { p -> [CompletionMatch] in
      if pattern.matches(p.name) { return [match(p, as: p.name, end)] }
      return typed.isEmpty ? [] : p.aliases.filter { pattern.matches($0) }.map { match(p, as: $0, end) }
    }
  }

  private func match(_ p: ParameterMetadata, as name: String, _ end: String) -> CompletionMatch {
    var tip = "[\(Conversion.shortTypeLiteral(p.displayType))] \(name)"
    let help = p.sets.first { !$0.helpMessage.isEmpty }?.helpMessage ?? p.help
    if !help.isEmpty { tip += " - " + help }
    return CompletionMatch("-" + name + end, list: name, .parameterName, toolTip: tip)
  }

  /// Arguments of a program some script registered a completer for.
  func completeNative(_ ast: CommandAst) -> [CompletionMatch]? {
    guard let name = ast.commandName else { return nil }
    let completers = ArgumentCompleters.of(context)
    var block = completers.native[name.lowercased()]
    if block == nil, let fallback = completers.nativeFallback, resolve(name).map({ $0 is ApplicationInfo }) ?? true { block = fallback }
    guard let block else { return nil }
    return invoke(block, [.str(word), AstBridge.make(ast, context), .integer(cursor)])
  }
}
