/// How help looks: the pages of Get-Help and their parts.
import Engine

extension BuiltinViews {
  private typealias Item = CustomBody.Item

  private static func value(_ property: String, _ control: CustomBody? = nil, each: Bool = false, if condition: ((Value, ExecutionContext) throws -> Bool)? = nil) -> Item {
    .value(.property(property), format: nil, enumerate: each, control: control, condition: condition)
  }
  private static func code(_ f: @escaping (Value, ExecutionContext) throws -> Value) -> Item { .value(.code(f), format: nil, enumerate: false, control: nil, condition: nil) }
  private static func indented(_ items: [Item]) -> Item { .frame(first: 0, left: 4, right: 0, items) }
  private static func text(_ v: Value, _ property: String, _ c: ExecutionContext) -> String { ((try? c.property(v, property)) ?? nil).map { ValueText.text($0, c) } ?? "" }
  private static func has(_ property: String) -> (Value, ExecutionContext) throws -> Bool { { v, c in try c.property(v, property).map { !$0.isNull } ?? false } }

  private static let shortParagraph = CustomBody(entries: [(["MamlParaTextItem"], [value("Text"), .newLine]), ([], [.text(" ")])])
  private static let paragraph = CustomBody(entries: [
    (["MamlParaTextItem"], [value("Text"), .newLine]),
    (["MamlOrderedListTextItem"], [.frame(first: -4, left: 0, right: 0, [value("Tag"), value("Text"), .newLine])]),
    (["MamlUnorderedListTextItem"], [.frame(first: -2, left: 0, right: 0, [value("Tag"), value("Text"), .newLine])]),
    (["MamlDefinitionTextItem"], [value("Term"), .newLine, indented([value("Definition"), .newLine])]),
    ([], [.text(" ")]),
  ])
  private static let plainText = CustomBody([value("Text")])
  private static let alert = CustomBody([value("Text"), .newLine])
  private static let typeName = CustomBody([value("name", each: true)])
  private static let typeWithDescription = CustomBody([value("type", typeName), .newLine, indented([value("description", paragraph, each: true)]), .newLine])
  private static let example = CustomBody([
    value("Title"), .newLine, .newLine, value("Introduction", plainText, each: true), value("Code", each: true), .newLine, value("results"), .newLine, value("remarks", paragraph, each: true),
  ])
  private static let examples = CustomBody([value("Example", example, each: true)])
  private static let link = CustomBody([
    value("linkText"), .value(.text(" "), format: nil, enumerate: false, control: nil, condition: { v, c in !text(v, "linkText", c).isEmpty }), value("uri"),
    .newLine
  ])
  private static let links = CustomBody([value("navigationLink", link, each: true)])

  private static let details = CustomBody([
    .text("NAME"), .newLine, indented([value("Name"), .newLine, .newLine]),
    .text("SYNOPSIS"), .newLine, indented([value("Description", shortParagraph, each: true), .newLine, .newLine]),
  ])
  private static let name = CustomBody([.text("NAME"), .newLine, indented([value("Name"), .newLine, .newLine])])

  /// A parameter within a syntax line: brackets say what may be left out.
  private static let syntaxParameter = CustomBody([code { v, c in
    let optional = text(v, "required", c) != "true", position = text(v, "position", c)
    let positional = !position.isEmpty && !position.lowercased().contains("named")
    var given = ""
    if let group = try c.property(v, "parameterValueGroup"), !group.isNull {
      let names = try c.property(group, "parameterValue").map { $0.arrayValue?.values ?? [$0] } ?? []
      given = " {" + names.map { ValueText.text($0, c) }.joined(separator: " | ") + "}"
    } else if let one = try c.property(v, "parameterValue"), !one.isNull { given = " <\(ValueText.text(one, c))>" }
    let n = text(v, "name", c)
    return .str(optional && positional ? "[[-\(n)]\(given)] " : optional ? "[-\(n)\(given)] " : positional ? "[-\(n)]\(given) " : "-\(n)\(given) ")
  }])
  private static func syntax(withCommon: @escaping (Value, ExecutionContext) -> Bool) -> CustomBody {
    let item = CustomBody([
      value("name"), .text(" "), value("Parameter", syntaxParameter, each: true), code { v, c in withCommon(v, c) ? .str("[<CommonParameters>]") : .emptyString }, .newLine, .newLine,
    ])
    return CustomBody([value("SyntaxItem", item, each: true)])
  }
  private static let fullSyntax = syntax { _, _ in true }
  private static let reducedSyntax = syntax { v, c in text(v, "CommonParameters", c) == "True" }

