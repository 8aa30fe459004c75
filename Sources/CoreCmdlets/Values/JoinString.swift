/// Joins objects, or one property of each, into one string.
import Engine
import Primitives

struct JoinString: Cmdlet {
  static let command = Command("Join", "String", errorType: "Microsoft.PowerShell.Commands.Utility.JoinStringCommand", defaultSet: "default",
    outputs: ["System.String"],
    synopsis: "Makes one text of many objects.",
    examples: [("Quoted and separated", "'a', 'b' | Join-String -Separator ', ' -SingleQuote")])
  @Parameter("Property", at: 0, type: "Microsoft.PowerShell.Commands.PSPropertyExpression") var property: Value?
  @Parameter("Separator", at: 1, attributes: [.allowEmptyString]) var separator: String?
  @Parameter("OutputPrefix", aliases: ["op"]) var outputPrefix: String?
  @Parameter("OutputSuffix", aliases: ["os"]) var outputSuffix: String?
  @Parameter("SingleQuote", sets: ["SingleQuote"]) var singleQuote: Switch
  @Parameter("DoubleQuote", sets: ["DoubleQuote"]) var doubleQuote: Switch
  @Parameter("FormatString", sets: ["Format"]) var formatString: String?
  @Parameter("UseCulture") var useCulture: Switch
  @Parameter("InputObject", from: .pipeline, type: "psobject[]") var inputObject: [Value]

  private var text = ""
  private var count = 0
  private var expression: PropertyExpression?

  mutating func begin(_ shell: Invocation) throws {
    expression = try property.flatMap { $0.isNull ? nil : $0 }.map { try PropertyArgument.parse($0, [PropertyArgument.expressionKey], shell).expression }
  }
  mutating func process(_ shell: Invocation) throws {
    let between = $separator.isBound ? separator ?? "" : shell.context.variable("OFS").map { Conversion.toString($0, shell.context) } ?? ""
    for item in inputObject where !item.isNull {
      let v = try expression.map { try $0.value(of: item, shell) ?? .null } ?? item
      var piece = useCulture.isOn ? Conversion.toStringInCulture(v, shell.context) : Conversion.toString(v, shell.context)
      if singleQuote.isOn { piece = "'" + piece + "'" }
      else if doubleQuote.isOn { piece = "\"" + piece + "\"" }
      else if let formatString, !formatString.isEmpty {
        // a list is formatted as the text of its elements
        do { piece = try Operators.compositeFormat(formatString, [v.arrayValue == nil ? v : .str(piece)], useCulture.isOn ? shell.context.culture : .invariant) }
        catch let e as NetError { throw shell.terminating(e.typeName, .notSpecified, e.message, exception: e.typeName) }
      }
      if count > 0 { text += between }
      text += piece
      count += 1
    }
  }
  mutating func end(_ shell: Invocation) throws { try shell.write((outputPrefix ?? "") + text + (outputSuffix ?? "")) }
}
