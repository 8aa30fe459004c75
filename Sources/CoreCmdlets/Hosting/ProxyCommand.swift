/// `ProxyCommand`: the source of a function that wraps a command, whole or in parts.
import Engine
import NetTypes

enum ProxyCommandType {
  static func register() {
    let ns = Hosting.ns, metadata = ns + "CommandMetadata"
    CommandMetadataObject.register()
    TypeTable.register(ns + "ProxyCommand") {
      NetType(ns + "ProxyCommand", base: TypeTable.object) { t in
        func source(_ v: Value) throws -> ProxySource {
          guard let c = v.refValue as? CommandMetadataObject else { throw netError("System.ArgumentNullException", "Value cannot be null.", param: "commandMetaData") }
          return ProxySource(c)
        }
        t.staticMethod("static string Create(\(metadata) commandMetadata)") { a, _ in .str(try source(a[0]).whole(help: nil, dynamic: true)) }
        t.staticMethod("static string Create(\(metadata) commandMetadata, string helpComment)") { a, _ in .str(try source(a[0]).whole(help: Hosting.text(a, 1), dynamic: true)) }
        t.staticMethod("static string Create(\(metadata) commandMetadata, string helpComment, bool generateDynamicParameters)") { a, _ in
          .str(try source(a[0]).whole(help: Hosting.text(a, 1), dynamic: Conversion.toBool(a[2])))
        }
        for (name, part) in [
          ("GetCmdletBindingAttribute", \ProxySource.declaration), ("GetParamBlock", \.parameters), ("GetBegin", \.begin), ("GetProcess", \.process),
          ("GetDynamicParam", \.dynamicParameters), ("GetEnd", \.end), ("GetClean", \.clean),
        ] as [(String, KeyPath<ProxySource, String>)] {
          t.staticMethod("static string \(name)(\(metadata) commandMetadata)") { a, _ in .str(try source(a[0])[keyPath: part]) }
        }
        t.staticMethod("static string GetHelpComments(psobject help)") { a, c in
          if a[0].isNull { throw netError("System.ArgumentNullException", "Value cannot be null.", param: "help") }
          return .str(try ProxyHelp.text(a[0], c))
        }
      }
    }
  }
}

private struct ProxySource {
  let data: CommandMetadataObject
  let command: CommandInfo
  init(_ d: CommandMetadataObject) { data = d; command = d.info }
  private var isAdvanced: Bool { command is CmdletInfo || command.metadata.isAdvanced }
  private var kind: String { command.type.rawValue }
  /// The command that is wrapped, whatever the proxy is named: a cmdlet with its module, so that no function of its name comes before it.
  private var target: String { (command as? CmdletInfo).map { "\($0.command.module)\\\($0.name)" } ?? command.name }
  private var wrapped: String { SourceLiteral.quoted(target) }

  func whole(help: String?, dynamic: Bool) -> String {
    let comment = help.flatMap { $0.isEmpty ? nil : $0 } ?? "\n.ForwardHelpTargetName \(target)\n.ForwardHelpCategory \(kind)\n"
    let block = dynamic && command is CmdletInfo && (command.metadata.hasDynamicParameters || command.metadata.hasConditions) ? "\ndynamicparam\n{\(dynamicParameters)}\n\n" : ""
    return "\(declaration)\nparam(\(parameters))\n\n\(block)begin\n{\(begin)}\n\nprocess\n{\(process)}\n\nend\n{\(end)}\n\nclean\n{\(clean)}\n<#\n\(comment)\n#>\n"
  }
  var declaration: String {
    guard isAdvanced else { return "" }
    var parts: [String] = []
    if !data.defaultSet.isEmpty { parts.append("DefaultParameterSetName=\(SourceLiteral.quoted(data.defaultSet))") }
    if data.supportsShouldProcess { parts += ["SupportsShouldProcess=$true", "ConfirmImpact='\(Conversion.toString(data.confirmImpact))'"] }
    if data.supportsPaging { parts.append("SupportsPaging=$true") }
    if !data.positionalBinding { parts.append("PositionalBinding=$false") }
    if !data.helpUri.isEmpty { parts.append("HelpUri=\(SourceLiteral.quoted(data.helpUri))") }
    return "[CmdletBinding(" + parts.joined(separator: ", ") + ")]"
  }

