/// Names of parameters behind a dash.
import Engine
import Primitives
import Syntax

extension Completer {
  func completeParameterName() -> [CompletionMatch] {
    guard let ast = commandAround() else { return [] }
    var typed = String(word.dropFirst())
    if typed.hasPrefix("-") { return completeNative(ast) ?? [] }
    if typed.hasSuffix(":") { typed.removeLast() }
    if let custom = completeNative(ast) { return custom }
    guard let name = ast.commandName, let command = resolve(name).map({ settled($0, ast) }) else { return [] }
    let binding = TentativeBinding(command, ast, cursor: cursor)
    guard let pattern = try? WildcardPattern(typed + "*") else { return [] }
    var matches: [CompletionMatch] = []
    let own = Set(command.metadata.parameters.map(\.name))
    let free = binding.available, supported: Set = ["WhatIf", "Confirm", "IncludeTotalCount", "Skip", "First"]
    let common = free.filter { !own.contains($0.name) }
    let available = free.filter { own.contains($0.name) && !$0.isDynamic } + common.filter { supported.contains($0.name) } + free.filter { own.contains($0.name) && $0.isDynamic }
      + common.filter { !supported.contains($0.name) }
    // a parameter that is not shown takes the common ones along; who has typed enough of it to mean no other gets it all the same
    let meant = typed.isEmpty ? nil : binding.find(typed)
    func isHidden(_ p: ParameterMetadata) -> Bool { p !== meant && pattern.matches(p.name) && p.sets.contains(where: \.dontShow) }
    let takenAlong = available.contains(where: isHidden) ? Set(TentativeBinding.common(command.metadata).map(\.name)).subtracting(supported) : []
    for p in available where !isHidden(p) && !takenAlong.contains(p.name) {
      if pattern.matches(p.name) { matches.append(match(p, as: p.name)) }
      else if !typed.isEmpty { for a in p.aliases where pattern.matches(a) { matches.append(match(p, as: a)) } }
    }
    return matches
  }

  private func match(_ p: ParameterMetadata, as name: String) -> CompletionMatch {
    var tip = "[\(Conversion.shortTypeLiteral(p.displayType))] \(p.name)"
    let help = p.sets.first { !$0.helpMessage.isEmpty }?.helpMessage ?? p.help
    if !help.isEmpty { tip += " - " + help }
    return CompletionMatch("-" + name, list: name, .parameterName, toolTip: tip)
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
