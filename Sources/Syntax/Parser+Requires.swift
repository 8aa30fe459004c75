/// `#requires` lines: read like a command named `requires`.
extension ScriptParser {
  func scriptRequirements() -> ScriptRequirements? {
    let lines = tokenizer.requiresTokens
    guard let first = lines.first else { return nil }
    var result = ScriptRequirements(extent: extent(first)), sawEditions = false
    for line in lines {
      let start = Int(line.start) + 1
      let units = Array(tokenizer.units(start, Int(line.end)))
      let state = tokenizer.startNestedScan(units: units, at: Int32(start), skipped: [])
      let command = commandRule()
      ungot = nil
      tokenizer.finishNestedScan(state)
      guard let command else { continue }
      if command.commandName?.lowercased() != "requires" { report(.scriptRequiresInvalidFormat, command.span) }
      let isSnapIn = command.elements.contains { $0.kind == .commandParameter && "pssnapin".hasPrefix(unsafeDowncast($0, to: CommandParameterAst.self).parameterName.lowercased()) }
      var i = 1
      while i < command.elements.count {
        let element = command.elements[i]
        if element.kind == .commandParameter {
          requirement(unsafeDowncast(element, to: CommandParameterAst.self), command.elements, &i, isSnapIn, &result, &sawEditions)
        } else {
          report(.scriptRequiresInvalidFormat, element.span)
        }
        i += 1
      }
    }
    return result
  }

  private func requirement(_ parameter: CommandParameterAst, _ elements: [Ast], _ i: inout Int, _ isSnapIn: Bool, _ result: inout ScriptRequirements, _ sawEditions: inout Bool) {
    let name = parameter.parameterName.lowercased()
    var argument: Ast? = parameter.argument
    if argument == nil, i + 1 < elements.count { i += 1; argument = elements[i] }
    if "runasadministrator".hasPrefix(name) {
      result.isElevationRequired = true
      if argument != nil { report(.parameterCannotHaveArgument, parameter.span, parameter.parameterName) }
      return
    }
    guard let argument else { report(.parameterRequiresArgument, parameter.span, parameter.parameterName); return }
    guard ConstantExpressions(forRequires: true).isConstant(argument) else { report(.requiresArgumentMustBeConstant, argument.span); return }
    let text = argument.kind == .stringConstant ? unsafeDowncast(argument, to: StringConstantExpressionAst.self).value : nil
    if "shellid".hasPrefix(name) {
      if text == nil { report(.requiresInvalidStringArgument, argument.span, "shellid") }
    } else if "pssnapin".hasPrefix(name) {
      if text == nil { report(.requiresInvalidStringArgument, argument.span, "pssnapin") }
    } else if "psedition".hasPrefix(name) {
      if sawEditions { report(.parameterAlreadyBound, parameter.span, "", "psedition"); return }
      sawEditions = true
      for edition in values(argument) {
        guard edition.kind == .stringConstant else { report(.requiresInvalidStringArgument, argument.span, "psedition"); continue }
        let value = unsafeDowncast(edition, to: StringConstantExpressionAst.self).value
        if value.lowercased() != "core" && value.lowercased() != "desktop" { report(.requiresPSEditionInvalid, argument.span, "psedition") }
        if result.editions.contains(where: { $0.lowercased() == value.lowercased() }) { report(.requiresPSEditionValueIsAlreadySpecified, argument.span, "psedition") }
        else { result.editions.append(value) }
      }
    } else if "version".hasPrefix(name) {
      let written = text ?? self.text(argument.span)
      guard let version = versionText(written) else { report(.requiresVersionInvalid, argument.span); return }
      if isSnapIn { return }
      if let known = result.version, known != version { report(.parameterAlreadyBound, parameter.span, "", "version"); return }
      result.version = version
    } else if "assembly".hasPrefix(name) {
      for assembly in values(argument) where assembly.kind != .stringConstant { report(.requiresInvalidStringArgument, argument.span, "assembly") }
    } else if "modules".hasPrefix(name) {
      for module in values(argument) {
        if module.kind == .stringConstant { result.modules.append(unsafeDowncast(module, to: StringConstantExpressionAst.self).value) }
        else { result.modules.append(self.text(module.span)) }
      }
    } else {
      report(.scriptRequiresInvalidFormat, parameter.span)
    }
  }

  private func values(_ argument: Ast) -> [Ast] {
    argument.kind == .arrayLiteral ? unsafeDowncast(argument, to: ArrayLiteralAst.self).elements : [argument]
  }
  /// `7` and `7.2`, `7.2.1` …; a version has at least two parts.
  private func versionText(_ written: String) -> String? {
    let parts = written.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...4).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } && Int32($0) != nil }) else { return nil }
    return parts.count == 1 ? written + ".0" : written
  }
}