  // MARK: Parameters

  var parameters: String { data.described.filter { !$0.declared.isDynamic }.map(parameter).joined(separator: ",\n") }
  private func parameter(_ given: DescribedParameter) -> String {
    let p = given.declared
    let prefix = "\n    "
    var out = ""
    if isAdvanced {
      for s in given.sets {
        var parts = s.name == ParameterMetadata.allSets ? [] : ["ParameterSetName=\(SourceLiteral.quoted(s.name))"]
        if s.mandatory { parts.append("Mandatory=$true") }
        if let n = s.position { parts.append("Position=\(n)") }
        if s.fromPipeline { parts.append("ValueFromPipeline=$true") }
        if s.fromPropertyName { parts.append("ValueFromPipelineByPropertyName=$true") }
        if s.remaining { parts.append("ValueFromRemainingArguments=$true") }
        if !s.helpMessage.isEmpty { parts.append("HelpMessage=\(SourceLiteral.quoted(s.helpMessage))") }
        if !parts.isEmpty { out += prefix + "[Parameter(" + parts.joined(separator: ", ") + ")]" }
      }
    }
    let aliases = given.aliases, type = given.type
    if !aliases.isEmpty { out += prefix + "[Alias(" + aliases.map(SourceLiteral.quoted).joined(separator: ",") + ")]" }
    for a in given.attributes { if let text = attribute(a) { out += prefix + text } }
    let isCredential = type.fullName == "System.Management.Automation.PSCredential"
    out += prefix + (type === TypeTable.switchParameter ? "[switch]" : isCredential ? "[pscredential]" : "[\(MemberText.typeName(type))]")
    if isCredential || p.attributes.contains(where: { if case .credential = $0 { true } else { false } }) { out += prefix + "[System.Management.Automation.CredentialAttribute()]" }
    return out + prefix + "${\(given.name)}"
  }
  private func attribute(_ a: Engine.Attribute) -> String? {
    switch a {
    case .allowNull: return "[AllowNull()]"
    case .allowEmptyString: return "[AllowEmptyString()]"
    case .allowEmptyCollection: return "[AllowEmptyCollection()]"
    case .other(let name, let values) where name.hasSuffix("PSTypeNameAttribute") || name.hasSuffix("PSTypeName"):
      return "[PSTypeName(\(SourceLiteral.quoted(values.first.map { Conversion.toString($0) } ?? "")))]"
    case .validate(let v):
      switch v {
      case .notNull: return "[ValidateNotNull()]"
      case .notNullOrEmpty: return "[ValidateNotNullOrEmpty()]"
      case .notNullOrWhiteSpace: return "[ValidateNotNullOrWhiteSpace()]"
      case .length(let low, let high): return "[ValidateLength(\(low), \(high))]"
      case .count(let low, let high): return "[ValidateCount(\(low), \(high))]"
      case .rangeKind(let kind): return "[ValidateRange([System.Management.Automation.ValidateRangeKind]::\(kind))]"
      case .pattern(let p, _, _): return "[ValidatePattern(\(SourceLiteral.quoted(p)))]"
      case .script(let b, _): return "[ValidateScript({ \(b.bodyText) })]"
      case .set(let names, _, _): return "[ValidateSet(" + names.map(SourceLiteral.quoted).joined(separator: ",") + ")]"
      case .range(let low, let high):
        let t = TypeTable.typeOf(low)
        if t.isEnum, TypeTable.typeOf(high) === t { return "[ValidateRange([\(t.fullName)]::\(Conversion.toString(low)), [\(t.fullName)]::\(Conversion.toString(high)))]" }
        func number(_ v: Value) -> String { TypeTable.typeOf(v).isEnum ? ((try? Conversion.toInt64(v)).map(String.init) ?? Conversion.toString(v)) : Conversion.toString(v) }
        return "[ValidateRange(\(number(low)), \(number(high)))]"
      default: return nil
      }
    default: return nil
    }
  }

  // MARK: Blocks