  private static let parameterValue = CustomBody([code { v, c in
    let shown = ValueText.text(v, c)
    return .str(text(v, "required", c) == "true" ? " <\(shown)>" : " [<\(shown)>]")
  }])
  private static func traits(_ more: [Item]) -> [Item] {
    [
      .text("Required?                    "), value("required"), .newLine,
      .text("Position?                    "), code { v, c in let p = text(v, "position", c); return .str(p.isEmpty ? "Named" : p) }, .newLine,
    ] + more
  }
  private static let parameter = CustomBody([
    .text("-"), value("name"), value("parameterValue", parameterValue), .newLine,
    indented([value("description", paragraph, each: true), .newLine] + traits([
      .text("Default value                "), value("defaultValue"), .newLine,
      .text("Accept pipeline input?       "), value("pipelineInput"), .newLine,
      .text("Aliases                      "), value("aliases"), .newLine,
      .text("Accept wildcard characters?  "), value("globbing"), .newLine, .newLine,
    ])),
  ])
  private static let shortParameter = CustomBody([.text("-"), value("name"), value("parameterValue", parameterValue), .newLine, indented([value("description", paragraph, each: true), .newLine])])
  private static let bareParameter = CustomBody([.text("-"), value("name"), value("parameterValue", parameterValue), .newLine, .newLine])
  private static let reducedParameter = CustomBody([
    .text("-"), value("name"), value("parameterValue", parameterValue), .newLine,
    indented([value("description"), .newLine] + traits([
      .text("Accept pipeline input?       "), value("pipelineInput"), .newLine,
      .text("Parameter set name           "), value("parameterSetName"), .newLine,
      .text("Aliases                      "), value("aliases"), .newLine,
      .text("Dynamic?                     "), value("isDynamic"), .newLine,
      .text("Accept wildcard characters?  "), value("globbing"), .newLine, .newLine,
    ])),
  ])
  private static let common: [Item] = [
    .text("<CommonParameters>"), .newLine,
    indented([
      .text(
        "    This cmdlet supports the common parameters: Verbose, Debug,\n"
          + "    ErrorAction, ErrorVariable, WarningAction, WarningVariable,\n"
          + "    OutBuffer, PipelineVariable, and OutVariable. For more information, see\n"
          + "    about_CommonParameters (https://go.microsoft.com/fwlink/?LinkID=113216). ")
    ]),
    .newLine, .newLine,
  ]
  private static func parameters(_ one: CustomBody, behind: [Item] = []) -> CustomBody { CustomBody([value("Parameter", one, each: true)] + behind) }

  private static let head: [Item] = [
    value("details", details),
    .text("SYNTAX"), .newLine, indented([value("Syntax", fullSyntax), .newLine]),
    .text("DESCRIPTION"), .newLine, indented([value("description", paragraph, each: true), .newLine]), .newLine,
  ]
  private static let remarks: [Item] = [
    .text("REMARKS"), .newLine,
    indented([("To see the examples, type: ", "Examples"), ("For more information, type: ", "Detailed"), ("For technical information, type: ", "Full")].flatMap { line -> [Item] in
      [.text(line.0), code { v, c in .str("\"Get-Help \(text(v, "Name", c)) -\(line.1)\"") }, .newLine]
    } + [indented([code { v, c in
      guard let l = try c.property(v, "relatedLinks"), !l.isNull, let n = try c.property(l, "navigationLink"), !n.isNull else { return .emptyString }
      return .str("    For online help, type: \"Get-Help \(text(v, "Name", c)) -Online\"")
    }])]),
  ]
  private static let relatedLinks: [Item] = [.text("RELATED LINKS"), .newLine, indented([value("relatedLinks", links)])]
  private static let inputs = CustomBody([value("InputType", typeWithDescription, each: true)])
  private static let outputs = CustomBody([value("ReturnValue", typeWithDescription, each: true)])

  private static let full: [Item] = head + [
    .text("PARAMETERS"), .newLine, indented([value("parameters", parameters(parameter, behind: common))]),
    .text("INPUTS"), .newLine, indented([value("inputTypes", inputs), .newLine]),
    .text("OUTPUTS"), .newLine, indented([value("returnValues", outputs), .newLine]),
    value("alertSet", CustomBody([.text("NOTES"), .newLine]), if: has("alertSet")),
    value("alertSet", CustomBody([indented([value("title"), .newLine, .newLine, indented([value("alert", alert, each: true)]), .newLine])]), if: has("alertSet")),
    indented([value("examples", examples), .newLine]),
  ] + relatedLinks