  private static let step = "    } catch {\n        throw\n    }\n"
  var begin: String {
    let get = "$wrappedCmd = $ExecutionContext.InvokeCommand.GetCommand(\(wrapped), [System.Management.Automation.CommandTypes]::\(kind))\n"
    if isAdvanced {
      return
        """

            try {
                $outBuffer = $null
                if ($PSBoundParameters.TryGetValue('OutBuffer', [ref]$outBuffer))
                {
                    $PSBoundParameters['OutBuffer'] = 1
                }

                \(get)        $scriptCmd = {& $wrappedCmd @PSBoundParameters }

                $steppablePipeline = $scriptCmd.GetSteppablePipeline(\(kind == "Function" ? "" : "$myInvocation.CommandOrigin"))
                $steppablePipeline.Begin($PSCmdlet)

        """
        + ProxySource.step
    }
    return
      """

          try {
              \(get)        $PSBoundParameters.Add('$args', $args)
              $scriptCmd = {& $wrappedCmd @PSBoundParameters }

              $steppablePipeline = $scriptCmd.GetSteppablePipeline(\(kind == "Function" ? "" : "$myInvocation.CommandOrigin"))
              $steppablePipeline.Begin($myInvocation.ExpectingInput, $ExecutionContext)

      """
      + ProxySource.step
  }
  var process: String { "\n    try {\n        $steppablePipeline.Process($_)\n" + ProxySource.step }
  var end: String { "\n    try {\n        $steppablePipeline.End()\n" + ProxySource.step }
  var clean: String { "\n    if ($null -ne $steppablePipeline) {\n        $steppablePipeline.Clean()\n    }\n" }
  var dynamicParameters: String {
    """

        try {
            $targetCmd = $ExecutionContext.InvokeCommand.GetCommand(\(wrapped), [System.Management.Automation.CommandTypes]::\(kind), $PSBoundParameters)
            $dynamicParams = @($targetCmd.Parameters.GetEnumerator() | Microsoft.PowerShell.Core\\Where-Object { $_.Value.IsDynamic })
            if ($dynamicParams.Length -gt 0)
            {
                $paramDictionary = [Management.Automation.RuntimeDefinedParameterDictionary]::new()
                foreach ($param in $dynamicParams)
                {
                    $param = $param.Value

                    if(-not $MyInvocation.MyCommand.Parameters.ContainsKey($param.Name))
                    {
                        $dynParam = [Management.Automation.RuntimeDefinedParameter]::new($param.Name, $param.ParameterType, $param.Attributes)
                        $paramDictionary.Add($param.Name, $dynParam)
                    }
                }

                return $paramDictionary
            }

    """ + ProxySource.step
  }
}

/// A help object written as comment-based help.
private enum ProxyHelp {
  static func text(_ help: Value, _ c: ExecutionContext) throws -> String {
    var out = ""
    func get(_ v: Value, _ name: String) throws -> Value { try c.property(v, name) ?? .null }
    func lines(_ v: Value) throws -> String {
      try (v.elementsIfSequence ?? (v.isNull ? [] : [v])).map { x in
        if let t = try c.property(x, "Text"), !t.isNull { return Conversion.toString(t, c) }
        return Conversion.toString(x, c)
      }.joined(separator: "\n")
    }
    func section(_ head: String, _ body: String) { if !body.isEmpty { out += ".\(head)\n\n\(body)\n\n" } }
    section("SYNOPSIS", try lines(get(help, "Synopsis")))
    section("DESCRIPTION", try lines(get(help, "Description")))
    let parameters = try get(get(help, "Parameters"), "Parameter")
    for p in parameters.elementsIfSequence ?? (parameters.isNull ? [] : [parameters]) {
      section("PARAMETER \(Conversion.toString(try get(p, "Name"), c))", try lines(get(p, "Description")))
    }
    let examples = try get(get(help, "Examples"), "Example")
    for e in examples.elementsIfSequence ?? (examples.isNull ? [] : [examples]) {
      section("EXAMPLE", try lines(get(e, "Code")) + "\n\n" + lines(get(e, "Remarks")))
    }
    let alerts = try get(get(help, "alertSet"), "alert")
    section("NOTES", try lines(alerts))
    return out
  }
}