  /// Commands nobody wrote help for.
  private static func reduced(_ middle: [Item], isFull: Bool = false) -> [Item] {
    [value("details", name), .text("SYNTAX"), .newLine, indented([value("Syntax", reducedSyntax)] + (middle.isEmpty ? [] : [.newLine]))] + middle + (isFull ? [] : [.newLine]) + [
      .text("ALIASES"), .newLine, indented([value("aliases"), .newLine]), .newLine, .text("REMARKS"), .newLine, indented([value("remarks"), .newLine]),
    ]
  }
  private static func reducedParameters(_ one: CustomBody, behind: [Item] = []) -> [Item] {
    let commonIf = CustomBody(common), none = CustomBody([.text("None"), .newLine, .newLine])
    return [.text("PARAMETERS"), .newLine, indented([
      value("parameters", parameters(one)),
      .value(.itself, format: nil, enumerate: false, control: commonIf, condition: { v, c in text(v, "CommonParameters", c) == "True" }),
      .value(.itself, format: nil, enumerate: false, control: none, condition: { v, c in
        guard text(v, "CommonParameters", c) != "True", let p = try c.property(v, "parameters") else { return false }
        return try c.property(p, "parameter").map { $0.isNull || $0.arrayValue?.count == 0 } ?? true
      }),
    ] + behind)]
  }
  private static let reducedFull: [Item] = reducedParameters(reducedParameter, behind: [.newLine]) + [
    .text("INPUTS"), .newLine, indented([value("inputTypes", CustomBody([value("InputType", CustomBody([value("type", typeName), .newLine]), each: true)])), .newLine]),
    .text("OUTPUTS"), .newLine, indented([value("returnValues", CustomBody([value("ReturnValue", CustomBody([value("type", typeName), .newLine]), each: true)])), .newLine]),
  ]

  static let help: [View] = [
    View("help", for: ["HelpInfoShort"], .table(TableBody([
      .init("Name", label: "Name", width: 33, .left), .init("Category", label: "Category", width: 9, .left),
      .init(.property("ModuleName"), label: "Module", width: 25, .left), .init("Synopsis"),
    ]))),
    View("DefaultCommandHelp", for: ["MamlCommandHelpInfo"], .custom(CustomBody(head + relatedLinks + [.newLine] + remarks))),
    View("VerboseCommandHelp", for: ["MamlCommandHelpInfo#DetailedView"], .custom(CustomBody(
      head + [.text("PARAMETERS"), .newLine, indented([value("parameters", parameters(shortParameter))] + common), indented([value("examples", examples)])] + remarks))),
    View("ExampleCommandHelp", for: ["MamlCommandHelpInfo#ExamplesView"], .custom(CustomBody([value("details", details), indented([value("examples", examples)])]))),
    View("FullCommandHelp", for: ["MamlCommandHelpInfo#FullView"], .custom(CustomBody(full))),
    View("MamlCommandExamples", for: ["MamlCommandHelpInfo#examples"], .custom(examples)),
    View("MamlCommandParameterView", for: ["MamlCommandHelpInfo#parameter"], .custom(parameter)),
    View("MamlCommandSyntax", for: ["MamlCommandHelpInfo#syntax"], .custom(fullSyntax)),
    View("ReducedDefaultCommandHelp", for: ["ExtendedCmdletHelpInfo"], .custom(CustomBody(reduced([])))),
    View("ReducedVerboseCommandHelp", for: ["ExtendedCmdletHelpInfo#DetailedView"], .custom(CustomBody(reduced(reducedParameters(bareParameter))))),
    View("ReducedFullCommandHelp", for: ["ExtendedCmdletHelpInfo#FullView"], .custom(CustomBody(reduced(reducedFull, isFull: true)))),
    View("ReducedExamplesCommandHelp", for: ["ExtendedCmdletHelpInfo#ExamplesView"], .custom(CustomBody([
      .text("NAME"), .newLine, indented([value("Name"), .newLine]), .newLine, .text("ALIASES"), .newLine, indented([value("aliases"), .newLine]), .newLine, .text("REMARKS"), .newLine,
      indented([value("remarks"), .newLine]),
    ]))),
    View("ReducedCommandParameterView", for: ["ExtendedCmdletHelpInfo#parameter"], .custom(reducedParameter)),
    View("MamlText", for: ["MamlDefinitionTextItem", "MamlOrderedListTextItem", "MamlParaTextItem", "MamlUnorderedListTextItem"], .custom(paragraph)),
    View("MamlCommandExample", for: ["MamlCommandHelpInfo#example"], .custom(CustomBody([
      value("Title"), .newLine, .newLine, value("Introduction", plainText, each: true), value("Code", each: true), .newLine, .newLine, value("results"), .newLine, .newLine,
      value("remarks", shortParagraph, each: true),
    ]))),
    View("MamlCommandParameters", for: ["MamlCommandHelpInfo#parameters"], .custom(CustomBody([indented([value("Parameter", parameter, each: true)] + common)]))),
    View("MamlInputTypes", for: ["MamlCommandHelpInfo#inputTypes"], .custom(inputs)),
    View("MamlRelatedLinks", for: ["MamlCommandHelpInfo#relatedLinks"], .custom(links)),
    View("MamlReturnTypes", for: ["MamlCommandHelpInfo#returnValues"], .custom(outputs)),
    View("MamlAlertSet", for: ["MamlCommandHelpInfo#alertSet"], .custom(CustomBody([value("title"), .newLine, .newLine, indented([value("alert", alert, each: true)])]))),
    View("MamlDetails", for: ["MamlCommandHelpInfo#details"], .custom(details)),
  ]
}
